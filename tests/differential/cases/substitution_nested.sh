A=$(echo "$(echo "a$(echo b)")")
B=`echo \`echo c\``
curl --json "{\"a\": \"$A\", \"b\": \"$B\", \"c\": \"`echo \"d\"`\"}" http://x
