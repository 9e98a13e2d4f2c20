# paylint: ignore[request_id-must-be-UUID] the statement that makes it
MESSAGE=$(cat <<EOF
{
  "request_id": "bad"
}
EOF
)
gcloud pubsub topics publish t --message="$MESSAGE"

BODY='{
  "request_id": "bad"
}'
curl --json "$BODY" http://localhost # paylint: ignore[request_id-must-be-UUID] the command that sends it

cat <<EOF | curl --json @- http://localhost # paylint: ignore[request_id-must-be-UUID] the first line
{
  "request_id": "bad"
}
EOF
