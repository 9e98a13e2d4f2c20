# An id in upper case that is no UUID.
curl --json '{"message_id": "ORDER-FACE-0001", "event_id": "ABCDEF"}' http://localhost
