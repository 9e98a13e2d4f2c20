# Two calls deep.
inner() { gcloud pubsub topics publish t --message "$1"; }
outer() { inner "{\"request_id\": \"$1\"}"; }
outer "deep-call" # want: request_id-must-be-UUID
outer "$(uuidgen | tr A-Z a-z)"
