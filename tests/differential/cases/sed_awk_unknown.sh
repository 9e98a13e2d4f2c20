A=$(echo abc | sed 's/b/x/')
B=$(echo 'a b c' | awk '{print $2}')
C=$(echo 'a:b' | cut -d: -f1)
curl --json "{\"a\": \"$A\", \"b\": \"$B\", \"c\": \"$C\"}" http://x
