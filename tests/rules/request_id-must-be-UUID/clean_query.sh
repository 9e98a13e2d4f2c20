# -G makes a query of the data.
curl -G -d '{"request_id": "x"}' http://localhost
