aws sns publish --topic-arn arn:aws:sns:eu-west-1:1:t --message "{\"log\": $(jq -Rs . < log.txt)}"
