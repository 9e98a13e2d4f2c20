curl -d '{"topic": "Tides"}' http://localhost # want: json-needs-content-type
curl -X POST --data-raw '{"topic": "Tides"}' -H 'Accept: application/json' http://localhost # want: json-needs-content-type
