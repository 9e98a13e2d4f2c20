#!/usr/bin/env bash
# A for without words, in a function that is given all arguments of the script.
main() {
    for id; do
        curl -d "{\"request_id\": \"job-$id\"}" http://h.example/a
    done
}
main "$@"
