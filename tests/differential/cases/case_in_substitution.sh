A=$(case x in x) echo in-case ;; (y) echo no ;; esac)
curl --data-binary "$A" http://x
