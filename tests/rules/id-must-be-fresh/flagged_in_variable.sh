ID=8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33 # want: id-must-be-fresh
curl --json "{\"requestId\": \"$ID\"}" http://localhost
