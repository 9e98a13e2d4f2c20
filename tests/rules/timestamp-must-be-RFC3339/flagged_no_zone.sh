curl --json '{"event": {"created_at": "2025-01-31T12:00:00"}}' http://localhost # want: timestamp-must-be-RFC3339
