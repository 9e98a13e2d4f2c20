exec 3> log.json
echo '{"request_id": "by-fd"}' >&3
exec 3>&-
curl --json @log.json http://x
