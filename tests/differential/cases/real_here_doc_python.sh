#!/usr/bin/env bash
OUT=$(python3 - <<'PY'
print("anything")
PY
)
curl --json "{\"out\": \"$OUT\"}" http://x
