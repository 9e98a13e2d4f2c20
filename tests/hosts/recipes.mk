# What make hands to its shell; read by makefile_test.c.
WORD = one
QUOTED := "a b"   # the blanks before the comment belong to it
EMPTY =
DOLLAR = $(WORD)
PATH_LIKE ::= /x/$$y
override FORCED = o
.PHONY: all a b c d e f g h
all: a b c d e f g h

a: ; @echo inline $(WORD) # not a comment of make's
	@echo $(WORD)$(WORD) '$(QUOTED)' "$(EMPTY)"
	- @ + echo $$HOME $$$$ $${X:-y} $$(date)
	@echo one \
	two \
	  three \\
	echo 'a \
	b' # shell's
  # a comment of make's

	echo after
# another
b: WORD2 = x
b:
	# only a comment of the shell's
	@
	echo ${WORD} $(FORCED); echo "$$(cat <<<x)"
	echo	tab	inside
ifndef NOT_SET
	echo run
endif
c :: ; echo c1
c::
	echo 'it''s' "\"$$x\"" \# #x
d e: %: a
	echo static $$1
f: a; echo a; \
echo b
define canned
	echo canned
endef
g: | a
	echo \$(WORD) \\$(WORD)
h:
	for i in 1 2; do \
	  echo $$i; \
	done
NOT_RECIPE = x
