# Without its backslash the first } ends the expansion.
curl --data-binary "${1:+}${U_ONE:-{"a": 1}}" http://x
