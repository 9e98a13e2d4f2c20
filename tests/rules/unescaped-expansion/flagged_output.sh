curl --json "{\"log\": \"lines: $(tail -5 log.txt)\"}" http://localhost # want: unescaped-expansion
