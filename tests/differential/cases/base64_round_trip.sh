D=$(printf '{"a": 1}' | base64)
curl --json "{\"messages\": [{\"data\": \"$D\"}]}" http://x
curl --json "$(echo "$D" | base64 -d)" http://x
