#!/usr/bin/env bash
# -d @file leaves newlines out, whichever branch has written the file.
if [ -n "${1-}" ]; then
    printf '{\n"request_id":\n"one"}\n' > body.json
else
    printf '{\n"request_id":\n"two"}\n' > body.json
fi
curl -d @body.json http://h.example/a
