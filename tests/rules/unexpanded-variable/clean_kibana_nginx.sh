# Variables of nginx and of Grafana.
curl --json '{"log_format": "$remote_addr - $request", "query": "rate(x[$__interval])"}' http://localhost
