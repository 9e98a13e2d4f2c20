# want 3:16 request_id-must-be-UUID violates
cat <<EOF | curl --data-binary @- -H 'content-type: application/json' http://localhost
{"request_id": "piped"}
EOF
