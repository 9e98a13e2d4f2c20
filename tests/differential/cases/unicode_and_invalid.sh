curl --data-binary "$(printf 'caf\303\251')" http://x
A=日本語
curl --data-binary "${A:1:1} ${#A} ${A%語}" http://x
