curl --json "{\"nonce\": $(openssl rand -hex 8)}" http://localhost # want: unquoted-expansion
