curl --json '{"a": [1, -2.5e3, true, false, null, "\u00e9\n"], "b": {}}' http://localhost
curl --json '[]' http://localhost
curl --json ' {"a" : 1 } ' http://localhost
