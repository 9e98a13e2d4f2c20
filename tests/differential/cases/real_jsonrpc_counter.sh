#!/usr/bin/env bash
id=0
rpc() {
    id=$((id + 1))
    curl -s --json "{\"jsonrpc\":\"2.0\",\"id\":$id,\"method\":\"$1\",\"params\":${2:-[]}}" http://x
}
rpc status
rpc find '["a"]'
rpc find '{"b": 1}'
