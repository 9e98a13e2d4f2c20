# All words of eval together are commands; what it and a sourced file print isn't always known.
send() { curl --json "{\"request_id\": \"$ID\", \"step\": \"$1\"}" http://x; }
ID=first
eval ID=second true
send 'for a command alone'
eval ID=third '&&' true
send words
eval
send nothing
eval	ID=fourth	';'  true
send tabs
NAME=VALUE
VALUE=fifth
ID=$(eval echo "\$$NAME")
send output
ID=$(eval "echo $1")
send unknown
echo "echo $1-sourced" > gen
ID=$(. ./gen)
send sourced
