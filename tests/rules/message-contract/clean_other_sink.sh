# A path of that name is no topic of Pub/Sub.
curl --json '{"topic": "Tides"}' http://localhost/content-requests
