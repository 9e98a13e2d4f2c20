# A text to compare with, cut short on purpose.
RESULT=$(curl -s http://localhost)
case $RESULT in '{"error":'*) exit 1 ;; esac
[[ $RESULT == '{"status": "ok"'* ]] || exit 1
echo "$RESULT" | grep -q '{"status": "ok",' && echo fine
