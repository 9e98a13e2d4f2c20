U=$(uuidgen | tr A-Z a-z)
curl --json "{\"request_id\": \"${U%-*}-000000000000\", \"n\": \"${U//-/}\", \"f\": \"${U:0:8}\"}" http://x
