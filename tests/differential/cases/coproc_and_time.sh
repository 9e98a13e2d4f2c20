time { curl --json '{"a": 1}' http://x; }
nohup=1
if time curl --json '{"b": 1}' http://x; then :; fi
