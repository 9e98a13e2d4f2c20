# shellcheck disable=all
gcloud pubsub topics publish jobs --message '{"a <b>&|*": 1, "request_id": "<&>\"|`x`*_[y](z)"}'
