# want 2:28 payload-must-be-JSON violates
curl --json $'{"text": "one\ttwo"}' http://localhost
