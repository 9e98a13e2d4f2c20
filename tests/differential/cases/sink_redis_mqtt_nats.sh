M='{"request_id": "small-senders"}'
redis-cli -h redis PUBLISH jobs "$M"
redis-cli xadd stream '*' kind job body "$M"
redis-cli LPUSH list "$M" '{"request_id": "second"}'
redis-cli set key '{"request_id": "set-it"}' EX 60
echo -n "$M" | redis-cli -x publish jobs
mosquitto_pub -h broker -t jobs -m "$M"
printf '%s\n' "$M" '' '{"request_id": "mqtt-2"}' | mosquitto_pub -t jobs -l
echo '{"request_id": "mqtt-3"}' > m.json
mosquitto_pub -t jobs -f m.json
mosquitto_pub -t jobs -s < m.json
nats pub jobs.new "$M"
echo '{"request_id": "nats-2"}' | nats pub jobs.new
nats request --timeout 5s jobs.new '{"request_id": "nats-3"}'
amqp-publish --url amqp://x -r jobs -b "$M"
echo "$M" | amqp-publish -r jobs
rabbitmqadmin publish exchange=amq.default routing_key=jobs payload="$M"
echo '{"request_id": "ws"}' | websocat ws://host/
