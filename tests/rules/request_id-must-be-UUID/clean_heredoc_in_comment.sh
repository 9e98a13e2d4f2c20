# Once this was:
#   curl --json '{"request_id": "abc"}' http://localhost
: '
curl --json {"request_id": "abc"} http://localhost
'
curl --json '{"topic": "tides"}' http://localhost
