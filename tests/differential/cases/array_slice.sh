L=(a b c d)
curl --json "{\"a\": \"${L[*]:1:2}\", \"n\": ${#L[@]}}" http://x
