H='Content-Type: application/json'
curl -H "$H" -d 'plain' http://x
