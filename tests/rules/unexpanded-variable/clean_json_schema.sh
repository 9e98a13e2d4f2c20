# Keys of JSON Schema and of AWS begin with a dollar.
curl --json '{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/id", "$defs": {}}' http://localhost
