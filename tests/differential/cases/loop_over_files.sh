echo '{"request_id": "f1"}' > m1.json
echo '{"request_id": "f2"}' > m2.json
for f in m*.json; do curl --json @"$f" http://x; done
