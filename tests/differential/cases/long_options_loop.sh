# run: --id by-long-option --dry
ID=8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33
while [ $# -gt 0 ]; do
    case $1 in
    --id) ID=$2; shift 2 ;;
    *) shift ;;
    esac
done
curl --json "{\"request_id\": \"$ID\"}" http://x
