# JavaScript's objects are no JSON and needn't be.
node -e 'const o = {"a": 1,}; console.log(o)'
cat > config.js <<EOF
module.exports = {
  "a": 'b',
}
EOF
