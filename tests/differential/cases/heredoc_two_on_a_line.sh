{ cat <<A; cat <<B; } | curl --json @- http://x
{"a": 1,
A
"b": 2}
B
