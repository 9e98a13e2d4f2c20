# SQL with JSON in it is SQL.
psql -c "UPDATE t SET meta = '{\"a\": 1}' WHERE id = 1"
psql <<SQL
INSERT INTO t (meta) VALUES ('{"a": 1,' || '"b": 2}');
SQL
