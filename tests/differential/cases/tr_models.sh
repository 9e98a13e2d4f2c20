A=$(echo 'Hello World' | tr '[:upper:]' '[:lower:]')
B=$(echo 'Hello World' | tr a-z A-Z)
C=$(echo 'a-b_c' | tr -d '_-')
D=$(echo 'a  b' | tr -s ' ')
E=$(echo 'a b' | tr ' ' '_')
curl --json "{\"a\": \"$A\", \"b\": \"$B\", \"c\": \"$C\", \"d\": \"$D\", \"e\": \"$E\"}" http://x
