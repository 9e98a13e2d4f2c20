# A library to be sourced: what its callers pass isn't known.
publish() {
    gcloud pubsub topics publish "$1" --message "{\"request_id\": \"$2\"}"
}
