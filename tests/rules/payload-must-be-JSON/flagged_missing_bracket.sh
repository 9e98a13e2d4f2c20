curl --json '{"a": {"b": 2}' http://localhost # want: payload-must-be-JSON
