# Written to a file in pieces.
{
    echo '{"a": 1,'
    echo '"b": 2'
    echo '}'
} > pieces.json
curl --json @pieces.json http://localhost
