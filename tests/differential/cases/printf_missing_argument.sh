curl --json "$(printf '{"a": "%s", "n": %d}')" http://x
