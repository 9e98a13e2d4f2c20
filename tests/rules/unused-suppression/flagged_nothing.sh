# want 2:69 unused-suppression violates
curl --json '{"topic": "Tides"}' http://localhost # paylint: ignore[duplicate-key]
