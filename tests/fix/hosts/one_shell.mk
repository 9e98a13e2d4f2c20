.ONESHELL:

all:
	@echo one
	curl -s https://example.com/messages -d '{"request_id": "second-line"}'

first:
	@curl -s https://example.com/messages -d '{"request_id": "first-line"}'
	echo done
