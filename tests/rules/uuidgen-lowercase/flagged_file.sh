uuidgen > id.txt # want: uuidgen-lowercase
psql -c "INSERT INTO t VALUES ('$(cat id.txt)')"
