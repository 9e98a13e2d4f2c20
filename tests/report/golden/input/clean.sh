curl --json '{"topic": "tides"}' "$URL"
