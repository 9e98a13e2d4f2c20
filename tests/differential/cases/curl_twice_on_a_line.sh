curl --json '{"a": 1}' http://x && curl --json '{"b": 2}' http://x || curl --json '{"c": 3}' http://x
