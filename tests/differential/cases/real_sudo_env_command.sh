#!/usr/bin/env bash
HTTP_PROXY= no_proxy='*' curl --json '{"request_id": "with-prefix"}' http://x
NAME=v curl --json "{\"a\": \"${NAME:-none}\"}" http://x
