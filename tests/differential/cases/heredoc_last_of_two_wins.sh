curl --json @- http://x <<A <<B
{"first": 1}
A
{"second": 2}
B
