declare -A M=([one]=8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33)
for k in "${!M[@]}"; do curl --json "{\"key\": \"$k\", \"request_id\": \"${M[$k]}\"}" http://x; done
