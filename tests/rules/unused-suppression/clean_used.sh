curl --json '{"a": 1, "a": 2}' http://localhost # paylint: ignore[duplicate-key] tries just that
# paylint: ignore[duplicate-key, placeholder-value] above
curl --json '{"b": "changeme", "a": 1, "a": 2}' http://localhost
# paylint: ignore
# and what else there is to say
curl --json '{"b": "changeme", "a": 1, "a": 2}' http://localhost
