# An editor's settings are JSON with comments, and are sent nowhere.
cat > settings.json <<EOF
{
  // tabs
  "editor.tabSize": 4
}
EOF
