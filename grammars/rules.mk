# Fetches the C sources of tree-sitter and its grammars from npm, at the versions and checksums of
# package-lock.json, and compiles them into $(BUILD)/libtree-sitter.a.
#
# To add a grammar: `npm install --package-lock-only NAME@VERSION` in this folder, then name its
# sources below.

GRAMMAR_SOURCES := \
    tree-sitter/vendor/tree-sitter/lib/src/lib.c \
    tree-sitter-bash/src/parser.c \
    tree-sitter-bash/src/scanner.c \
    @tree-sitter-grammars/tree-sitter-yaml/src/parser.c \
    @tree-sitter-grammars/tree-sitter-yaml/src/scanner.c

TREE_SITTER := grammars/node_modules/tree-sitter/vendor/tree-sitter/lib
TREE_SITTER_LIBRARY := $(BUILD)/libtree-sitter.a
GRAMMARS_FETCHED := grammars/node_modules/.package-lock.json
GRAMMAR_OBJECTS := $(GRAMMAR_SOURCES:%.c=$(BUILD)/grammars/%.o)

# Not our code: its warnings are silenced, not errors. Scanners allocate as tree-sitter is told to, which
# doesn't fail (shell_parser_begin); bash's asks calloc by itself, and doesn't look whether it did.
GRAMMAR_FLAGS = $(CC) -std=c11 -O2 -g -w -fPIE -DTREE_SITTER_REUSE_ALLOCATOR $(HARDEN) \
    $(SANITIZE_FLAGS) $(CPPFLAGS) $(CFLAGS)
$(eval $(call remember,$(BUILD)/grammars/flags,GRAMMAR_FLAGS))

$(BUILD)/grammars/tree-sitter-bash/src/scanner.o: private GRAMMAR_FLAGS += -Dcalloc=ts_calloc

# npm writes this file last.
$(GRAMMARS_FETCHED): grammars/package.json grammars/package-lock.json grammars/.npmrc | $(SETUP_BUILD)
	$(call say,NPM,grammars)
	$(Q)cd grammars && npm ci --loglevel=error
	@touch $@

$(GRAMMAR_OBJECTS): $(BUILD)/grammars/%.o: $(GRAMMARS_FETCHED) $(BUILD)/grammars/flags
	@mkdir -p $(@D)
	$(call say,CC,$*.c)
	$(Q)$(GRAMMAR_FLAGS) -D_POSIX_C_SOURCE=200112L -D_DEFAULT_SOURCE \
	    -I$(TREE_SITTER)/include -I$(dir grammars/node_modules/$*) -c -o $@ grammars/node_modules/$*.c

$(TREE_SITTER_LIBRARY): $(GRAMMAR_OBJECTS)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

# src/shell and src/host alone include tree_sitter/api.h; a new version of it is a reason to compile again.
$(BUILD)/obj/src/shell/%.o $(BUILD)/obj/src/host/%.o: private CPPFLAGS_OF_FOLDER = -isystem $(TREE_SITTER)/include
$(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard src/shell/*.c src/shell/*/*.c src/host/*.c)): $(GRAMMARS_FETCHED)
