if true; then
	A=v
	curl --json @- http://x <<-EOF
		{"a": "$A",
		  "tab":	"inside"}
	EOF
	curl --json @- http://x <<-'EOF'
		{"a": "\t$A"}
		EOF
fi
