# want 4:32 payload-must-be-JSON may-violate
# Only with a count is it JSON.
if [ -n "${CI:-}" ]; then COUNT=5; else COUNT=; fi
curl --json "{\"count\": $COUNT}" http://localhost
