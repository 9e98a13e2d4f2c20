# The quotes of the title are escaped first.
TITLE='The "Great" Wave'
TITLE=${TITLE//\"/\\\"}
curl --json "{\"title\": \"$TITLE\"}" http://localhost
