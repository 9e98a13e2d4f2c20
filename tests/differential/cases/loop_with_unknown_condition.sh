N=${COUNT:-2} i=0
while [ "$i" -lt "$N" ]; do
    i=$((i + 1))
    curl --json "{\"request_id\": \"n-$i\", \"i\": $i}" http://x
done
curl --json "{\"end\": $i}" http://x
