# Faults: allocations and system calls that fail, one after the other.

FAULTS := $(BUILD)/tests/faults/allocation.so

$(FAULTS): tests/faults/allocation.c $(BUILD)/obj/flags
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) -std=c17 -O2 $(WARNINGS) -Wno-missing-prototypes $(WERROR) -shared -fPIC -o $@ $<

test: $(FAULTS)

faults: $(BUILD)/paylint $(FAULTS) | $(SETUP_TEST) ## let each allocation and each system call of some runs fail, one by one
	@FAULTS_STEP=1 PAYLINT=$(abspath $(BUILD)/paylint) BUILD=$(abspath $(BUILD)) tests/run tests/faults/faults_test.sh
