A=file.tar.gz
EXT=gz
curl --data-binary "${A%."$EXT"} ${A%.${EXT}} ${UNSET_ONE:-${UNSET_TWO:-${A##*.}}}" http://x
