A=abc123def
curl --data-binary "${A//[0-9]/} ${A%%[0-9]*} ${A##*[!a-z]} ${A/[[:digit:]]/#} ${A//[^a-c]}" http://x
