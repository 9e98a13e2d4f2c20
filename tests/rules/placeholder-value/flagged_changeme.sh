curl --json '{"user": "admin", "password": "changeme"}' http://localhost # want: placeholder-value
curl --json '{"user": "admin", "password": "REPLACE_ME"}' http://localhost # want: placeholder-value
