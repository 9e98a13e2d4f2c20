# want 2:15 payload-must-be-JSON violates
curl --json "{'a': 1}" http://localhost
