export REQUEST_ID="$(uuidgen)" # want: uuidgen-lowercase
./worker
