ID=httpie-1
http POST http://api.example/jobs request_id="$ID" n:=3 tags:='["a", "b"]' note='say "hi"' X-Token:abc page==2
http http://api.example/jobs request_id=7f0c1d9e-52a6-4d0b-8f6f-1e2a3b4c5d6e
http --form POST http://api.example/jobs request_id=form
xh post http://api.example/jobs request_id="xh-$ID" user="$NAME"
echo '{"request_id": "piped"}' | http POST http://api.example/jobs
http --raw '{"request_id": "raw"}' POST http://api.example/jobs
echo '{"a": 1}' > part.json
http POST http://api.example/jobs request_id=with-file part:=@part.json
http -I POST http://api.example/jobs "request_id=$(uuidgen | tr '[:upper:]' '[:lower:]')"
