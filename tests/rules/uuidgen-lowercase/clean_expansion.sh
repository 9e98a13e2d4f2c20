ID=$(uuidgen)
psql -c "INSERT INTO t VALUES ('${ID,,}')"
