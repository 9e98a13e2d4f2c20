# Ids of different receivers, and of other things.
curl --json '{"event_id": "order-1", "state": "made"}' http://localhost/events
curl --json '{"event_id": "order-1", "state": "paid"}' http://localhost/payments
curl --json '{"session_id": "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"}' http://localhost/events
