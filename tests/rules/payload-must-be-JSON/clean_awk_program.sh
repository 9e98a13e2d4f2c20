# So does awk's.
awk '{ print $1 }' < list.txt
awk '{"date" | getline d; print d}' < list.txt
