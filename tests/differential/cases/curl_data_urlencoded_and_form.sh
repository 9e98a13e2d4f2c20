curl --data-urlencode 'a={"b": 1}' http://x
curl -F 'payload={"request_id": "form"}' http://x
