# Written to a file for CloudFormation, which fills it in.
cat > stack.json <<'EOF'
{"Fn::Sub": "arn:aws:s3:::${BucketName}-${AWS::Region}"}
EOF
