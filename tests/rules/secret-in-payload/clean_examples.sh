# What documentation puts in the place of a token.
curl --json '{"key": "AKIAIOSFODNN7EXAMPLE", "token": "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}' http://localhost
curl --json '{"token": "ghp_000000000000000000000000000000000000", "key": "AIza..."}' http://localhost
