f() { curl --data-binary "${10} $10 ${11-none} $#" http://x; }
f a b c d e f g h i j
