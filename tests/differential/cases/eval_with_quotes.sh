NAME=ID
eval "$NAME='by eval'"
eval 'V=$NAME'
curl --json "{\"a\": \"$ID\", \"v\": \"$V\"}" http://x
