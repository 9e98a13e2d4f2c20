aws sns publish --topic-arn arn:aws:sns:eu-west-1:1:t --message "{\"log\": \"$(head -c 1000 log.txt)\"}"
