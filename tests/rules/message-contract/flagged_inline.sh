curl --json '{"topic": "Tides"}' http://localhost/v2/events # want: message-contract
