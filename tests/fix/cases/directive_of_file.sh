#!/usr/bin/env bash
# shellcheck disable=SC2086
curl --json '{"request_id": "first-of-all"}' $1
