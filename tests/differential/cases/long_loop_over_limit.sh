S=
for ((i = 0; i < 500; i++)); do S=$i; done
curl --json "{\"last\": $S}" http://x
