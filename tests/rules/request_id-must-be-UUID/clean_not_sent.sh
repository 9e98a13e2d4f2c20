# Printed, compared, counted, but sent nowhere.
echo "request_id: test1"
grep -c '"request_id": "test1"' worker.log
test '{"request_id": "x"}' = "$1"
jq -n '{"request_id": "test1"}' > expected.json
