	cat <<-"X" | curl --data-binary @- http://x
	a\
	b
	X
