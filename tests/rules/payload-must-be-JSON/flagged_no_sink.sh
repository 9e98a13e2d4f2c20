# want 3:27 payload-must-be-JSON violates
# Kept in a variable that this script sends nowhere; the form is wrong all the same.
PAYLOAD='{"topic": "tides",}'
publish-it "$PAYLOAD"
