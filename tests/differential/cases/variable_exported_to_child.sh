export ID=exported
bash -c 'curl --json "{\"request_id\": \"$ID\"}" http://x'
LOCAL=not
bash -c 'curl --json "{\"a\": \"${LOCAL-unset}\"}" http://x'
