#!/usr/bin/env bash
# want 7:19 request_id-must-be-UUID violates
# <<- takes the leading tabs off, so that the heredoc can be indented with the code.
publish() {
	gcloud pubsub topics publish "${TOPIC:-content-requests}" --message "$(cat <<-EOF
		{
		  "request_id": "indented",
		  "topic": "$1"
		}
	EOF
	)"
}
publish "Tides"
