CMD=(curl --json '{"request_id": "by-eval-array"}' http://x)
"${CMD[@]}"
