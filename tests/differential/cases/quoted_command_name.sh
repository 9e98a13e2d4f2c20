"curl" --json '{"a": 1}' http://x
'cu'rl --json '{"b": 2}' http://x
\curl --json '{"c": 3}' http://x
C=curl
"$C" --json '{"request_id": "by-name-variable"}' http://x
