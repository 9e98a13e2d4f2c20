# want 3:54 payload-must-be-JSON violates
# The content type promises one document.
curl -H 'Content-Type: application/json' -d '{"a": 1}{"b": 2}' http://localhost
