read -ra W <<< 'a b c'
curl --data-binary "${#W[@]} ${W[2]}" http://x
