H=$(openssl rand -hex 16)
ID=$(echo "$H" | sed 's/\(........\)\(....\)\(....\)\(....\)\(............\)/\1-\2-\3-\4-\5/')
curl --json "{\"request_id\": \"$ID\"}" http://x
