printf '{"a": "%s"' x > f
printf ', "b": %d}' 2 >> f
curl --json @f http://x
