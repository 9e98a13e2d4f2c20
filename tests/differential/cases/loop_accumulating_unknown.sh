# run: p q r
S=
for a in "$@"; do S="$S${S:+,}\"${a%% *}\""; done
curl --json "{\"all\": [$S]}" http://x
