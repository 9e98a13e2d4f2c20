# want 2:40 unexpanded-variable violates
curl --json '{"topic": "tides", "at": "$(date)"}' http://localhost
