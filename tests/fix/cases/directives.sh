#!/usr/bin/env bash
# Comments about the next command stay right before it, and what is ignored stays so.
URL=https://example.org
# shellcheck disable=SC2086
curl --json '{"request_id": "dir-1"}' $URL
f() {
    # A comment.
    # paylint: ignore[duplicate-key] meant so
    curl --json '{"request_id": "dir-2", "a": 1, "a": 2}' "$URL"
}
f
curl --json '{"request_id": "dir-3", "a": 1, "a": 2}' "$URL" # paylint: ignore[duplicate-key] meant so
# paylint: ignore[request_id-must-be-UUID] meant so
curl --json '{"request_id": "dir-4"}' "$URL"
if [ "$1" ]; then
    # shellcheck disable=SC2086
    if curl --json '{"request_id": "dir-5"}' $URL; then :; fi
fi
