# want 4:13 unquoted-expansion may-violate
curl --json @- http://localhost <<EOF
{"ids": [
  {"key": $(openssl rand -hex 8)}
]}
EOF
