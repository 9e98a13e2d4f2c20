printf '{"a":\n1}\n' | tr -d '\n' | curl --data-binary @- http://x
