mapfile -t LINES_READ < <(printf 'm1\nm2\n')
for id in "${LINES_READ[@]}"; do curl --json "{\"request_id\": \"$id\"}" http://x; done
