# paylint's build. `make help` lists what there is to do; docs/architecture.md says where things are.

BUILD ?= build
PREFIX ?= /usr/local
DESTDIR ?=
V ?= 0

CC ?= cc
AR ?= ar
CFLAGS ?=
CPPFLAGS ?=
LDFLAGS ?=
OPTIMIZE ?= -O2
SANITIZE_FLAGS ?=
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
    -Wimplicit-fallthrough -Wno-unused-parameter
WERROR ?=

# A mistake in memory that nobody found yet is to be a crash, and nothing worse.
# The sanitizers find more, and don't go with some of these; fortifying takes optimization.
MACHINE := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine)))
HARDEN_BRANCHES := $(if $(filter x86_64 i%86,$(MACHINE)),-fcf-protection,$(if $(filter aarch64,$(MACHINE)),-mbranch-protection=standard))
HARDEN ?= $(if $(SANITIZE_FLAGS),,-fstack-protector-strong -fstack-clash-protection $(HARDEN_BRANCHES) \
    $(if $(filter -O0,$(OPTIMIZE)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))

Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@printf '  %-5s %s\n' '$(1)' '$(2)')

# remember FILE,VARIABLE: FILE changes when the value of VARIABLE does, so that what depends on it is
# made again with the new flags.
define remember
$(1): force
	@mkdir -p $$(@D)
	@printf '%s\n' '$$($(2))' | cmp -s - $$@ || printf '%s\n' '$$($(2))' > $$@
endef

.PHONY: all watch fuzz faults docs audit test fixed sessions differential differential-fix schema-property check check-threads bench corpus-scan format install uninstall clean help force compile_commands.json
all: $(BUILD)/paylint man completions

# ---- What the machine must have ----

SETUP_BUILD := $(BUILD)/setup/build
SETUP_WATCH := $(BUILD)/setup/watch
SETUP_TEST := $(BUILD)/setup/test
SETUP_CHECK := $(BUILD)/setup/check

$(BUILD)/setup/%: .ci/packages .ci/install-packages
	@mkdir -p $(@D)
	$(Q).ci/install-packages $*
	@touch $@

# ---- The grammars ----

include grammars/rules.mk

# ---- The program ----

SOURCES := $(sort $(wildcard src/*/*.c src/*/*/*.c))
# Only paylint-watch links these, and the libraries that they need.
WATCH_SOURCES := $(sort $(wildcard src/live/*/*.c src/watch/*.c))
WATCH_OBJECTS := $(filter-out %/main.o,$(WATCH_SOURCES:%.c=$(BUILD)/obj/%.o)) \
    $(BUILD)/obj/pubsub.pb-c.o
WATCH_LIBRARIES := -lmicrohttpd -lcurl -lcrypto -lgrpc -lgpr -lprotobuf-c
LIBRARY_SOURCES := $(filter-out src/cli/main.c $(WATCH_SOURCES),$(SOURCES))
HEADERS := $(sort $(wildcard src/*/*.h src/*/*/*.h))
RULE_FILES := rules/builtin.json rules/sinks.json rules/starter.json
PAGE_FILES := src/report/page.css src/report/page.js
OBJECTS := $(SOURCES:%.c=$(BUILD)/obj/%.o)
LIBRARY_OBJECTS := $(LIBRARY_SOURCES:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/rules.o $(BUILD)/obj/page.o
LIBRARIES := -lcjson -lpcre2-8 -luuid

COMPILE = $(CC) -std=c17 -D_POSIX_C_SOURCE=200809L $(OPTIMIZE) -g -fPIE -pthread $(HARDEN) $(WARNINGS) $(WERROR) \
    $(SANITIZE_FLAGS) -Isrc $(CPPFLAGS_OF_FOLDER) $(CPPFLAGS) $(CFLAGS)
# A build id would tell folders apart that the program is built in.
LINK = $(CC) -pie -pthread -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--build-id=none $(SANITIZE_FLAGS) $(LDFLAGS) $(CFLAGS)
$(eval $(call remember,$(BUILD)/obj/flags,COMPILE))

$(BUILD)/obj/%.o: %.c $(BUILD)/obj/flags | $(SETUP_BUILD)
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(WATCH_OBJECTS): $(BUILD)/pubsub.pb-c.h | $(SETUP_WATCH)
$(BUILD)/obj/src/live/pubsub/%.o: private CPPFLAGS_OF_FOLDER = -I$(BUILD)

$(BUILD)/pubsub.pb-c.c $(BUILD)/pubsub.pb-c.h &: src/live/pubsub/pubsub.proto | $(SETUP_WATCH)
	$(call say,PROTO,$<)
	$(Q)protoc-c --c_out=$(BUILD) --proto_path=$(<D) $<

# The built-in rules and sinks, as bytes in the program.
$(BUILD)/rules.c: $(RULE_FILES) rules/embed.sh
	$(call say,EMBED,rules)
	$(Q)sh rules/embed.sh rules_embedded $(RULE_FILES) > $@.new && mv $@.new $@

# The style and script of HTML reports.
$(BUILD)/page.c: $(PAGE_FILES) rules/embed.sh
	$(call say,EMBED,page)
	$(Q)sh rules/embed.sh page_embedded $(PAGE_FILES) > $@.new && mv $@.new $@

$(BUILD)/obj/rules.o $(BUILD)/obj/page.o $(BUILD)/obj/pubsub.pb-c.o $(BUILD)/obj/tool.pb-c.o: $(BUILD)/obj/%.o: $(BUILD)/%.c $(BUILD)/obj/flags
	$(call say,CC,$<)
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/paylint: $(BUILD)/obj/src/cli/main.o $(LIBRARY_OBJECTS) $(TREE_SITTER_LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES)

# What paylint-watch has of the library: nothing that reads shell.
WATCH_LIBRARY_OBJECTS := $(BUILD)/obj/rules.o $(BUILD)/obj/src/cli/options.o \
    $(BUILD)/obj/src/cli/configurations.o \
    $(filter $(foreach folder,base text json schema rule live,$(BUILD)/obj/src/$(folder)/%),$(LIBRARY_OBJECTS))

$(BUILD)/paylint-watch: $(BUILD)/obj/src/watch/main.o $(WATCH_OBJECTS) $(WATCH_LIBRARY_OBJECTS)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES) $(WATCH_LIBRARIES)

watch: $(BUILD)/paylint-watch $(BUILD)/man/paylint-watch.1 watch-completions ## build build/paylint-watch, for live messages

-include $(OBJECTS:.o=.d)

# ---- The main job ----

audit: $(BUILD)/paylint ## find the bad payloads of corpus/
	@$(BUILD)/paylint check --exit-zero corpus
	@$(BUILD)/paylint audit --exit-zero corpus

# ---- Tests ----

TEST_SOURCES := $(sort $(wildcard tests/*/*.c))
TEST_PROGRAMS := $(patsubst %.c,$(BUILD)/%,$(filter %_test.c,$(TEST_SOURCES)))
TEST_SCRIPTS := $(sort $(wildcard tests/*/*_test.sh))

# Tests of what paylint-watch alone has.
WATCH_TEST_PROGRAMS := $(filter $(BUILD)/tests/watch/%,$(TEST_PROGRAMS))
$(WATCH_TEST_PROGRAMS): private LIBRARIES += $(WATCH_LIBRARIES)
$(WATCH_TEST_PROGRAMS): $(WATCH_OBJECTS) \
    $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out %_test.c,$(wildcard tests/watch/*.c)))

$(TEST_PROGRAMS): $(BUILD)/%: $(BUILD)/obj/%.o $(BUILD)/obj/tests/test.o $(LIBRARY_OBJECTS) $(TREE_SITTER_LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES)

# A client that plays sessions with the language server.
LSP_CLIENT_SOURCES := $(sort $(wildcard tests/lsp/client/*.c))
LSP_CLIENT_HEADERS := $(sort $(wildcard tests/lsp/client/*.h))
LSP_CLIENT_OBJECTS := $(LSP_CLIENT_SOURCES:%.c=$(BUILD)/obj/%.o)
$(filter $(BUILD)/tests/lsp/%,$(TEST_PROGRAMS)): $(LSP_CLIENT_OBJECTS)
-include $(LSP_CLIENT_OBJECTS:.o=.d)

$(BUILD)/obj/tests/%.o: private CPPFLAGS_OF_FOLDER = -I.
-include $(TEST_SOURCES:%.c=$(BUILD)/obj/%.d)

# The tests' own client of Pub/Sub.
PUBSUB_TOOL := $(BUILD)/tests/live/pubsub
PUBSUB_TOOL_SOURCES := $(sort $(wildcard tests/live/tool/*.c))
UNJUDGED_SOURCES := tests/live/unjudged/judge.c
PUBSUB_TOOL_HEADERS := tests/live/tool/tool.h
PUBSUB_TOOL_OBJECTS := $(PUBSUB_TOOL_SOURCES:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/tool.pb-c.o
-include $(PUBSUB_TOOL_SOURCES:%.c=$(BUILD)/obj/%.d)
$(PUBSUB_TOOL_OBJECTS): $(BUILD)/tool.pb-c.h
$(BUILD)/obj/tests/live/tool/%.o: private CPPFLAGS_OF_FOLDER = -I$(BUILD) -Itests/live/tool

$(BUILD)/tool.pb-c.c $(BUILD)/tool.pb-c.h &: tests/live/tool/tool.proto $(BUILD)/pubsub.pb-c.h
	$(call say,PROTO,$<)
	$(Q)protoc-c --c_out=$(BUILD) --proto_path=$(<D) --proto_path=src/live/pubsub $(<F)

$(BUILD)/obj/tool.pb-c.o: private CPPFLAGS_OF_FOLDER = -I$(BUILD)

$(PUBSUB_TOOL): $(PUBSUB_TOOL_OBJECTS) $(WATCH_OBJECTS) $(WATCH_LIBRARY_OBJECTS)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES) $(WATCH_LIBRARIES)

# paylint-watch with a judge that does nothing.
UNJUDGED := $(BUILD)/tests/live/unjudged-watch
$(UNJUDGED): $(BUILD)/obj/src/watch/main.o $(BUILD)/obj/tests/live/unjudged/judge.o $(WATCH_OBJECTS) \
    $(filter-out $(BUILD)/obj/src/live/judge.o,$(WATCH_LIBRARY_OBJECTS))
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES) $(WATCH_LIBRARIES)

PARTS ?=
.PHONY: soak
soak: watch $(PUBSUB_TOOL) $(UNJUDGED) ## PARTS="all kills replicas restart cut hostile memory throughput": paylint-watch at length
	@BUILD=$(abspath $(BUILD)) PARTS='$(PARTS)' tests/live/soak.sh

# Writes scripts, runs them under bash with one stub for all that sends, and compares.
DIFFERENTIAL := $(BUILD)/tests/differential/differential
DIFFERENTIAL_STUB := $(BUILD)/tests/differential/stub
DIFFERENTIAL_SOURCES := $(sort $(wildcard tests/differential/generate/*.c))
DIFFERENTIAL_HEADERS := $(sort $(wildcard tests/differential/generate/*.h))
DIFFERENTIAL_OBJECTS := $(patsubst %.c,$(BUILD)/obj/%.o,\
    $(filter-out %/stub.c,$(DIFFERENTIAL_SOURCES)))
-include $(DIFFERENTIAL_OBJECTS:.o=.d)
N ?= 1000
SEED ?=

$(DIFFERENTIAL): $(DIFFERENTIAL_OBJECTS) $(filter $(BUILD)/obj/src/base/%,$(LIBRARY_OBJECTS))
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES)

# Never with sanitizers: it is started ten times a script.
$(DIFFERENTIAL_STUB): tests/differential/generate/stub.c $(BUILD)/obj/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) -std=c17 -O2 $(WARNINGS) $(WERROR) -o $@ $<

differential: $(BUILD)/paylint $(DIFFERENTIAL) $(DIFFERENTIAL_STUB) | $(SETUP_TEST) ## N=… SEED=…: compare with bash on N new scripts
	@mkdir -p $(BUILD)/differential
	@$(DIFFERENTIAL) -n $(N) $(SEED:%=-s %) -o $(BUILD)/differential/failed $(DIFFERENTIAL_STUB) $(BUILD)/paylint

differential-fix: $(BUILD)/paylint $(DIFFERENTIAL) $(DIFFERENTIAL_STUB) | $(SETUP_TEST) ## N=… SEED=…: fix N new scripts, and compare what they send
	@mkdir -p $(BUILD)/differential
	@$(DIFFERENTIAL) -f -n $(N) $(SEED:%=-s %) -o $(BUILD)/differential/fixed $(DIFFERENTIAL_STUB) $(BUILD)/paylint
	@$(DIFFERENTIAL) -u -n $(N) $(SEED:%=-s %) -o $(BUILD)/differential/fixed $(DIFFERENTIAL_STUB) $(BUILD)/paylint

test: all watch $(PUBSUB_TOOL) $(TEST_PROGRAMS) $(DIFFERENTIAL) $(DIFFERENTIAL_STUB) | $(SETUP_TEST) ## run all tests
	@PAYLINT=$(abspath $(BUILD)/paylint) BUILD=$(abspath $(BUILD)) tests/run $(TEST_PROGRAMS) $(TEST_SCRIPTS)

fixed: $(BUILD)/paylint ## write what --fix makes of the tests' scripts (*.fixed) anew
	@WRITE_FIXED=1 PAYLINT=$(abspath $(BUILD)/paylint) tests/fix/golden_test.sh

.PHONY: golden
golden: $(BUILD)/paylint ## write what each output format is to look like (tests/report/golden) anew
	@WRITE_GOLDEN=1 PAYLINT=$(abspath $(BUILD)/paylint) tests/report/golden_test.sh

sessions: $(BUILD)/tests/lsp/session_test ## write what the language server says in tests/lsp/sessions/ anew
	@WRITE_SESSIONS=1 $<

.PHONY: readers
readers: | $(SETUP_BUILD) ## fetch programs that the tests let read reports: Microsoft's SARIF validator
	$(Q)cd tests/report && npm ci --loglevel=error
	$(Q)chmod u+x tests/report/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool

schema-property: $(BUILD)/tests/schema/property_test ## N=… SEED=…: hold verdicts on values with holes against their fillings
	@PAYLINT_SCHEMA_CASES=$(N) $(SEED:%=PAYLINT_SCHEMA_SEED=%) $<

bench: $(BUILD)/paylint ## time paylint beside its peers
	@PAYLINT=$(abspath $(BUILD)/paylint) tests/bench.sh
	@PAYLINT=$(abspath $(BUILD)/paylint) BUILD=$(abspath $(BUILD)) tests/bench/messages.sh

corpus-scan: $(BUILD)/tests/shell/words_test | $(SETUP_TEST) ## compare with shfmt on all scripts of this system
	@PAYLINT_SCAN_ALL=1 $<

# ---- Checks of the code itself ----

check: | $(SETUP_CHECK) ## format, static analysis, warnings as errors, tests with sanitizers
	$(Q).ci/check-format $(SOURCES) $(HEADERS) $(TEST_SOURCES) $(DIFFERENTIAL_SOURCES) $(DIFFERENTIAL_HEADERS) \
	    $(LSP_CLIENT_SOURCES) $(LSP_CLIENT_HEADERS) \
	    $(PUBSUB_TOOL_SOURCES) $(PUBSUB_TOOL_HEADERS) $(UNJUDGED_SOURCES)
	$(Q)+$(MAKE) --no-print-directory BUILD=$(BUILD)/clang CC=clang WERROR=-Werror all watch
	$(Q).ci/check-static $(SOURCES)
	$(Q)+$(MAKE) --no-print-directory BUILD=$(BUILD)/sanitize WERROR=-Werror OPTIMIZE=-O1 \
	    SANITIZE_FLAGS='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' test

check-threads: $(PUBSUB_TOOL) ## the thread sanitizer over the tests of files checked at once, and of paylint-watch
	$(Q)+$(MAKE) --no-print-directory BUILD=$(BUILD)/threads OPTIMIZE=-O1 \
	    SANITIZE_FLAGS='-fsanitize=thread -fno-omit-frame-pointer' $(BUILD)/threads/paylint $(BUILD)/threads/paylint-watch
	@PAYLINT=$(abspath $(BUILD)/threads/paylint) TSAN_OPTIONS=exitcode=66:halt_on_error=1 \
	    tests/run tests/cli/jobs_test.sh
	@BUILD=$(abspath $(BUILD)) WATCH=$(abspath $(BUILD)/threads/paylint-watch) \
	    TSAN_OPTIONS=exitcode=66:suppressions=$(abspath tests/threads.supp) \
	    tests/run tests/live/pull_test.sh tests/watch/push_test.sh

docs: $(BUILD)/paylint ## write docs/rules/ and docs/reference.md from the program
	$(Q)PAYLINT=$(abspath $(BUILD)/paylint) docs/make-rules docs/rules
	$(Q)PAYLINT=$(abspath $(BUILD)/paylint) docs/make-reference docs/reference.md

format: ## lay out the code by .clang-format
	clang-format -i $(SOURCES) $(HEADERS) $(TEST_SOURCES) $(wildcard tests/*.[ch]) \
	    $(DIFFERENTIAL_SOURCES) $(DIFFERENTIAL_HEADERS) $(LSP_CLIENT_SOURCES) $(LSP_CLIENT_HEADERS) \
	    $(PUBSUB_TOOL_SOURCES) $(PUBSUB_TOOL_HEADERS) $(UNJUDGED_SOURCES)

# ---- Habits ----

include packaging/rules.mk
# Where the program is only built, as in deploy/Dockerfile, there are no tests.
TEST_RULES := $(sort $(wildcard tests/*/rules.mk))
include $(TEST_RULES)

compile_commands.json: ## for editors
	bear -- $(MAKE) BUILD=$(BUILD)/bear

clean: ## remove what was built
	rm -rf $(BUILD) grammars/node_modules

help: ## print this list
	@printf '%-17s %s\n' make 'build build/paylint'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile packaging/rules.mk $(TEST_RULES) | while IFS='	' read -r name what; do \
	    printf '%-17s %s\n' "make $$name" "$$what"; done
