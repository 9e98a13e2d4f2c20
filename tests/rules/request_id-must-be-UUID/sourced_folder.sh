#!/usr/bin/env bash
set -eu
TOPIC=mine
. "${0%/*}/lib/publish.sh"
send() { publish "$@"; }
send test-2 # want: request_id-must-be-UUID
TOPIC=other
send "$(cat /proc/sys/kernel/random/uuid)"
