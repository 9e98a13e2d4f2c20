curl --data-binary '{
  "a": 1,
	"b": 2
}' http://x
