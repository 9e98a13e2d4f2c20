curl --json "{ \
  \"request_id\": \"continued\", \
  \"b\": 1 \
}" http://x
