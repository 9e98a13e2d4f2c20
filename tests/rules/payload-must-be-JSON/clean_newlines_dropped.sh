# curl -d @file leaves the newlines out, and between members they do not matter.
cat > body.json <<EOF
{
  "a": 1,
  "b": "two"
}
EOF
curl -d @body.json -H 'Content-Type: application/json' http://localhost
