# run: -i by-option
ID=8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33
while getopts i: option; do
    case $option in
    i) ID=$OPTARG ;;
    esac
done
curl --json "{\"request_id\": \"$ID\"}" http://x
