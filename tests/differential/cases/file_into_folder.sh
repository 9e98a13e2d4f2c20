# cp and mv put files into folders, and some options leave what is there.
send() { curl --data-binary "@$1" http://x; }
mkdir d e
echo '{"request_id": "first"}' > f
echo '{"request_id": "second"}' > d/f
cp f d
send d/f
echo '{"request_id": "third"}' > f
cp f d/
send d/f
echo '{"request_id": "fourth"}' > f
cp -t d f
send d/f
echo '{"request_id": "fifth"}' > f
mv f d
send d/f
echo '{"request_id": "sixth"}' > e/f
cp -r d/. e
send e/f
echo '{"request_id": "seventh"}' > g
cp -n g d/f
send d/f
mv -n g d/f
send d/f
