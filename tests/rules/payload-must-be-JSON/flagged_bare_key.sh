# want 2:15 payload-must-be-JSON violates
curl --json '{topic: "tides"}' http://localhost
