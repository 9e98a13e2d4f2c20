#!/usr/bin/env bash
new_uuid() {
    if command -v uuidgen > /dev/null 2>&1; then
        uuidgen | tr '[:upper:]' '[:lower:]'
    elif [ -r /proc/sys/kernel/random/uuid ]; then
        cat /proc/sys/kernel/random/uuid
    else
        python3 -c 'import uuid; print(uuid.uuid4())'
    fi
}
ID="$(new_uuid)"
readonly ID
curl --json "{\"request_id\": \"$ID\"}" http://x
