# want 4:22 unexpanded-variable violates
# Kept in a variable: what it holds is not expanded a second time.
NAME=tides
TEMPLATE='{"topic": "$NAME"}'
gcloud pubsub topics publish t --message "$TEMPLATE"
