for a in x y; do for b in 1 2; do curl --json "{\"request_id\": \"$a$b\"}" http://x; done; done
