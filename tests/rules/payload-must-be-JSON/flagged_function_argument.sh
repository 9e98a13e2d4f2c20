# want 4:24 payload-must-be-JSON violates
post() { curl -s -H 'Content-Type: application/json' -d "$1" http://localhost; }
post '{"topic": "tides"}'
post '{"topic": "tides",}'
