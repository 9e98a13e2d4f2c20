#!/usr/bin/env bash
# JSON that isn't any, in every way of quoting. The `# sent` lines are what must come of it.
post() {
    curl --json "$1" http://localhost
}

# ---- A comma too many ----
# sent {"a":1}
post '{"a": 1,}'
# sent {"a":1}
post "{\"a\": 1,}"
# sent {"a":"it's"}
post $'{"a": "it\'s",}'
# sent {"a":[1,2]}
curl --json @- http://localhost <<EOF
{
  "a": [
    1,
    2,
  ],
}
EOF
# sent {"a":"$b"}
curl --json @- http://localhost <<'EOF'
{
  "a": "\u0024b",
}
EOF
if true; then
	# sent {"a":1}
	curl --json @- http://localhost <<-EOF
	{
		"a": 1,
	}
	EOF
fi
# sent {"a":1}
echo '{"a": 1,}' | curl --json @- http://localhost
# sent {"a":1,"b":"two"}
printf '{"a": %d, "b": "%s",}' 1 two | curl --json @- http://localhost
# sent {"a":1}
PAYLOAD='{"a": 1,}'
post "$PAYLOAD"
# sent {"a":1,"b":2}
post '{"a": 1,, "b": 2}'
# sent {"a":1}
curl --json @data/trailing_comma.json http://localhost

# ---- One too few ----
# sent {"a":1,"b":2}
post '{"a": 1 "b": 2}'
# sent {"a":"x","b":2}
post "{\"a\": \"x\" \"b\": 2}"
# sent {"a":"x","b":[{"c":1},{"d":2}]}
curl --json @- http://localhost <<EOF
{
  "a": "x"
  "b": [
    {"c": 1}
    {"d": 2}
  ]
}
EOF
# sent {"a":1}
post '{"a" 1}'

# ---- Single quotes ----
# sent {"id":123,"title":"say \"hi\"","who":"it's"}
post "{'id': 123, 'title': 'say \"hi\"', 'who': 'it\\'s'}"
# sent {"id":"a"}
post '{'\''id'\'': '\''a'\''}'
# sent {"id":"a"}
post '{'"'"'id'"'"': "a"}'
# sent {"id":"a"}
post $'{\'id\': \'a\'}'
# sent {"id":"a","n":["b"]}
curl --json @- http://localhost <<EOF
{'id': 'a', 'n': ['b']}
EOF
# sent {"id":"a"}
curl --json @- http://localhost <<'EOF'
{'id': 'a'}
EOF
# sent {"title":"say \"hi\"","who":"it's"}
post "$(cat <<EOF
{'title': 'say "hi"', 'who': 'it\'s'}
EOF
)"
# sent {"title":"say \"hi\""}
post "$(cat <<'EOF'
{'title': 'say "hi"'}
EOF
)"
NAME=tides
# sent {"id":"tides"}
post "{'id': '$NAME'}"

# ---- Keys without quotes ----
# sent {"id":1,"more":{"deep":2}}
post '{id: 1, more: {deep: 2}}'
# sent {"id":1,"name":"tides"}
post "{id: 1, name: \"$NAME\"}"
# sent {"id":1}
curl --json @- http://localhost <<EOF
{id: 1}
EOF
# sent {"id":"tides"}
curl --json @- http://localhost <<'EOF'
{id: "tides"}
EOF
# sent {"id":1}
post $'{id: 1}'

# ---- Quotes that the shell takes ----
# sent {"id":1,"name":"tides"}
post "{"id": 1, "name": "tides"}"
# sent {"id":"tides","n":"1","more":["tides-x",{"deep":true}]}
post "{"id": "$NAME", "n": "1", "more": ["${NAME}-x", {"deep": true}]}"

# ---- Words ----
# sent {"name":"tides"}
A=tides
post "{\"name\": $A}"
# sent {"name":"tides"}
B=tides
post '{"name": '"$B"'}'
# sent {"name":"tides"}
C=tides
post '{"name": '$C'}'
# sent {"name":"tides","n":1}
D=tides
curl --json @- http://localhost <<EOF
{
  "name": $D,
  "n": 1
}
EOF
# sent {"name":"tides"}
E=tides
post $'{"name": '"$E"$'}'

# ---- What may not stand in a string ----
# sent {"text":"one\ntwo\nthree"}
post '{"text": "one
two
three"}'
# sent {"text":"one\ntwo"}
post "{\"text\": \"one
two\"}"
# sent {"text":"one\ttwo\nthree"}
post $'{"text": "one\ttwo\nthree"}'
# sent {"text":"one\ntwo\tthree"}
curl --json @- http://localhost <<EOF
{"text": "one
two	three"}
EOF
# sent {"text":"one\ntwo\tthree"}
curl --json @- http://localhost <<'EOF'
{"text": "one
two	three"}
EOF
if true; then
	# sent {"text":"one\ntwo"}
	curl --json @- http://localhost <<-EOF
	{"text": "one
	two"}
	EOF
fi
# sent {"text":"it's"}
post "{\"text\": \"it\'s\"}"
