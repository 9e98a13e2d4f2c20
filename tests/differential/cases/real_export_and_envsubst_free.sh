#!/usr/bin/env bash
build_payload() {
    local id="$1"; shift
    local items="" sep=""
    for item in "$@"; do
        items+="${sep}\"${item}\""
        sep=", "
    done
    cat <<EOF
{"request_id": "${id}", "items": [${items}]}
EOF
}
curl --json "$(build_payload 8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33 a b)" http://x
curl --json "$(build_payload bad-one)" http://x
