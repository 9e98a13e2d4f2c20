# A usage text shows what a message looks like.
usage() {
    cat <<EOF
Usage: $0 ID
Sends {"request_id": "ID"} to the API, for example:
  curl --json '{"request_id": "ID"}' http://localhost
EOF
}
usage
