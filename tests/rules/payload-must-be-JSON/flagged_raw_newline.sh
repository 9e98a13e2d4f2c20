# want 3:34 payload-must-be-JSON violates
# A string over two lines.
curl --data-binary '{"text": "one
two"}' http://localhost
