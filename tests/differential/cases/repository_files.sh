#!/usr/bin/env bash
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
curl -d "@$HERE/data/payload.json" http://x/1
curl -d "$(cat "$HERE/data/payload.json")" http://x/2
sed "s/__ID__/filled/" "$HERE/data/template.json" | curl -d @- http://x/3
cd "$(dirname "$0")" || exit 1
curl --data-binary @data/payload.json http://x/4
gcloud pubsub topics publish t --message "$(< data/payload.json)"
cp data/payload.json "$TMPDIR/copy.json"
curl -d "@$TMPDIR/copy.json" http://x/5
cd "$TMPDIR" || exit 1
mkdir data
echo '{"request_id": "5a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77"}' > data/payload.json
curl -d @data/payload.json http://x/6
