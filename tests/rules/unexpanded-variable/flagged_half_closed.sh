# want 4:36 unexpanded-variable violates
# The first is closed rightly, the second forgotten.
A=one B=two
curl --json '{"a": "'"$A"'", "b": "$B", "c": "'"$B"'"}' http://localhost
