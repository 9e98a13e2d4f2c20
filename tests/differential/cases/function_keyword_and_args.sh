function send {
    local url=$1 body=$2
    curl --json "$body" "$url"
}
send http://x '{"a": 1}'
