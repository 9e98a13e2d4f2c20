# Lowered in place before anyone uses it.
ID=$(uuidgen)
ID=$(echo "$ID" | tr '[:upper:]' '[:lower:]')
psql -c "INSERT INTO t VALUES ('$ID')"
