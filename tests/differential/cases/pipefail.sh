set -euo pipefail
echo '{"a": 1}' | cat | curl --json @- http://x
false | true
curl --json '{"never": 1}' http://x
