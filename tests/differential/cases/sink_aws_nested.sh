aws sqs send-message-batch --queue-url https://q --entries '[{"Id": "1", "MessageBody": "{\"request_id\": \"batch-1\"}"}, {"Id": "2", "MessageBody": "plain"}]'
ID=event-1
aws events put-events --entries "[{\"Source\": \"s\", \"DetailType\": \"d\", \"Detail\": \"{\\\"request_id\\\": \\\"$ID\\\"}\"}]"
aws events put-events --entries "[{\"Source\": \"s\", \"Detail\": \"{\\\"request_id\\\": \\\"$(uuidgen | tr '[:upper:]' '[:lower:]')\\\"}\"}]"
