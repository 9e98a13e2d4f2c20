curl --json "$(printf '{"a": "%b", "n": %s}' 'x\\ny' 5)" http://x
