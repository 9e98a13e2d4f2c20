#!/usr/bin/env bash
# The same mistake in every way of quoting.
publish() {
    gcloud pubsub topics publish jobs --message="$1"
}

publish '{"request_id": "single-quoted", "topic": "Tides"}'
publish "{\"request_id\": \"double-quoted\", \"topic\": \"Tides\"}"
publish $'{"request_id": "ansi-c", "topic": "Tides"}'
publish "$(printf '{"request_id": "%s", "topic": "Tides"}' printf-argument)"
publish "$(printf '{"request_id": "%s", "topic": "Tides"}' 'printf quoted')"
publish "$(jq -n --arg id jq-argument '{request_id: $id, topic: "Tides"}')"
publish "$(jq -n '{request_id: "jq-program", topic: "Tides"}')"
publish "$(cat <<EOF
{"request_id": "heredoc", "topic": "$TOPIC"}
EOF
)"
publish "$(cat <<'EOF'
{"request_id": "quoted-heredoc", "price": "5 $", "path": "a\\b"}
EOF
)"
publish "$(cat <<'EOF'
{"request_id": "many-dollars", "price": "5 $ 6 $ 7 $ 8 $ 9 $"}
EOF
)"
publish '{"request_id": 42, "topic": "Tides"}'
publish "{\"request_id\": 4711, \"topic\": \"Tides\"}"
publish "{\"request_id\": \"backquoted`echo -n -1`\"}"
publish '{"request_id": "", "topic": "Tides"}'
publish '{"request_id": null, "topic": "Tides"}'
