wget -q -O - --header='Content-Type: application/json' --post-data='{"request_id": "wget-1"}' http://api.example/jobs
echo '{"request_id": "wget-2",}' > body.json
wget --method=PUT --body-file=body.json http://api.example/jobs
grpcurl -plaintext -d '{"request_id": "grpc-1"}' localhost:50051 jobs.Service/Create
echo '{"request_id": "grpc-2"}' | grpcurl -plaintext -d @ localhost:50051 jobs.Service/Create
gh api repos/o/r/dispatches -f event_type=job -f 'client_payload[request_id]=gh-1'
gh api repos/o/r/dispatches --input - <<EOF
{"event_type": "job", "client_payload": {"request_id": "gh-2"}}
EOF
