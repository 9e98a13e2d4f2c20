for a in one skip two; do
    case $a in skip) continue ;; esac
    curl --data-binary "$a" http://x
done
