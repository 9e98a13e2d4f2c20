curl http://x -X POST -H "Content-Type: application/json" -d '{"request_id": "after-url"}'
