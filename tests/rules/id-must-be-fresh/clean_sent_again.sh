# The same message again: an idempotent retry.
curl --json '{"event_id": "order-1", "state": "made"}' http://localhost/events
curl --json '{"event_id": "order-1", "state": "made"}' http://localhost/events
