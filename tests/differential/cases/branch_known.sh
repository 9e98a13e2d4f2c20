MODE=fast
if [ "$MODE" = fast ]; then A=1; elif [ "$MODE" = slow ]; then A=2; else A=3; fi
if [[ $MODE == f* ]]; then B=1; else B=2; fi
curl --json "{\"a\": $A, \"b\": $B}" http://x
