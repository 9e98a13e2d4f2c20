# want 3:46 payload-must-be-JSON violates
# Declared as JSON, it has to be.
curl -H 'Content-Type: application/json' -d 'hello' http://localhost
