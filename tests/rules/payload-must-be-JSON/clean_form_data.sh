curl -d a=b http://localhost
curl -d 'a=b&c=d' -d 'e={f}' http://localhost
curl -d '' http://localhost
curl -X POST -d 'ping' http://localhost
