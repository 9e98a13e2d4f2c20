curl --json '{"timestamp": "2025-01-31 12:00:00"}' http://localhost # want: timestamp-must-be-RFC3339
