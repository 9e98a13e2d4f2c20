#!/bin/sh
# Under bash this script's echo keeps \n.
echo '{"a": "b\nc"}' | curl --json @- http://x
