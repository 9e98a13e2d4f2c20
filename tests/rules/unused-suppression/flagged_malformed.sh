# want 2:51 unused-suppression violates
curl --json '{"topic": "Tides"}' http://localhost # paylint: ingore[duplicate-key]
