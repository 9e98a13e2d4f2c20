METHOD=eth_call
curl -X POST --data "{\"jsonrpc\":\"2.0\",\"method\":\"$METHOD\",\"params\":[{\"to\":\"0x0\"}, \"latest\"],\"id\":1}" -H "Content-Type: application/json" http://x
