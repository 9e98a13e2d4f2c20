curl --json '{"timestamp": 1738324800, "created_at": null}' http://localhost
