curl --json '{"timestamp": "2025-01-31T12:00:00Z", "created_at": "2025-01-31T12:00:00.5+01:00"}' http://localhost
