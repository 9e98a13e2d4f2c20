# Nothing here sets `city`: more likely a language of the receiver's.
curl --json '{"expression": "$city == \"Rome\" && $total > 5"}' http://localhost
