declare -i N=5
N+=3
N="N * 2"
curl --json "{\"n\": $N}" http://x
