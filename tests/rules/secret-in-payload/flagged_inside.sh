curl --json '{"auth": ["Bearer glpat-'xK3mQ9vT2zLwRb7NcJ8s'"]}' http://localhost # want: secret-in-payload
