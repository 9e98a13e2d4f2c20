#!/usr/bin/env bash
# nested things
publish() { gcloud pubsub topics publish "$1" --message "$2"; }
bash -c 'curl --json "{\"request_id\": \"inner-bash\"}" http://x'
bash -c "curl --json '{\"request_id\": \"inner-dq\"}' http://x"
eval 'curl --json "{\"request_id\": \"in-eval\"}" http://x'
ssh host 'curl --json "{\"request_id\": \"in-ssh\"}" http://x'
bash <<'EOF'
curl --json '{"request_id": "heredoc-script"}' http://x
EOF
X=`curl --json '{"request_id": "in-backquotes"}' http://x`
Y="$(curl --json '{"request_id": "in-dq-subst"}' http://x)"
BODY=$(cat <<EOF
$(printf '{"request_id": "in-heredoc-subst"}')
EOF
)
curl --json "$BODY" http://x
publish t '{"outer": "{\"request_id\": \"json-in-json\"}"}'
curl -d "{\"messages\": [{\"data\": \"$(echo -n '{"request_id": "in-base64"}' | base64 -w0)\"}]}" https://pubsub.googleapis.com/v1/projects/p/topics/t:publish
for i in $(seq 3); do publish t "{\"request_id\": \"seq-$i\"}"; done
while read -r id; do publish t "{\"request_id\": \"$id\"}"; done <<EOF
line-one
line-two
EOF
trap 'curl --json "{\"request_id\": \"in-trap\"}" http://x' EXIT
printf '{"request_id": "%s"}\n' a1 b2 | while read -r m; do publish t "$m"; done
cat > body.json <<'EOF'
{"request_id": "in-file", "x": "$notset"}
EOF
curl -d @body.json http://x
curl --json '{"request_id": "a"}' http://x & 
time curl --json '{"request_id": "timed"}' http://x
sed 's/ID/from-sed/' <<< '{"request_id": "ID"}' | curl --json @- http://x
T='{"request_id": "__ID__"}'
curl --json "${T//__ID__/replaced-id}" http://x
