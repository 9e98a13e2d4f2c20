echo '{"topic": "Tides"}' > request.json
curl --data-binary @request.json http://localhost # want: json-needs-content-type
