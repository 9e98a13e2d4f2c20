curl --data-binary @<(echo '{"request_id": "by-process"}') http://x
