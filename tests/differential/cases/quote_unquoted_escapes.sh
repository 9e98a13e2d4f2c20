curl --json {\"a\":\"b\ c\",\"d\":\'e\'} http://x
