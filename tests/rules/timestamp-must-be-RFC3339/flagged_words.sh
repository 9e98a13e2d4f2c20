curl --json '{"updatedAt": "yesterday"}' http://localhost # want: timestamp-must-be-RFC3339
