#!/usr/bin/env bash
s=
until [ ${#s} -ge 5 ]; do s+=ab; done
curl --json "{\"request_id\": \"$s\"}" http://x
