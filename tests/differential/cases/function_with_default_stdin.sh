publish() {
    local body
    body=$(cat)
    gcloud pubsub topics publish "${1:-t}" --message "$body"
}
publish topic <<< '{"request_id": "by-cat"}'
echo '{"a": 1}' | publish
