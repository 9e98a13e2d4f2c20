cu\
rl --js\
on '{"a": 1}' http://x
