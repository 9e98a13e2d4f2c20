A=${1%-*}
B=${1//[^a-z0-9-]/}
curl --json "{\"request_id\": \"$A\", \"b\": \"$B\"}" http://x
