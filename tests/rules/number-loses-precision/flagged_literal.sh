curl --json '{"account": 9007199254740993}' http://localhost # want: number-loses-precision
