# Beyond 2^53, and doubles all the same; the largest that all agree on; nanoseconds that end in 0s.
curl --json '{"a": 9007199254740992, "b": 9007199254740991, "c": 10000000000000000, "d": 1700000000000000000}' http://localhost
