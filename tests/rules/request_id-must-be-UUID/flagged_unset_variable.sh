# TYPO is never set in here: an empty id, or whatever the environment holds. What is sure is the first.
ID=
curl --json "{\"request_id\": \"$ID\"}" http://localhost # want: request_id-must-be-UUID
