# The query is a string in the JSON; its own braces do not count.
curl --json '{"query": "query($id: ID!) { node(id: $id) { id } }", "variables": {"id": 1}}' http://localhost
