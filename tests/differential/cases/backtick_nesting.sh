A=`echo "a \`echo 'b \$HOME'\` \\\\ c"`
curl --data-binary "$A" http://x
