# want 3:26 payload-must-be-JSON violates
# want 4:23 payload-must-be-JSON violates
curl --json '{"path": "C:\data"}' http://localhost
curl --json '{"a": "it\'"'"'s"}' http://localhost
