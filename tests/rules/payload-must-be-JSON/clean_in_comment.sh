# { "a": 1, } is wrong, and only a comment.
curl --json '{"a": 1}' http://localhost # not { 'a': 1 }
