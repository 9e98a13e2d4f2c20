# want 8:21 request_id-must-be-UUID violates
# The command over several lines, its options in any order.
curl \
    --request POST \
    --url http://localhost \
    --header 'content-type: application/json' \
    --data '{
      "request_id": "postman"
    }'
