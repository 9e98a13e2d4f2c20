# Tried until it goes through; the id is bad each time.
until curl -sf --json '{"request_id": "retry"}' http://localhost; do # want: request_id-must-be-UUID
    sleep 1
    break
done
