read A B <<< 'one\ two three\x four'
curl --data-binary "$A|$B" http://x
