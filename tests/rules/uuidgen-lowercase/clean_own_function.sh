# This uuidgen is the script's own.
uuidgen() { cat /proc/sys/kernel/random/uuid; }
ID=$(uuidgen)
psql -c "INSERT INTO t VALUES ('$ID')"
