# The double quotes inside are not escaped, so the shell takes them.
curl --json "{"a": 1}" http://localhost # want: payload-must-be-JSON
