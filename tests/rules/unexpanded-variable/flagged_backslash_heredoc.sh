# want 5:12 unexpanded-variable violates
# A backslash before the delimiter quotes it, too.
NAME=tides
curl --json @- http://localhost <<\EOF
{"topic": "$NAME"}
EOF
