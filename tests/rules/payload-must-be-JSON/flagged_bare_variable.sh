# Without quotes around it a word is no JSON value.
TOPIC=tides # want: payload-must-be-JSON
curl --json "{\"topic\": $TOPIC}" http://localhost
