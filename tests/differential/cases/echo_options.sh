curl --data-binary "$(echo -n 'a'; echo -e 'b\tc\n'; echo -E 'd\n'; echo e  f; echo -x g)" http://x
