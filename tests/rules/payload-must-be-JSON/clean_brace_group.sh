# Braces of the shell and of brace expansion.
{ echo one; echo two; }
echo {a,b,c}
mkdir -p src/{base,text}
