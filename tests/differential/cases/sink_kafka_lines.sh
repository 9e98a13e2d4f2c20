printf '%s\n' '{"request_id": "line-1"}' '{"request_id": "7f0c1d9e-52a6-4d0b-8f6f-1e2a3b4c5d6e"}' | kcat -P -b kafka:9092 -t jobs
echo 'key1:{"request_id": "keyed"}' | kafkacat -P -b kafka:9092 -t jobs -K :
kafka-console-producer.sh --bootstrap-server kafka:9092 --topic jobs <<EOF
{"request_id": "line-2"}
{"request_id": "line-3",}
EOF
for i in 1 2 3; do
    echo "{\"n\": $i, \"request_id\": \"loop-$i\"}"
done | rpk topic produce jobs
cat > messages <<EOF
{"request_id": "file-1"}
{"request_id": "file-2"}
EOF
kcat -P -b kafka:9092 -t jobs -l messages
kcat -P -b kafka:9092 -t jobs < messages
if [ -n "$CI" ]; then LINES_TO_SEND=$'{"request_id": "ci"}\n{"a": 1}'; else LINES_TO_SEND='{"request_id": "local"}'; fi
echo "$LINES_TO_SEND" | kcat -P -b kafka:9092 -t jobs
