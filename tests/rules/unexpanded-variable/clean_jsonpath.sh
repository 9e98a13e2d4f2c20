# JSONPath and JMESPath begin with a dollar.
curl --json '{"path": "$.store.book[0]", "root": "$"}' http://localhost
