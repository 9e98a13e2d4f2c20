r() {
    case $1 in
    '') A=empty ;;
    -*) A=option ;;
    *.json | *.ndjson) A=file ;;
    [0-9]*) A=number ;;
    "*") A=star ;;
    ?) A=one ;;
    *) A=other ;;
    esac
    curl --data-binary "$A" http://x
}
r ''; r -x; r a.json; r 42; r '*'; r q; r long
