# What was removed isn't sent, nor what rm may have removed.
mkdir d
echo '{"request_id": "removed"}' > d/f
echo "{\"request_id\": \"5a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77\"}" > other
rm -rf d
[ -e d/f ] || mkdir d && cp other d/f
curl --json @d/f http://x
echo '{"request_id": "removed"}' > f1
rm f*
[ -e f1 ] || ln other f1
curl --json @f1 http://x
echo '{"request_id": "kept"}' > g
set -C
echo '{"request_id": "written"}' > g
curl --json @g http://x
