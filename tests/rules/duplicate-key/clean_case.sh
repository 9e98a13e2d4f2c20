curl --json '{"id": 1, "ID": 2, "": 3, " ": 4}' http://localhost
