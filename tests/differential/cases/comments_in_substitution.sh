A=$(
    # it's a comment )
    echo one # another ) "
    echo two
)
curl --data-binary "$A" http://x
