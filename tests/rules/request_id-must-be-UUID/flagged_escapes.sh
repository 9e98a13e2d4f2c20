# want 3:43 request_id-must-be-UUID violates
# Escapes in the value do not matter: it is "é-1", and it is pointed at in code points.
curl --json '{"note": "é😀", "request_id": "\u00e9-1"}' http://localhost
