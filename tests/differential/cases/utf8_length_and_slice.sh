A=añb😀c
curl --data-binary "${#A} ${A:1:3} ${A^^}" http://x
