A=abcdefgh
N=2
curl --data-binary "${A:N} ${A:N:N+1} ${A:$((N+1)):1} ${A:(-3)} ${A: -3:2}" http://x
