# A command that isn't known may write into the files that it is given.
echo '{"request_id": "first"}' > f
echo "{\"request_id\": \"$1\"}" > g
ln -f g f
curl -d @f http://x
echo '{"request_id": "second"}' > f
touch f
curl -d @f http://x
LINK=${LINK:-ln}
"$LINK" -f g f
curl -d @f http://x
