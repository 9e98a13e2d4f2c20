#!/usr/bin/env bash
# exec 3> file, and what is written to the descriptor later.
exec 3> body.json
printf '{"request_id": ' >&3
echo '"one"}' >&3
exec 3>&-
curl -d @body.json http://h.example/a
exec 4>> body.json
{ echo '{"request_id": "two"}'; } >&4
echo nowhere >&2
exec 4>&-
curl --data-binary @body.json -H 'Content-Type: application/x-ndjson' http://h.example/b
