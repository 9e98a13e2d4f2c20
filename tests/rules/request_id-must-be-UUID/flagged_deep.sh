# At any depth, in arrays too, with the key written with an escape.
curl --json '{"a": [{"b": {"request_id": "x"}}]}' http://localhost # want: request_id-must-be-UUID
curl --json '[{"request_id": "y"}]' http://localhost # want: request_id-must-be-UUID
curl --json '{"request\u005fid": "z"}' http://localhost # want: request_id-must-be-UUID
