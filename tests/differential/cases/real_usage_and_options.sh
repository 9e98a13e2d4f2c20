#!/usr/bin/env bash
# run: --topic t --id 8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33
# run: -n
set -euo pipefail
usage() { echo "usage: ${0##*/} [--topic T] [--id ID] [-n]" >&2; exit 2; }
topic=requests id= dry=false
while (($#)); do
    case "$1" in
        --topic) topic="$2"; shift 2;;
        --topic=*) topic="${1#*=}"; shift;;
        --id) id="$2"; shift 2;;
        -n|--dry-run) dry=true; shift;;
        -h|--help) usage;;
        *) shift;;
    esac
done
: "${id:=$(uuidgen | tr '[:upper:]' '[:lower:]')}"
payload=$(printf '{"request_id":"%s","topic":"%s","dry":%s}' "$id" "$topic" "$dry")
if $dry; then echo "$payload"; fi
gcloud pubsub topics publish "$topic" --message="$payload"
