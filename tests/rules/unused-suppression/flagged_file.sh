# want 2:24 unused-suppression violates
# paylint: ignore-file[duplicate-key, payload-must-be-JSON]
curl --json '{"topic": "Tides",}' http://localhost
