# want 3:12 payload-must-be-JSON violates
# The title's own quotes end the string.
TITLE='The "Great" Wave'
curl --json "{\"title\": \"$TITLE\"}" http://localhost
