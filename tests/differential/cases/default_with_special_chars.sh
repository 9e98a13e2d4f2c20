curl --data-binary "${A:-{\}}" http://x
curl --json "${B:-{\"a\": 1\}}" http://x
curl --json ${C:-'{"a":1}'} http://x
