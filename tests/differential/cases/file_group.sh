{
    echo '{"a": ['
    for n in 1 2; do echo "$n,"; done
    echo '3]}'
} > body.json
curl --json @body.json http://x
