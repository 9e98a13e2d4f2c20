#!/bin/sh
# The echo of some shells reads \n, so that one isn't put in; printf's %s doesn't.
echo '{"text": "one
two"}' | curl --json @- http://localhost
printf '%s\n' '{"text": "one
two"}' | curl --json @- http://localhost
echo '{"a": 1,}' | curl --json @- http://localhost
