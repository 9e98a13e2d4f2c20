/usr/bin/env curl --json '{"a": 1}' http://x
env A=b curl --json '{"b": 1}' http://x
command curl --json '{"c": 1}' http://x
timeout 5 curl --json '{"d": 1}' http://x
