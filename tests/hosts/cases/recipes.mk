# want 16:51 request_id-must-be-UUID violates
# want 5:6 request_id-must-be-UUID violates
# want 23:6 request_id-must-be-UUID violates
# want 28:36 request_id-must-be-UUID violates
ID = abc # a comment
URL ?= https://api.example.com
CURL := curl -s -X POST
TWICE = abc
TWICE = def
export SENT = smoke
ifdef X
CHOSEN = abc
endif

one: prepare
	@curl https://api.example.com -d '{"request_id": "é-1"}'
	-@$(CURL) https://api.example.com -d '{"request_id": "$(ID)"}'
	ID=abc
	$(CURL) $(URL) -d "{\"request_id\": \"$$ID\"}"
	# nothing
	@id=$$(cat /proc/sys/kernel/random/uuid); curl https://api.example.com \
	  -d "{\"request_id\": \
	    \"abc\"}"
two: ; $(CURL) $(URL) -d '{"request_id": "$(TWICE)"}'
	$(CURL) $(URL) -d '{"request_id": "$(CHOSEN)", "target": "$@", "files": [$(foreach f,$^,"$(f)")]}'
	$(CURL) $(URL) -d '{"request_id": "${UNKNOWN}"}'
	id=$$(cat /proc/sys/kernel/random/uuid); $(CURL) $(URL) -d "{\"request_id\": \"$$id\"}"
	$(CURL) $(URL) -d '{"request_id": "$(ID)-$(ID)"}'
define canned
	$(CURL) $(URL) -d '{"request_id": "abc"}'
endef
three: LOCAL = abc
three:
	$(CURL) $(URL) -d '{"request_id": "$(LOCAL)"}'
	echo '{"price": "$$5", "a": "$$(x)"}'
