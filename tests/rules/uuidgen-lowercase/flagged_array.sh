IDS=("$(uuidgen)" "$(uuidgen | tr '[:upper:]' '[:lower:]')") # want: uuidgen-lowercase
curl --json "{\"ids\": [\"${IDS[0]}\", \"${IDS[1]}\"]}" http://localhost
