curl --json "$(jq -n --arg title "$1" '{title: $title}')" http://localhost
