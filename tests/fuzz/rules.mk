# Fuzzing: make fuzz TARGET=json SECONDS=600. docs/limits.md says more.

FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/*.c tests/fuzz/targets/*.c))
FUZZ_HEADERS := tests/fuzz/targets/target.h
FUZZ_TARGET_OBJECTS := $(patsubst %.c,$(BUILD)/obj/%.o,$(filter tests/fuzz/targets/%,$(FUZZ_SOURCES)))
-include $(FUZZ_SOURCES:%.c=$(BUILD)/obj/%.d)

$(BUILD)/tests/fuzz/replay_test: $(FUZZ_TARGET_OBJECTS) $(WATCH_OBJECTS)
$(BUILD)/tests/fuzz/replay_test: private LIBRARIES += $(WATCH_LIBRARIES)

# With clang's libFuzzer; `make fuzz` builds it in a folder of its own, with sanitizers.
$(BUILD)/fuzzer: $(BUILD)/obj/tests/fuzz/fuzzer.o $(FUZZ_TARGET_OBJECTS) $(WATCH_OBJECTS) \
    $(LIBRARY_OBJECTS) $(TREE_SITTER_LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBRARIES) $(WATCH_LIBRARIES)

SECONDS ?= 60
TARGET ?=

fuzz: | $(SETUP_CHECK) ## TARGET=… SECONDS=…: look for input that a part of the program falls over
	$(Q)+$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang OPTIMIZE=-O2 WERROR=-Werror \
	    SANITIZE_FLAGS='-fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
	    $(BUILD)/fuzz/fuzzer $(BUILD)/fuzz/tests/fuzz/replay_test
	@tests/fuzz/run $(BUILD)/fuzz $(SECONDS) $(TARGET)
