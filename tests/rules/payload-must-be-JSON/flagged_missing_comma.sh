# want 2:22 payload-must-be-JSON violates
curl --json '{"a": 1 "b": 2}' http://localhost
