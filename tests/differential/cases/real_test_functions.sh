#!/usr/bin/env bash
PASS=0 FAIL=0
run_test() {
    local name="$1" payload="$2" expected="${3:-202}"
    local code
    code=$(curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -d "$payload" http://x)
    if [[ "$code" == "$expected" ]]; then ((PASS++)); else ((FAIL++)); fi
    echo "$name: $code"
}
run_test "no id" '{"topic": "a"}'
run_test "bad id" '{"request_id": "not-a-uuid", "topic": "b"}' 422
run_test "good id" "{\"request_id\": \"$(uuidgen | tr A-Z a-z)\", \"topic\": \"c\"}"
run_test "no json" '{"topic": }' 400
echo "$PASS passed, $FAIL failed"
exit $((FAIL > 0))
