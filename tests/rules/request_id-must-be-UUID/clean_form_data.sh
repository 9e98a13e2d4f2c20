# A form is no JSON, whatever its fields are called.
curl -d request_id=abc -d topic=tides http://localhost
curl -d 'request_id=abc&topic=tides' http://localhost
curl --data-urlencode 'request_id=abc' http://localhost
