# =~ of what is known is decided, and its groups are known.
send() { curl -d "{\"$1\": \"$2\"}" http://localhost; }
UUID='^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
if [[ test1_backward_compat =~ $UUID ]]; then send not sent; fi
if [[ ! test1 =~ $UUID ]]; then send right refused; fi
[[ 0189d3a2-7d3c-7b8a-9f21-5c2f6a1b2c3d =~ $UUID ]] && send group "${BASH_REMATCH[1]}"
url='https://example.org:8443/v1/topics?x=1'
[[ $url =~ ^(https?)://([^:/]+)(:([0-9]+))?(/[^?]*)? ]] || send not sent
send scheme "${BASH_REMATCH[1]}"
send port "${BASH_REMATCH[4]}"
send path "${BASH_REMATCH[5]}"
send whole "$BASH_REMATCH"
[[ plain =~ ^(https?):// ]] || send none "<${BASH_REMATCH[0]}>"
[[ aab =~ ^(x)?a ]] && send absent "<${BASH_REMATCH[1]}>"
# What is quoted stands for itself.
[[ 'axb' =~ "a.b" ]] && send not sent
[[ 'a.b' =~ "a.b" ]] && send quoted dot
[[ 'a.b' =~ a\.b ]] && send escaped dot
dot='a\.b'
[[ 'axb' =~ $dot ]] && send not sent
[[ 10.0.255.3 =~ ^([0-9]{1,3}\.){3}[0-9]{1,3}$ ]] && send address "${BASH_REMATCH[1]}"
[[ "two words" =~ [[:alpha:]]+[[:space:]]([[:alpha:]]+) ]] && send second "${BASH_REMATCH[1]}"
[[ abc =~ (b|bc)(c?) ]] && send longest "${BASH_REMATCH[1]}"
# What isn't decided stays unknown: both branches.
[[ $(date +%s) =~ ^([0-9]) ]] && ID=${BASH_REMATCH[1]}
send since "${ID:+a digit}"
[[ word =~ \bword\b ]] && send boundary extension
shopt -s nocasematch
[[ ABC =~ ^b?abc$ ]] && send in "any case"
shopt -u nocasematch
for name in one-1 two two-2; do
    [[ $name =~ ^([a-z]+)-([0-9])$ ]] || continue
    send "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
done
