LIST=(a b)
REF='LIST[1]'
curl --data-binary "${!REF}" http://x
PRE_ONE=1
PRE_TWO=2
curl --data-binary "${!PRE_*}" http://x
