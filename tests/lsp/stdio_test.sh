#!/usr/bin/env bash
# The language server as a process: what goes in and out, exit statuses, and a client that goes away.
# In: PAYLINT, the program.
# shellcheck disable=SC2317 # conditions are called by their names, through `check`
set -u
group=lsp
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/cli/conditions.sh
. "$here/../cli/conditions.sh"

say() { printf 'Content-Length: %d\r\n\r\n%s' "$(printf %s "$1" | wc -c)" "$1"; }
request() { say "{\"jsonrpc\":\"2.0\",\"id\":$1,\"method\":\"$2\",\"params\":${3:-null}}"; }
notify() { say "{\"jsonrpc\":\"2.0\",\"method\":\"$1\",\"params\":${2:-null}}"; }
document() { echo "{\"textDocument\":{\"uri\":\"file://$PWD/$1\",\"languageId\":\"sh\",\"version\":1,\"text\":$(jq -Rs . "$1")}}"; }
# serve FUNCTION [OPTIONS…]: what the function says is what the client says.
serve() {
    local client=$1
    shift
    "$client" | timeout 60 "$paylint" lsp "$@" > out 2> err
    status=${PIPESTATUS[1]}
    out=$(cat out)
}
# contents FILTER: where jq prints true for the array of what the server has said, read by its headers.
contents() {
    perl -e '
        local $/; $_ = <STDIN>;
        my @all;
        while (length) {
            s/^Content-Length: (\d+)\r\n\r\n// or die "no header: " . substr($_, 0, 40);
            push @all, substr($_, 0, $1, "");
        }
        print "[", join(",", @all), "]";
    ' < out > contents.json && [ "$(jq "$1" contents.json)" = true ]
}
silent() { [ ! -s err ]; }

echo 'curl --json '\''{"request_id": "bäd"}'\'' http://localhost' > bad.sh

whole() {
    request 1 initialize '{"capabilities":{}}'
    notify initialized '{}'
    notify textDocument/didOpen "$(document bad.sh)"
    request 2 shutdown
    notify exit
}
serve whole
check "a session that comes at once" both status_is 0 silent
check "each answer, in order" contents '[.[].id | select(.)] == [1, 2]'
check "headers count bytes" contents '.[0].result.serverInfo.name == "paylint"'

patient() {
    request 1 initialize '{"capabilities":{}}'
    notify textDocument/didOpen "$(document bad.sh)"
    sleep 1
    request 2 shutdown
    notify exit
}
serve patient
check "what is found is told as soon as nothing else is asked" both status_is 0 \
    contents '.[1].method == "textDocument/publishDiagnostics" and (.[1].params.diagnostics | length) == 1 and .[2].id == 2'

gone() { request 1 initialize '{"capabilities":{}}'; }
serve gone;                 check "1 where the input ends without a word" both status_is 1 contents 'map(.id) == [1]'
gone_in_order() { request 1 initialize '{"capabilities":{}}'; request 2 shutdown; }
serve gone_in_order;        check "0 where it ends after shutdown" status_is 0
early() { notify exit; }
serve early;                check "1 where exit comes first" both status_is 1 contents '. == []'
nothing() { :; }
serve nothing;              check "1 where nothing comes" status_is 1
noise() { printf 'GET / HTTP/1.1\r\n\r\n'; head -c 100000 /dev/urandom; printf '\n'; whole; }
serve noise
check "noise before a session" both status_is 0 contents '.[0].error.code == -32700 and (map(.id) | contains([1, 2]))'
large() { printf 'Content-Length: 99999999999\r\n\r\n'; whole; }
serve large
check "a length that nobody means" both status_is 0 contents '.[0].error.code == -32700 and .[1].id == 1'
deep() { say "$(printf '[%.0s' $(seq 5000))"; whole; }
serve deep;                 check "deep nesting" both status_is 0 contents '.[0].error.code == -32700'
nul() { printf 'Content-Length: 3\r\n\r\n"\0"'; whole; }
serve nul;                  check "a NUL" both status_is 0 contents '.[0].error.code == -32700'

# A client that doesn't listen: the server ends by itself, while the input is still open.
mkfifo in
deaf() { whole; whole; sleep 100; }
deaf > in 2> /dev/null &
client=$!
timeout 60 "$paylint" lsp < in 2> err | head -c 10 > /dev/null
ended=${PIPESTATUS[0]}
kill "$client" 2> /dev/null
check "a client that doesn't listen" [ "$ended" -ne 124 ]

# What the server says of files by themselves is what `paylint check` says.

repository=$(cd "$here/../.." && pwd)
all() { (cd "$repository" && printf "%s\n" corpus/*.* tests/rules/*/*.sh tests/hosts/cases/* | grep -v "\.json$"); }
everything() {
    perl -e '
        sub say { printf "Content-Length: %d\r\n\r\n%s", length $_[0], $_[0] }
        say q({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{"general":{"positionEncodings":["utf-32"]},"textDocument":{"diagnostic":{}}}}});
        for my $name (@ARGV) {
            open my $file, "<", $name or die; local $/; my $text = <$file>;
            $text =~ s/(["\\])/\\$1/g; $text =~ s/([\0-\x1f])/sprintf "\\u%04x", ord $1/ge;
            my $document = qq("textDocument":{"uri":"file://$ENV{PWD}/$name");
            say qq({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{$document,"languageId":"sh","version":1,"text":"$text"}}});
            say qq({"jsonrpc":"2.0","id":"$name","method":"textDocument/diagnostic","params":{$document}}});
            say qq({"jsonrpc":"2.0","method":"textDocument/didClose","params":{$document}}});
        }
        say q({"jsonrpc":"2.0","id":1,"method":"shutdown"});
        say q({"jsonrpc":"2.0","method":"exit"});
    ' "$@"
}
agrees() {
    local names=()
    mapfile -t names < <(all)
    cd "$repository" || return
    everything "${names[@]}" | "$paylint" lsp > "$work/out" 2> "$work/err"
    "$paylint" check --exit-zero --format json "${names[@]}" |
        jq -r '.findings[] | "\(.script // .path) \(.rule) \(.start.line):\(.start.column)-\(.end.line):\(.end.column)"' |
        sort -u > "$work/wanted"
    cd "$work" || return
    contents 'length > 100' && jq -r '.[] | select(.result.items) | .id as $name | .result.items[] |
        "\($name) \(.code) \(.range | "\(.start.line + 1):\(.start.character + 1)-\(.end.line + 1):\(.end.character + 1)")"' \
        contents.json | sort -u > got
    [ "$(wc -l < wanted)" -gt 100 ] && diff wanted got
}
check "the server says of $(all | wc -l) files what \`paylint check\` says" agrees

serve whole --stdio;        check "--stdio" status_is 0
serve whole --config nowhere.json
check "a configuration that isn't there" both status_is 0 contents 'any(.[]; .method == "window/showMessage" or .id == 2)'
run lsp --help;             check "--help" both status_is 0 has "docs/editors.md"
run lsp --nonsense;         check "an unknown option" both status_is 2 complains "no option --nonsense"
run lsp bad.sh;             check "names" both status_is 2 complains "takes no names"
exit "$failed"
