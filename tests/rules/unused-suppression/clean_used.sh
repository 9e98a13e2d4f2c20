curl --json '{"a": 1, "a": 2}' http://localhost # paylint: ignore[duplicate-key] tries just that
# paylint: ignore[duplicate-key, payload-must-be-JSON] above
curl --json '{"a": 1, "a": 2,}' http://localhost
# paylint: ignore
# and what else there is to say
curl --json '{"a": 1, "a": 2,}' http://localhost
