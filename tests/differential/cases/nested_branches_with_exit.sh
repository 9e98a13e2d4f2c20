# run: a
# run: b
case ${1-} in
a) ID=8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33 ;;
b) [ -n "${CI:-}" ] || { curl --json '{"request_id": "b-outside"}' http://x; exit; } ;;
*) curl --json '{"topic": "default"}' http://x; exit 0 ;;
esac
curl --json "{\"request_id\": \"${ID:-b-in-ci}\"}" http://x
