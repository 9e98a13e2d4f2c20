# Words that are no placeholders, markup, a state of a board.
curl --json '{"status": "TODO", "text": "<b>", "title": "Change me if you can", "html": "<p>your name here</p>"}' http://localhost
curl --json '{"state": "IN_PROGRESS", "role": "YOUR", "link": "<https://example.org>", "code": "HERE"}' http://localhost
