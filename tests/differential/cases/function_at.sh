f() { curl "$@" http://x; }
f --json '{"a": 1}'
f -d '{"b": 2}' -H 'Content-Type: application/json'
