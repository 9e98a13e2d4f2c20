curl --json '{"event_id": "order-1", "state": "made"}' http://localhost/events
curl --json '{"event_id": "order-1", "state": "paid"}' http://localhost/events # want: id-must-be-fresh
