# Inside "…" a backslash stays unless $, `, ", \ or a newline follows.
A=v
curl --json "{\"a\": \"\\n\", \"b\": \"\$A\", \"c\": \"\`\", \"d\": \"\\\\\", \"e\": \"\/\"}" http://x
