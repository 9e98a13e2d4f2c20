ID="$RANDOM$RANDOM"
curl --json "{\"request_id\": \"$ID\", \"n\": $RANDOM, \"s\": $SECONDS}" http://x
