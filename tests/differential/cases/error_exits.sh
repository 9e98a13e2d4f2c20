# not reached by the runs: where U_ONE is set it is
: "${U_ONE:?needed}"
curl --json '{"request_id": "behind-error"}' http://x
