curl --data-binary "$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')" http://x
