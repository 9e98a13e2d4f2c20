#!/usr/bin/env bash
# Variables sent by their names. The `# sent` lines are what must come of them.
NAME=tides
post() {
    curl --json "$1" http://localhost
}

# sent {"topic":"tides"}
post '{"topic": "$NAME"}'
# sent {"topic":"tides/tides"}
post '{"topic": "${NAME}/$NAME"}'
# sent {"topic":"$NAME"}
post "{\"topic\": \"\$NAME\"}"
# sent {"topic":"tides"}
curl --json @- http://localhost <<'EOF'
{"topic": "$NAME"}
EOF
# sent {"topic":"tides","price":"5 $","path":"C:\\new","tick":"`"}
curl --json @- http://localhost <<"EOF"
{"topic": "$NAME", "price": "5 $",
 "path": "C:\\new", "tick": "`"}
EOF
# sent {"one":"tides","two":"tides"}
curl --json @- http://localhost <<\EOF
{"one": "$NAME", "two": "${NAME}"}
EOF
if true; then
	# sent {"topic":"tides"}
	curl --json @- http://localhost <<-'EOF'
	{
		"topic": "$NAME"
	}
	EOF
fi
# sent {"topic":"tides"}
TEMPLATE='{"topic": "$NAME"}'
post "$TEMPLATE"
# sent {"topic":"tides"}
printf '{"topic": "%s"}' '$NAME' | curl --json @- http://localhost
# sent {"topic":"tides"}
echo '{"topic": "$NAME"}' | curl --json @- http://localhost
# sent {"topic":"tides"}
jq -nc --arg topic '$NAME' '{topic: $topic}' | curl --json @- http://localhost
for city in Rome Oslo; do
    # sent {"city":"Rome"}
    # sent {"city":"Oslo"}
    post '{"city": "$city"}'
done
# sent {"at":"now"}
post '{"at": "$(echo now)"}'
