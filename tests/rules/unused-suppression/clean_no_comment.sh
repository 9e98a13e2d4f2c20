# Text that looks like a comment is none: in a string and in a heredoc.
echo "# paylint: ignore[duplicate-key]"
cat <<EOF
# paylint: ignore[duplicate-key]
EOF
curl --json '{"a": 1, "a": 2}' http://localhost # want: duplicate-key
