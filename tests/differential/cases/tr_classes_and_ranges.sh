curl --data-binary "$(echo 'Ab9 -z' | tr '[:alpha:]' x; echo 'Ab9' | tr -cd '0-9'; echo aab | tr -s a; echo hello | tr 'a-y' 'b-z'; echo 'a/b' | tr / '\n')" http://x
