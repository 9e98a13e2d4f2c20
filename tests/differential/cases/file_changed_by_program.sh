# run: f
# Programs write into files that their texts name, sort into -o, and an argument may be any file.
send() { curl --data-binary "@$1" http://x; }
echo '{"request_id": "first"}' > f
echo '{"request_id": "second"}' | sed -n 'w f'
send f
awk 'BEGIN { print "{\"request_id\": \"third\"}" > "f" }'
send f
printf '{"request_id":\n "fourth"}\n' > g
sort -o g g
send g
printf '{"request_id":\n "fifth"}\n' > g
sort -og g
send g
echo '{"request_id": "sixth"}' > f
cat > "${1:-f}" <<< '{"request_id": "seventh"}'
send f
echo '{"request_id": "eighth"}' > f
tee "${1:-f}" <<< '{"request_id": "ninth"}'
send f
echo '{"request_id": "tenth"}' > f
echo 'echo "{\"request_id\": \"eleventh\"}" > f' > script
bash script
send f
mkdir d
echo '{"request_id": "twelfth"}' > d/../f
send f
echo '{"request_id": "a"}' > f
sed -Ei 's/(a)"/\1b"/' f
send f
