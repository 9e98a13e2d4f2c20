time curl --json '{"a": 1}' http://x
! curl --json '{"b": 1}' http://x
