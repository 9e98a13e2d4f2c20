curl --json '{"token": "YOUR_API_TOKEN"}' http://localhost # want: placeholder-value
curl --json '{"token": "your-api-key"}' http://localhost # want: placeholder-value
curl --json '{"token": "<request_id>"}' http://localhost # want: placeholder-value
curl --json '{"id": "<ID>"}' http://localhost # want: placeholder-value
curl --json '{"id": "INSERT_ID_HERE"}' http://localhost # want: placeholder-value
