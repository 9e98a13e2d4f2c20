# want 4:10 payload-must-be-JSON violates
curl --json "$(cat <<EOF
{
  "a": 1 // how many
}
EOF
)" http://localhost
