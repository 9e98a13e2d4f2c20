curl --json '{"id": 1, "of": {"id": 1}, "all": [{"id": 1}, {"id": 1}]}' http://localhost
