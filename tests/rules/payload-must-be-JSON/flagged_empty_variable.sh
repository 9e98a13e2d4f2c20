# want 4:32 payload-must-be-JSON violates
# COUNT is empty here.
COUNT=
curl --json "{\"count\": $COUNT}" http://localhost
