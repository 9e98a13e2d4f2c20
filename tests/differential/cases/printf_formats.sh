curl --json "$(printf '{"s": "%s", "d": %d, "i": %i, "x": "%x", "p": "%5s|%-5s|%05d", "pct": "%%"}' a 1 2 255 r l 42)" http://x
