for a in 1 2; do
    for b in 1 2 3; do
        [ $b -eq 2 ] && continue 2
        [ $a -eq 2 ] && break 2
        curl --data-binary "$a$b" http://x
    done
done
curl --data-binary "end $a$b" http://x
