# Commands that send nothing that paylint knows of.
my-tool --message '{"request_id": "x"}'
logger '{"request_id": "x"}'
