# want 2:24 unused-suppression violates
# paylint: ignore-file[duplicate-key, placeholder-value]
curl --json '{"topic": "changeme"}' http://localhost
