# jq's own variables.
NAME=tides
jq -n --arg NAME "$NAME" '{"topic": $NAME}' | curl --json @- http://localhost
jq --arg NAME "$NAME" '.topic == "$NAME"' < in.json
