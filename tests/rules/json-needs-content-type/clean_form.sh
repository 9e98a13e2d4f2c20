curl -d 'topic=Tides&n=1' http://localhost
curl -d 'payload={"topic": "Tides"}' http://localhost
