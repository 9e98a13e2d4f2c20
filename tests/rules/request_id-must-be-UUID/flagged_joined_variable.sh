# Put together from known parts.
ENVIRONMENT=staging
ID="smoke-$ENVIRONMENT"
ID="$ID-1"
curl --json "{\"request_id\": \"$ID\"}" http://localhost # want: request_id-must-be-UUID
