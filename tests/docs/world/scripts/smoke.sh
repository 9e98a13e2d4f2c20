#!/usr/bin/env bash
# A smoke test with a handy id.
curl --json '{"request_id": "smoke1", "topic": "tides"}' "$API/requests"
