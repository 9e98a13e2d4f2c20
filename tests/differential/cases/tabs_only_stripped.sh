cat > f <<-EOF
	  two blanks stay
		x	y
	EOF
curl --data-binary @f http://x
