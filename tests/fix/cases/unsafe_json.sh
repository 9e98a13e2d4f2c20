#!/usr/bin/env bash
# What --unsafe-fixes alone mends. The `# sent` lines are what must come of it.
post() {
    curl --json "$1" http://localhost
}

# sent {"a":true,"b":null}
post '{"a": True, "b": None}'
# sent {"a":"tides"}
post "{\"a\": tides}"
# sent {"text":"say \"hi\" now"}
post '{"text": "say "hi" now"}'
# sent {"path":"C:\\data"}
post '{"path": "C:\data"}'
# sent {"path":"C:\\data"}
post "{\"path\": \"C:\\data\"}"
# sent {"a":[1,2]}
post '{"a": [1,, 2]}'
# sent {"a":1,"b":2}
curl --json @- http://localhost <<EOF
{
  // the first
  "a": 1, /* and */
  "b": 2 // the last
}
EOF
# sent {"a":{"b":[1]}}
post '{"a": {"b": [1]'
# sent {"a":{"b":1}}
curl --json @- http://localhost <<'EOF'
{
  "a": {
    "b": 1
  }
EOF
