curl '' --json '{"a": ""}' "" http://x ""''
