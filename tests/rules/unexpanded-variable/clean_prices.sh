curl --json '{"price": "$5", "range": "$10-$20", "currency": "US$", "money": "$"}' http://localhost
