aws kinesis put-record --stream-name s --partition-key k --data "$(printf '{"request_id": "kinesis-1"}' | base64)"
aws kinesis put-record --stream-name s --partition-key k --cli-binary-format raw-in-base64-out --data '{"request_id": "kinesis-2"}'
cat > record.json <<EOF
{"request_id": "kinesis-3"}
EOF
aws kinesis put-record --stream-name s --partition-key k --data fileb://record.json
aws lambda invoke --function-name f --payload "$(echo '{"request_id": "lambda-1"}' | base64 -w0)" out.json
