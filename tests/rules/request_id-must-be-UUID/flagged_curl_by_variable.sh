# The command stands in a variable.
CURL="curl -sS"
$CURL --json '{"request_id": "by-variable"}' http://localhost # want: request_id-must-be-UUID
