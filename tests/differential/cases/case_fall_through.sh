case a in
a) curl --data-binary one http://x ;;&
b) curl --data-binary two http://x ;;
?) curl --data-binary three http://x ;&
z) curl --data-binary four http://x ;;
*) curl --data-binary five http://x ;;
esac
