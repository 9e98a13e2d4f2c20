# Single quotes that keep a $ for someone else.
NAME=tides
ssh host 'echo $NAME'
trap 'rm -f "$NAME"' EXIT
sh -c 'echo "$0"' "$NAME"
eval 'echo $NAME'
export PS1='$NAME> '
