# An integer needs no quotes.
COUNT=$((2 + 3))
curl --json "{\"count\": $COUNT, \"now\": $(date +%s), \"n\": ${#COUNT}}" http://localhost
