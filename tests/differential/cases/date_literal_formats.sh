curl --json "{\"request_id\": \"run-$(date +%Y%m%d)-$(date '+%H:%M')\", \"d\": \"$(date)\"}" http://x
