# The same key, written in two ways.
curl --json '{"id": 1, "\u0069d": 2}' http://localhost # want: duplicate-key
