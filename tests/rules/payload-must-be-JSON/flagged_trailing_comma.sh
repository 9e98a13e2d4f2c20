curl --json '{"a": 1,}' http://localhost # want: payload-must-be-JSON
curl --json '[1, 2,]' http://localhost # want: payload-must-be-JSON
