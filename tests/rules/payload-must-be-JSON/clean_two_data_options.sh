# Two --json options make one body.
curl --json '{"a": 1,' --json '"b": 2}' http://localhost
