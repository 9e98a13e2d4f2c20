T=ghp_'kT9vQ2mXw7LzR4bNcJ8sHdYfPgA3eUo5iWqZ' # want: secret-in-payload
curl --json "{\"token\": \"$T\"}" http://localhost
