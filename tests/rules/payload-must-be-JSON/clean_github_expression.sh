# GitHub fills its expressions in before the shell runs.
curl -H 'Content-Type: text/plain' -d '{"sha": ${{ github.sha }}}' http://localhost
