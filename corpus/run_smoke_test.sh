#!/usr/bin/env bash
# Puts one request straight into the database and waits until the worker has taken it up.
# A handy id would not pass here: the column content_requests.id is of type uuid.
set -euo pipefail

DATABASE_URL="${DATABASE_URL:-postgresql://localhost/content}"

REQUEST_ID=$(psql "$DATABASE_URL" -At -c "
  INSERT INTO content_requests (id, topic, grade, status)
  VALUES ('smoke-test-1', 'Volcanoes', 5, 'pending')
  RETURNING id;" | head -n 1)

for _ in 1 2 3; do
    STATUS=$(psql "$DATABASE_URL" -At -c "SELECT status FROM content_requests WHERE id = '$REQUEST_ID'")
    echo "status of $REQUEST_ID: ${STATUS:-not there}"
    sleep 1
done
