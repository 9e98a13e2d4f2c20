# want 3:22 unexpanded-variable violates
# Nothing here sets USER_NAME, but a name in capitals is meant to come from the environment.
curl --json '{"by": "$USER_NAME"}' http://localhost
