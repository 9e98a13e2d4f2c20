L=(a b)
curl --data-binary "[${L[@]/#/x}]" http://x
printf -v J '"%s",' "${L[@]}"
curl --json "[${J%,}]" http://x
