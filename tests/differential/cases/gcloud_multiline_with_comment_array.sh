ARGS=(
    pubsub topics publish t # the topic
    --message '{"request_id": "in-args"}'
    # --message '{"request_id": "commented"}'
)
gcloud "${ARGS[@]}"
