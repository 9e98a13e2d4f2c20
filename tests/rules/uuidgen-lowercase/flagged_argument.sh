psql -c "INSERT INTO t VALUES ('$(uuidgen)')" # want: uuidgen-lowercase
