: > f
{ echo a; echo b; } >> f
(echo c) >> f
curl --data-binary @f http://x
