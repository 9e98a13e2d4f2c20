ID=order-1
BODY="{\"request_id\": \"$ID\"}"
aws sqs send-message --queue-url https://sqs.example/1/q --message-body "$BODY"
aws sqs send-message --queue-url https://sqs.example/1/q --message-body='{"request_id": "7f0c1d9e-52a6-4d0b-8f6f-1e2a3b4c5d6e"}'
aws --region eu-west-1 sns publish --topic-arn arn:aws:sns:eu-west-1:1:t --message "$BODY"
aws stepfunctions start-execution --state-machine-arn arn:m --input "{\"request_id\": \"sf-$ID\"}"
aws lambda invoke --function-name f --cli-binary-format raw-in-base64-out --payload '{"request_id": "lambda-raw"}' out.json
