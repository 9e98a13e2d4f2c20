mkdir d
echo '{"a": "top"}' > b.json
pushd d > /dev/null
echo '{"a": "d"}' > b.json
curl --json @b.json http://x
popd > /dev/null
curl --json @b.json http://x
