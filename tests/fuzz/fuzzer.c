/* What libFuzzer calls: the target that PAYLINT_FUZZ_TARGET names. */
#include "tests/fuzz/targets/target.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fuzz_target *target;
    const char *name = getenv("PAYLINT_FUZZ_TARGET");
    target = target ? target : fuzz_target_find(name ? name : "");
    if (!target) {
        fprintf(stderr, "fuzz: PAYLINT_FUZZ_TARGET names no target\n");
        exit(2);
    }
    fuzz_run(target, (slice){(const char *)data, size});
    return 0;
}
