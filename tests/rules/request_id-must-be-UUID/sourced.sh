#!/usr/bin/env bash
# The library that sends stands in another file.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/lib/publish.sh"
publish "$(uuidgen | tr '[:upper:]' '[:lower:]')"
publish bad-id # want: request_id-must-be-UUID
