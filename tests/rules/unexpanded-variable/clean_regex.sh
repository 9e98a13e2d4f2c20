# $ ends a pattern.
curl --json '{"pattern": "^[A-Z]+$", "other": "^(foo|bar)$", "last": "a$|b$"}' http://localhost
