cat > script.py <<EOF
d = {"a": True, 'b': None,}
print(d)
EOF
python3 -c 'print({"a": True,})'
