curl --json "{\"title\": \"$1\"}" http://localhost # want: unescaped-expansion
