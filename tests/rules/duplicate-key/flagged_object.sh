curl --json '{"a": 1, "b": 2, "a": 3}' http://localhost # want: duplicate-key
