# A recipe's `$$` is the shell's `$`, and what make puts in is there before the shell looks.
# want 9:58 request_id-must-be-UUID violates
TOPIC := content-requests
KIND := smoke

.PHONY: publish publish-fixed
publish:
	@gcloud pubsub topics publish $(TOPIC) \
	  --message="{\"topic\": \"Volcanoes\", \"request_id\": \"$(KIND)-$$RANDOM\"}"

publish-fixed:
	@id=$$(uuidgen | tr A-F a-f) && gcloud pubsub topics publish $(TOPIC) \
	  --message="{\"topic\": \"Volcanoes\", \"request_id\": \"$$id\"}"
