case ${1-none} in
a | b) A=ab ;;
other*) A=other ;&
none) A=${A-}fell ;;
*) A=rest ;;
esac
curl --json "{\"a\": \"$A\"}" http://x
