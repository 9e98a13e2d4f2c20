echo a | tee f > /dev/null
echo b | tee -a f | curl --data-binary @- http://x
curl --data-binary @f http://x
