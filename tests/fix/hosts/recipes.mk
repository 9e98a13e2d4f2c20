NAME := from-make

plain:
	curl -s https://example.com/messages -d '{"request_id": "plain-recipe"}'

silent:
	@curl -s https://example.com/messages \
	  -d '{"request_id": "silent-recipe"}'
	-@echo done # not make's comment

ignored: ; -curl -s https://example.com/messages -d '{"request_id": "rule-line"}'

loop:
	@for i in 1 2; do \
	  echo $$i; \
	  curl -s https://example.com/messages -d '{"request_id": "in-loop"}'; \
	done

middle:
	echo one; curl -s https://example.com/messages -d '{"request_id": "middle"}'

variable:
	curl -s https://example.com/messages -d '{"request_id": "$(NAME)"}'

pipe:
	id=$$(uuidgen); \
	curl -s https://example.com/messages -d "{\"request_id\": \"$$id\"}"

made:
	curl -s https://example.com/messages -d "{\"request_id\": \"$$(date +%s)\"}"

comma:
	curl -s https://example.com/messages -d '{"n": 1,}'
