lower() { tr '[:upper:]' '[:lower:]'; }
ID=$(uuidgen | lower)
psql -c "INSERT INTO t VALUES ('$ID')"
