#!/usr/bin/env bash
# Upper-case ids, members that stand twice, values without quotes, base64 in lines. The `# sent` lines are what
# must come of them.
post() {
    curl --json "$1" http://localhost
}

# ---- uuid-must-be-lowercase ----
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"}
post '{"trace_id": "8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A33"}'
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a34"}
post "{\"trace_id\": \"8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A34\"}"
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a35"}
post $'{"trace_id": "8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A35"}'
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a36"}
curl --json @- http://localhost <<EOF
{"trace_id": "8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A36"}
EOF
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a37"}
curl --json @- http://localhost <<'EOF'
{"trace_id": "8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A37"}
EOF
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a38"}
ID=8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A38
post "{\"trace_id\": \"$ID\"}"
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a39"}
jq -n --arg id 8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A39 '{trace_id: $id}' | curl --json @- http://localhost
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a40"}
jq -n '{trace_id: "8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A40"}' | curl --json @- http://localhost
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a41"}
printf '{"trace_id": "%s"}' 8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A41 | curl --json @- http://localhost
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a42"}
curl --json @data/upper.json http://localhost
# sent {"trace_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a43"}
post '{"trace_id": "8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A43"}'
grep -q 8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A43 server.log

# ---- duplicate-key ----
# sent {"id":1,"n":2}
post '{"id": 1, "n": 2, "id": 1}'
# sent {"id":"a"}
post "{\"id\": \"a\", \"id\": \"a\"}"
# sent {"id":[1,2],"n":3}
curl --json @- http://localhost <<EOF
{
  "id": [1, 2],
  "id": [1, 2],
  "n": 3
}
EOF
# sent {"id":1}
curl --json @- http://localhost <<'EOF'
{"id": 1,
 "id": 1}
EOF
# sent {"id":2}
post '{"id": 1, "id": 2}'

# ---- unquoted-expansion ----
# sent {"nonce":"HEX"}
post "{\"nonce\": $(openssl rand -hex 4)}"
# sent {"nonce":"HEX","n":1}
NONCE=$(openssl rand -hex 4)
post '{"nonce": '"$NONCE"', "n": 1}'
# sent {"nonce":["HEX"]}
curl --json @- http://localhost <<EOF
{"nonce": [$NONCE]}
EOF

# ---- base64-wraps-lines ----
WORDS='one two three four five six seven eight nine ten eleven twelve thirteen fourteen'
printf %s "$WORDS" > words
# sent {"data":"b25lIHR3byB0aHJlZSBmb3VyIGZpdmUgc2l4IHNldmVuIGVpZ2h0IG5pbmUgdGVuIGVsZXZlbiB0d2VsdmUgdGhpcnRlZW4gZm91cnRlZW4="}
post "{\"data\": \"$(base64 < words)\"}"
# sent {"data":"b25lIHR3byB0aHJlZSBmb3VyIGZpdmUgc2l4IHNldmVuIGVpZ2h0IG5pbmUgdGVuIGVsZXZlbiB0d2VsdmUgdGhpcnRlZW4gZm91cnRlZW4="}
DATA=$(cat words | base64)
curl --json @- http://localhost <<EOF
{"data": "$DATA"}
EOF
# sent {"data":"b25lIHR3byB0aHJlZSBmb3VyIGZpdmUgc2l4IHNldmVuIGVpZ2h0IG5pbmUgdGVuIGVsZXZlbiB0d2VsdmUgdGhpcnRlZW4gZm91cnRlZW4="}
curl --json @- http://localhost <<EOF
{"data": "$(base64 words 2> /dev/null)"}
EOF
# sent {"data":"b25lIHR3byB0aHJlZSBmb3VyIGZpdmUgc2l4IHNldmVuIGVpZ2h0IG5pbmUgdGVuIGVsZXZlbiB0d2VsdmUgdGhpcnRlZW4gZm91cnRlZW4="}
base64 words > encoded
post "{\"data\": \"$(cat encoded)\"}"
