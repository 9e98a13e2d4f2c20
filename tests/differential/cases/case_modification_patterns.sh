A='hello world'
curl --data-binary "${A^} ${A^^[aeiou]} ${A^h} ${A~~}" http://x
