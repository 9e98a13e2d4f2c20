curl --data-binary @- http://x <<EOF
EOF
gcloud pubsub topics publish t --message "$(cat <<EOF
EOF
)"
