i=0
until false; do
    i=$((i + 1))
    [ $i -eq 2 ] && continue
    [ $i -gt 3 ] && break
    curl --json "{\"i\": $i}" http://x
done
curl --json "{\"end\": $i}" http://x
