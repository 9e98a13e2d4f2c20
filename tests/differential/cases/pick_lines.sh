#!/usr/bin/env bash
# grep for plain words, sed -n Np, xargs as a trimmer.
id=$(printf 'x one\ny two\n' | grep '^y' | cut -d' ' -f2)
curl -d "{\"request_id\": \"$id\"}" http://h.example/a
id=$(printf '%s\n' first second third | sed -n 2p)
curl -d "{\"request_id\": \"$id\"}" http://h.example/b
id=$(xargs <<< "  trimmed  ")
curl -d "{\"request_id\": \"$id\"}" http://h.example/c
id=$(printf 'a=1\nid=%s\n' "${1-none}" | grep '^id=' | cut -d= -f2)
curl -d "{\"request_id\": \"$id\"}" http://h.example/d
id=$(printf 'one\ntwo\none two\n' | grep 'two$' | xargs)
curl -d "{\"request_id\": \"$id\"}" http://h.example/e
if echo retry | grep -q e; then id=found; else id=lost; fi
curl -d "{\"request_id\": \"$id\"}" http://h.example/f
