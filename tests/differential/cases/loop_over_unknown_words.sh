# run: p q r
for a in "${@:-none}"; do curl --json "{\"request_id\": \"$a\"}" http://x; done
LAST=
for a in "$@"; do LAST=$a; done
curl --json "{\"last\": \"$LAST\"}" http://x
