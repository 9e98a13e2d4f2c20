A=$(uuidgen | tr '[:upper:]' '[:lower:]')
B=$(uuidgen | tr 'A-Z' 'a-z')
C=$(uuidgen | tr [:upper:] [:lower:])
D=$(uuidgen | tr A-F a-f)
psql -c "INSERT INTO t VALUES ('$A', '$B', '$C', '$D')"
