# GraphQL's variables are not the shell's.
id=7
curl --json '{"query": "query($id: ID!) { node(id: $id) { id } }", "variables": {"id": 7}}' http://localhost
curl --json '{"query": "mutation M($input: Input!) { add(input: $input) { id } }"}' http://localhost
curl --json '{"query": "{ node(id: $id) { name } }"}' http://localhost
echo "$id"
