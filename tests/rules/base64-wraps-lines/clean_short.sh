# At most 57 bytes go in.
curl --json "{\"data\": \"$(echo -n '{"topic": "Tides"}' | base64)\", \"id\": \"$(uuidgen | tr A-Z a-z | base64)\"}" http://localhost
