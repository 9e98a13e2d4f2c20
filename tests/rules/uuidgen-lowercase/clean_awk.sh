ID=$(uuidgen | awk '{print tolower($0)}')
psql -c "INSERT INTO t VALUES ('$ID')"
