#!/usr/bin/env bash
# JSON made by jq: the safe way, and what comes of unsafe values.
ID=$(uuidgen | tr A-Z a-z)
BAD=test-1
curl -d "$(jq -n --arg id "$ID" '{request_id: $id, "a b": [1, 2.5, true, null], n: {x: "q\"\\\u00e9"}}')" http://x
curl -d "$(jq -nc --arg id "$BAD" '{request_id: $id}')" http://x
curl -d "$(jq -cn '{request_id: "bad-literal"}')" http://x
curl -d "$(jq -cn --arg x "$UNKNOWN" '{$x, y: "pre-\($x)-post"}')" http://x
jq -n --argjson n 5 --arg s a '[$n, $n + 1, $s + "b", ($s | ascii_upcase)]' | curl -d @- http://x
echo '{"a": {"b": "c"}, "request_id": "x"}' | jq -c '.a.b = "d" | .request_id |= ascii_upcase | del(.a.z)' | curl -d @- http://x
PAYLOAD='{"request_id": "old"}'
PAYLOAD=$(echo "$PAYLOAD" | jq --arg id "$ID" '.request_id = $id | . + {k: 1}')
curl -d "$PAYLOAD" http://x
curl -d "$(jq -n --arg a "$1" 'if $a == "" then {} else {a: $a} end')" http://x
curl -d "$(jq -cn '{x: ($ENV.FOO // "d"), z: env.BAR, now: now, d: (now|todate), p: $ARGS.positional}' --args a b)" http://x
curl -d "$(printf 'a\nb\n' | jq -R . | jq -sc .)" http://x
curl -d "$(curl -s http://y | jq '{request_id: .id, v: .items[0].name}')" http://x
curl -d "$(jq -n "{request_id: \"$BAD\", n: 3}")" http://x
curl -d "$(jq -n --arg d "$(echo -n '{"request_id":"nope"}' | base64 -w0)" '{messages: [{data: $d}]}')" http://x
curl -d "$(jq -cn '[range(3)] | map(. * 2) | {l: length, s: join("-")}')" http://x
curl -d "$(jq -cn '{a:"x",b:"y"} | with_entries(.value |= "z" + .)')" http://x
curl -d "$(jq -cn 'reduce (1,2,3) as $i (0; . + $i) | {sum: .}')" http://x
curl -d "$(jq -cn 'def f(x): x + 1; {v: f(2)}')" http://x
