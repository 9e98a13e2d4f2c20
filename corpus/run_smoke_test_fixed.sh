#!/usr/bin/env bash
# The smoke test with a fresh id: what goes into the database and what is published agree.
set -euo pipefail

DATABASE_URL="${DATABASE_URL:-postgresql://localhost/content}"
TOPIC="${TOPIC:-content-requests}"
REQUEST_ID=$(uuidgen | tr '[:upper:]' '[:lower:]')

psql "$DATABASE_URL" -q <<SQL
INSERT INTO content_requests (id, topic, grade, status)
VALUES ('$REQUEST_ID', 'Volcanoes', 5, 'pending');
SQL

gcloud pubsub topics publish "$TOPIC" \
    --message="{\"request_id\": \"$REQUEST_ID\", \"topic\": \"Volcanoes\", \"grade\": 5}"
