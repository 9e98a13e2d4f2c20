U=$(uuidgen | tr '[:upper:]' '[:lower:]')
curl -d "$(echo "{\"request_id\": \"$U\", \"a\": \"-\"}" | sed 's/-/_/g')" http://x
curl -d "$(echo "{\"request_id\": \"id__$U\"}" | sed 's/id__//')" http://x
curl -d "$(echo "{\"request_id\": \"$1\", \"x\": \"__M__\"}" | sed 's/__M__/m/')" http://x
T="{\"request_id\": \"$U\", \"n\": \"__N__\"}"
T=${T//__N__/$1}
curl -d "${T//-/}" http://x
T='{"request_id": "__A__", "b": "__B__"}'
T=${T//__A__/$U}
T=${T//__B__/$NAME}
curl -d "$T" http://x
if [ -n "$CI" ]; then V=ci; else V=local; fi
curl -d "$(echo '{"request_id": "__V__"}' | sed "s/__V__/$V/")" http://x
