# A coprocess is a subshell.
ID=before
coproc { ID=inside; }
wait
curl --json "{\"request_id\": \"$ID\"}" http://x
shopt -s nocasematch
case YES in
yes) ID=matches ;;
*) ID=5a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77 ;;
esac
curl --json "{\"request_id\": \"$ID\"}" http://x
[[ YES == yes ]] && ID=equal
curl --json "{\"request_id\": \"$ID\"}" http://x
