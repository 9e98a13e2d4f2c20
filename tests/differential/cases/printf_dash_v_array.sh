printf -v 'L[0]' '%03d' 7
curl --data-binary "${L[0]}" http://x
