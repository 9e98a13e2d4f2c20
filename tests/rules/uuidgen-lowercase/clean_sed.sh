# GNU sed lowers with \L.
ID=$(uuidgen | sed 's/.*/\L&/')
psql -c "INSERT INTO t VALUES ('$ID')"
