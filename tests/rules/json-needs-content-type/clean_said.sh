curl --json '{"topic": "Tides"}' http://localhost
curl -d '{"topic": "Tides"}' -H 'Content-Type: application/json' http://localhost
curl -d '{"topic": "Tides"}' -H'content-type:application/vnd.api+json' http://localhost
wget --post-data '{"topic": "Tides"}' --header=Content-Type:application/json http://localhost
