#!/usr/bin/env bash
# Completions, in the shells that are installed: each subcommand, option, rule and format that the program
# has is offered, and nothing else. In: PAYLINT, and BUILD with completions/ made by `make`.
# shellcheck disable=SC2016,SC2094,SC2317 # scripts in quotes; functions are called by their names
set -u
paylint=${PAYLINT:?the program to test}
build=${BUILD:?the folder that it is built in}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
mkdir "$work/bin" "$work/folder" && ln -s "$paylint" "$work/bin/paylint"
PATH=$work/bin:$PATH
cd "$work" || exit 1
touch 'a file.sh' messages.ndjson

result() {
    if [ "$1" = 0 ]; then echo "ok completions: $2"; else echo "not ok completions: $2"; failed=1; fi
}

# ---- What there is, as the program says ----

commands=$(paylint --help | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')
options_of() { paylint "$1" --help | grep -oE '^  (-h, )?--[a-z-]+' | tr -d ' ' | tr ',' '\n' | sort; }
rules=$(paylint rules | cut -d ' ' -f 1 | sort)
formats_of() { paylint "$1" --format '?' x 2>&1 < /dev/null | sed -n 's/.*there are //p' | sed 's/ or / /; s/ and / /; s/,//g' | tr ' ' '\n' | sort; }

# same NAME WANTED GOT: the same words, each in a line.
same() {
    if [ "$2" = "$3" ] && [ -n "$2" ]; then
        result 0 "$1"
    else
        result 1 "$1: not the same: $(diff <(printf '%s\n' "$2") <(printf '%s\n' "$3") | grep '^[<>]' | tr '\n' ' ')"
    fi
}

# offers SHELL: asks `offered_by_SHELL LINE` for all.
offers() {
    local shell=$1 command format
    same "$shell: subcommands" "$(sort <<< "$commands")" "$("offered_by_$shell" 'paylint ' | grep -v ^-)"
    for command in $commands; do
        same "$shell: options of $command" "$(options_of "$command")" \
            "$({ "offered_by_$shell" "paylint $command --"; "offered_by_$shell" "paylint $command -" | grep -x -- -h; } | sort -u)"
        format=$(formats_of "$command")
        [ -z "$format" ] ||
            same "$shell: formats of $command" "$format" "$("offered_by_$shell" "paylint $command --format ")"
    done
    for option in 'check --select' 'check --ignore' explain; do
        same "$shell: rules for $option" "$rules" "$("offered_by_$shell" "paylint $option ")"
    done
    same "$shell: rules that begin so" "$(grep ^u <<< "$rules")" "$("offered_by_$shell" "paylint explain u")"
    same "$shell: --option=" "$(formats_of check)" "$("offered_by_$shell" 'paylint check --format=' | sed 's/^--format=//')"
}

# ---- bash ----

offered_by_bash() {
    # What readline would set; compopt works in its completions only, and is tried below.
    bash --norc -c 'compopt() { :; }; . "$1"; shift
        mapfile -t COMP_WORDS < <(sed "s/=/\n=\n/g; s/ /\n/g" <<< "$1")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        [[ ${COMP_WORDS[COMP_CWORD]} || ${COMP_WORDS[COMP_CWORD - 1]} != = ]] || { unset "COMP_WORDS[COMP_CWORD]"; COMP_CWORD=$((COMP_CWORD - 1)); }
        _paylint; printf "%s\n" "${COMPREPLY[@]}"' bash "$build/completions/paylint.bash" "$1" | sort
}
offers bash

# typed SHELL-COMMAND KEYS: what the terminal shows of an interactive shell to which keys are typed.
typed() {
    { sleep 1; printf '%b' "$2"; sleep 1; } | TERM=dumb timeout 20 script -qec "$1" /dev/null 2> /dev/null | tr -d '\r'
}
if command -v script > /dev/null; then
    typed "bash --norc --noprofile -i" ". $build/completions/paylint.bash\npaylint ru\t--form\tjs\t > keys.json\npaylint explain uuidgen-l\t > keys.txt\nexit\n" > typed
    jq -e '.rules | length > 5' keys.json > /dev/null && grep -q macOS keys.txt
    result $? 'bash: keys in a terminal'
    typed "bash --norc --noprofile -i" ". $build/completions/paylint.bash\npaylint payloads a\t; echo status=\$?\nexit\n" > typed
    grep -q 'status=0' typed && grep -qF 'a\ file.sh' typed
    result $? 'bash: a file whose name has a blank'
fi

# ---- fish ----

if command -v fish > /dev/null; then
    offered_by_fish() {
        HOME=$work fish --no-config -c 'source $argv[1]; complete -C "$argv[2]"' "$build/completions/paylint.fish" "$1" |
            cut -f 1 | sort
    }
    offers fish
    offered_by_fish 'paylint check ./a' | grep -qF './a file.sh'
    result $? 'fish: files'
    same 'fish: folders only' 'folder/' "$(offered_by_fish 'paylint test fol')"
else
    echo 'skip completions: fish is not installed'
fi

# ---- zsh ----

if command -v zsh > /dev/null; then
    mkdir "$work/functions" && cp "$build/completions/_paylint" "$work/functions/"
    # Completion works in a line editor only: a zsh in a pseudo-terminal writes what it is offered to a
    # file, by a compadd of its own.
    cat > "$work/capture.zsh" << 'ZSH'
zmodload zsh/zpty
fpath=($1 $fpath)
zpty z zsh -f -i
zpty -w z "PS1=; fpath=($1 \$fpath); autoload -U compinit; compinit -u -d $1/../dump"
zpty -w z 'compadd() {
    local -a matches; local -A ignored; zparseopts -E -a ignored O: A: D:
    if [[ ${@[(I)-[OAD]*]} -eq 0 ]]; then
        builtin compadd -O matches "$@"; print -rl -- $matches >> '$1'/../offered
    fi
    builtin compadd "$@"
}'
zpty -w z 'finish() { zle complete-word; print done > '$1'/../done; zle kill-whole-line }; zle -N finish; bindkey "^I" finish; setopt no_beep; LISTMAX=0; print ready > '$1'/../ready'
for i in {1..200}; do [[ -e $1/../ready ]] && break; sleep 0.1; done
while IFS= read -r line; do
    rm -f $1/../done $1/../offered
    zpty -w -n z "$line"$'\t'
    for i in {1..100}; do [[ -e $1/../done ]] && break; zpty -r -t z ignored; sleep 0.05; done
    print -r -- "> $line"
    [[ -e $1/../offered ]] && sort -u $1/../offered
done
zpty -d z
ZSH
    offered_by_zsh() { HOME=$work timeout 60 zsh -f "$work/capture.zsh" "$work/functions" <<< "$1" | grep -v '^> '; }
    offers zsh
else
    echo 'skip completions: zsh is not installed'
fi
# ---- paylint-watch: options, in each shell ----

watch=$build/paylint-watch
if [ -x "$watch" ]; then
    all=$("$watch" --help | grep -oE '^  (-[a-zA-Z], )?--[a-z-]+' | grep -oE -- '--[a-z-]+' | sort)
    levels=$(printf '%s\n' debug error info notice warning)
    offered_by_plain_bash() { # WORD…
        bash --norc -c 'compopt() { echo "$2"; }; . "$1"; shift
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _paylint_watch; printf "%s\n" "${COMPREPLY[@]}"' bash "$build/completions/paylint-watch.bash" "$@" | sort
    }
    same 'bash: options of paylint-watch' "$all" "$(offered_by_plain_bash paylint-watch --)"
    same 'bash: levels' "$levels" "$(offered_by_plain_bash paylint-watch --log-level '')"
    same 'bash: folders for a report' dirnames "$(offered_by_plain_bash paylint-watch --report '' | grep .)"
    same 'bash: files of keys' default "$(offered_by_plain_bash paylint-watch --jwks '' | grep .)"
    if command -v fish > /dev/null; then
        offered_by_plain_fish() {
            HOME=$work fish --no-config -c 'source $argv[1]; complete -C "$argv[2]"' "$build/completions/paylint-watch.fish" "$1" |
                cut -f 1 | sort
        }
        same 'fish: options of paylint-watch' "$all" "$(offered_by_plain_fish 'paylint-watch --')"
        same 'fish: levels' "$levels" "$(offered_by_plain_fish 'paylint-watch --log-level ')"
    fi
    if command -v zsh > /dev/null; then
        cp "$build/completions/_paylint-watch" "$work/functions/" && ln -s "$watch" "$work/bin/paylint-watch"
        same 'zsh: options of paylint-watch' "$all" "$(offered_by_zsh 'paylint-watch --' | sed 's/=$//' | grep ^-- | sort -u)"
        same 'zsh: levels' "$levels" "$(offered_by_zsh 'paylint-watch --log-level ')"
    fi
else
    echo 'skip completions: paylint-watch is not built'
fi
exit "$failed"
