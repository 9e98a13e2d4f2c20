# paylint: ignore[placeholder-value] the statement that makes it
MESSAGE=$(cat <<EOF
{
  "user": "changeme"
}
EOF
)
gcloud pubsub topics publish t --message="$MESSAGE"

BODY='{
  "user": "changeme"
}'
curl --json "$BODY" http://localhost # paylint: ignore[placeholder-value] the command that sends it

cat <<EOF | curl --json @- http://localhost # paylint: ignore[placeholder-value] the first line
{
  "user": "changeme"
}
EOF
