#!/usr/bin/env bash
# Single quotes all over it are told once, and hide nothing of what is wrong besides.
STATE=running # want: payload-must-be-JSON
curl --json "{'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'state': $STATE}" http://localhost # want: payload-must-be-JSON
