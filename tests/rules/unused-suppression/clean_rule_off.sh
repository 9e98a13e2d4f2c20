# A rule that isn't run isn't unused.
curl --json '{"topic": "Tides"}' http://localhost # paylint: ignore[unescaped-expansion]
