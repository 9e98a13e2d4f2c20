curl --json '{"a": 1, "a": 2}' http://localhost
curl --json '{"b": 1, "b": 2}' http://localhost
# paylint: ignore-file[duplicate-key] all of them try just that
