alias post='curl --json'
post '{"request_id": "never-sent"}' http://x
