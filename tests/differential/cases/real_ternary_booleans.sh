#!/usr/bin/env bash
VERBOSE=${VERBOSE:-false}
FLAG=$([ "$VERBOSE" = true ] && echo true || echo false)
curl --json "{\"verbose\": $VERBOSE, \"flag\": $FLAG}" http://x
