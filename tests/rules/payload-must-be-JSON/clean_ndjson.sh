# One document a line; a message broker's console takes each for a message.
kafka-console-producer --topic requests <<EOF
{"topic": "tides"}
{"topic": "moons"}
EOF
cat > bulk.ndjson <<EOF
{"index": {"_id": "1"}}
{"topic": "tides"}
EOF
