# The header may stand in any of these.
curl -d '{"topic": "Tides"}' "${OPTIONS[@]}" http://localhost
curl -d '{"topic": "Tides"}' $CURL_OPTIONS http://localhost
curl -d '{"topic": "Tides"}' -H "$HEADER" http://localhost
curl -d '{"topic": "Tides"}' -H @headers.txt http://localhost
curl -d '{"topic": "Tides"}' -K curl.conf http://localhost
HEADERS=(-H 'Content-Type: application/json')
curl -d '{"topic": "Tides"}' "${HEADERS[@]}" http://localhost
