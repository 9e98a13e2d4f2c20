export ID=from-envsubst
cat > t.json <<'EOF'
{"request_id": "${ID}", "name": "$NAME", "kept": "$9 ${X:-y}"}
EOF
envsubst < t.json | curl -d @- http://x/1
envsubst '$ID' < t.json > out.json
curl -d @out.json http://x/2
NOT_EXPORTED=plain
echo '{"request_id": "$NOT_EXPORTED"}' | envsubst | curl -d @- http://x/3
echo '{"request_id": "$FOR_ONE"}' | FOR_ONE=one envsubst | curl -d @- http://x/4
echo '{"request_id": "$FOR_ONE"}' | envsubst | curl -d @- http://x/5
curl -d "$(envsubst '${ID} ${NAME}' <<< '{"request_id": "$ID", "n": "$NAME"}')" http://x/6
