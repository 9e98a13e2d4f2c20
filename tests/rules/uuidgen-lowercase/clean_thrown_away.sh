# Only whether it is there.
if command -v uuidgen > /dev/null; then echo "uuidgen is there"; fi
if uuidgen > /dev/null 2>&1; then echo "uuidgen works"; fi
type uuidgen >/dev/null 2>&1 || exit 1
which uuidgen &> /dev/null
