read -r -d '' BODY <<JSON || true
{
  "request_id": "by-read",
  "n": 1
}
JSON
curl --json "$BODY" http://x
IFS= read -r -d '' KEPT <<'JSON' || :
  {"a": "$b"}
JSON
curl --data-binary "$KEPT" http://x
read -r LINE <<< '{"c": 2}'
curl --json "$LINE" http://x
