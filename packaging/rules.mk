# What goes with the program: manual pages, completions, and putting it all into place.
#
# Pages and completions are made from the program's own --help and rules. To add a page: a template
# docs/man/NAME.SECTION.in, and `$(BUILD)/man/NAME.SECTION: private PROGRAM = …` below where it isn't
# of paylint.

WATCH_PAGE := $(BUILD)/man/paylint-watch.1
MAN_PAGES := $(filter-out $(WATCH_PAGE),$(patsubst docs/man/%.in,$(BUILD)/man/%,$(sort $(wildcard docs/man/*.in))))
COMPLETIONS := $(BUILD)/completions/paylint.bash $(BUILD)/completions/_paylint $(BUILD)/completions/paylint.fish
WATCH_COMPLETIONS := $(BUILD)/completions/paylint-watch.bash $(BUILD)/completions/_paylint-watch \
    $(BUILD)/completions/paylint-watch.fish

.PHONY: man completions watch-completions install-watch sbom
man: $(MAN_PAGES)
completions: $(COMPLETIONS)
watch-completions: $(WATCH_COMPLETIONS)

PROGRAM = $(BUILD)/paylint
$(WATCH_PAGE): private PROGRAM = $(BUILD)/paylint-watch
$(MAN_PAGES): docs/configuration.md $(BUILD)/paylint
$(WATCH_PAGE): $(BUILD)/paylint-watch
$(MAN_PAGES) $(WATCH_PAGE): $(BUILD)/man/%: docs/man/%.in docs/man/make-page
	@mkdir -p $(@D)
	$(call say,MAN,$@)
	$(Q)docs/man/make-page $< $(PROGRAM) > $@.new && mv $@.new $@

$(BUILD)/completions/options.tsv: docs/list-options $(BUILD)/paylint
	@mkdir -p $(@D)
	$(Q)docs/list-options $(BUILD)/paylint > $@.new && mv $@.new $@

$(BUILD)/completions/paylint.bash: private SHELL_NAME = bash
$(BUILD)/completions/_paylint: private SHELL_NAME = zsh
$(BUILD)/completions/paylint.fish: private SHELL_NAME = fish
$(COMPLETIONS): $(BUILD)/completions/options.tsv $(wildcard packaging/completions/make-*)
	$(call say,MAKE,$@)
	$(Q)packaging/completions/make-$(SHELL_NAME) $< > $@.new && mv $@.new $@

$(BUILD)/completions/paylint-watch.bash: private SHELL_NAME = bash
$(BUILD)/completions/_paylint-watch: private SHELL_NAME = zsh
$(BUILD)/completions/paylint-watch.fish: private SHELL_NAME = fish
$(WATCH_COMPLETIONS): docs/list-options packaging/completions/make-plain $(BUILD)/paylint-watch
	@mkdir -p $(@D)
	$(call say,MAKE,$@)
	$(Q)docs/list-options $(BUILD)/paylint-watch | packaging/completions/make-plain $(SHELL_NAME) paylint-watch > $@.new && mv $@.new $@

# ---- Where things go ----

SHARE := $(PREFIX)/share
DOC := $(SHARE)/doc/paylint

# FOLDER:MODE:FILE… of each kind: what install puts there, and uninstall takes away again. A file that
# is called otherwise there than here stands as FILE=NAME.
INSTALLED := \
    $(PREFIX)/bin:755:$(BUILD)/paylint \
    $(foreach page,$(MAN_PAGES),$(SHARE)/man/man$(subst .,,$(suffix $(page))):644:$(page)) \
    $(SHARE)/bash-completion/completions:644:$(BUILD)/completions/paylint.bash=paylint \
    $(SHARE)/zsh/site-functions:644:$(BUILD)/completions/_paylint \
    $(SHARE)/fish/vendor_completions.d:644:$(BUILD)/completions/paylint.fish \
    $(foreach file,$(wildcard rules/*.schema.json),$(SHARE)/paylint/schemas:644:$(file)) \
    $(foreach file,README.md CHANGELOG.md LICENSE,$(DOC):644:$(file)) \
    $(foreach file,$(wildcard docs/*.md),$(DOC)/docs:644:$(file)) \
    $(foreach file,$(wildcard docs/rules/*.md),$(DOC)/docs/rules:644:$(file)) \
    $(foreach file,$(wildcard rules/*.json),$(DOC)/rules:644:$(file))
INSTALLED_WATCH := \
    $(PREFIX)/bin:755:$(BUILD)/paylint-watch \
    $(SHARE)/man/man1:644:$(WATCH_PAGE) \
    $(SHARE)/bash-completion/completions:644:$(BUILD)/completions/paylint-watch.bash=paylint-watch \
    $(SHARE)/zsh/site-functions:644:$(BUILD)/completions/_paylint-watch \
    $(SHARE)/fish/vendor_completions.d:644:$(BUILD)/completions/paylint-watch.fish
# Folders that are nobody else's; the inner ones first.
OWN_FOLDERS := $(DOC)/docs/rules $(DOC)/docs $(DOC)/rules $(DOC) $(SHARE)/paylint/schemas $(SHARE)/paylint

folder_of = $(DESTDIR)$(word 1,$(subst :, ,$(1)))
mode_of = $(word 2,$(subst :, ,$(1)))
file_of = $(word 1,$(subst =, ,$(word 3,$(subst :, ,$(1)))))
name_of = $(notdir $(lastword $(subst =, ,$(word 3,$(subst :, ,$(1))))))

define install_one
	$(Q)install -d '$(call folder_of,$(1))' && install -m $(call mode_of,$(1)) $(call file_of,$(1)) '$(call folder_of,$(1))/$(call name_of,$(1))'

endef
define uninstall_one
	$(Q)rm -f '$(call folder_of,$(1))/$(call name_of,$(1))'

endef

install: $(BUILD)/paylint $(MAN_PAGES) $(COMPLETIONS) ## install below DESTDIR and PREFIX
	$(foreach entry,$(INSTALLED),$(call install_one,$(entry)))

# Apart, as it needs more libraries than `make` asks for.
install-watch: $(BUILD)/paylint-watch $(WATCH_PAGE) $(WATCH_COMPLETIONS) ## install paylint-watch, too
	$(foreach entry,$(INSTALLED_WATCH),$(call install_one,$(entry)))

sbom: $(BUILD)/paylint.spdx.json ## write what the program is made of, as SPDX

$(BUILD)/paylint.spdx.json: $(BUILD)/paylint grammars/package-lock.json packaging/make-sbom | $(SETUP_TEST)
	$(call say,SBOM,$@)
	$(Q)packaging/make-sbom $(BUILD)/paylint grammars/package-lock.json $(GRAMMAR_SOURCES) > $@.new && mv $@.new $@

uninstall: ## remove what `make install` and `make install-watch` put there
	$(foreach entry,$(INSTALLED) $(INSTALLED_WATCH),$(call uninstall_one,$(entry)))
	$(Q)for folder in $(OWN_FOLDERS); do \
	    [ ! -d '$(DESTDIR)'"$$folder" ] || rmdir --ignore-fail-on-non-empty '$(DESTDIR)'"$$folder"; done

# ---- Packages ----

VERSION = $(shell sed -n 's/^.define PAYLINT_VERSION "\(.*\)"/\1/p' src/version.h)
# When the sources last changed: what is made of the same sources is the same, whenever it is made.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
export SOURCE_DATE_EPOCH
SETUP_PACKAGE := $(BUILD)/setup/package
deb_of = $(BUILD)/$(1)_$(VERSION)_$(shell dpkg --print-architecture).deb

.PHONY: deb deb-watch static reproducible
deb: all | $(SETUP_PACKAGE) ## make a Debian package
	@rm -rf $(BUILD)/deb
	$(Q)+$(MAKE) --no-print-directory install DESTDIR=$(BUILD)/deb/root PREFIX=/usr
	$(Q)packaging/make-deb paylint $(BUILD)/deb/root $(VERSION) $(call deb_of,paylint)
	@echo $(call deb_of,paylint)

deb-watch: watch | $(SETUP_PACKAGE) ## make a Debian package of paylint-watch
	@rm -rf $(BUILD)/deb-watch
	$(Q)+$(MAKE) --no-print-directory install-watch DESTDIR=$(BUILD)/deb-watch/root PREFIX=/usr
	$(Q)packaging/make-deb paylint-watch $(BUILD)/deb-watch/root $(VERSION) $(call deb_of,paylint-watch)
	@echo $(call deb_of,paylint-watch)

# A program that needs no library of the system it runs on. Debian has no static library of cJSON: it is
# compiled from the source that Debian's package is made of, or the one that CJSON names.
CJSON ?= $(BUILD)/static/cjson/cJSON.c
$(BUILD)/static/cjson/cJSON.c: packaging/fetch-cjson | $(SETUP_PACKAGE)
	@mkdir -p $(BUILD)/static
	$(call say,FETCH,cJSON)
	$(Q)packaging/fetch-cjson $(BUILD)/static/cjson
	@touch $@

$(BUILD)/static/cJSON.o: $(CJSON) $(BUILD)/obj/flags
	$(call say,CC,$<)
	$(Q)$(CC) -std=c17 $(OPTIMIZE) -g -w -fPIE $(CFLAGS) -c -o $@ $<

# Without debugging information, which names the folder that it was built in.
$(BUILD)/static/paylint: $(BUILD)/obj/src/cli/main.o $(LIBRARY_OBJECTS) $(TREE_SITTER_LIBRARY) $(BUILD)/static/cJSON.o
	$(call say,LINK,$@)
	$(Q)$(CC) -static-pie -pthread -s -Wl,--build-id=none $(LDFLAGS) $(CFLAGS) -o $@ $^ $(filter-out -lcjson,$(LIBRARIES))

static: $(BUILD)/static/paylint ## make a program that needs no libraries
	@echo $<

reproducible: ## build twice in two places, and compare byte for byte
	@packaging/check-reproducible
