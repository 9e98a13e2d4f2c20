curl --json '{"date": "2025-01-31", "time": "12:00", "at": "noon"}' http://localhost
