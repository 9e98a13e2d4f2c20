/* Fixing. In: a script; its first byte says whether unsafe fixes are made, and what kind of file it
 * is. Wrong: a fixed file that isn't understood as well as the one before, and one in which there
 * is still something to fix. */
#include "cli/analysis.h"
#include "cli/fixing.h"
#include "tests/fuzz/targets/target.h"

static bool is_wanted(const void *context, const struct finding *finding)
{
    (void)context;
    return finding->certainty != CERTAINTY_UNKNOWN && !finding->is_suppressed;
}

static struct fixed_script read_script(struct fuzzing *fuzzing, const char *path, slice bytes)
{
    struct fixed_script script = {.script = {.path = path}, .arena = arena_new()};
    script.script.bytes = arena_copy(script.arena, bytes);
    script.analysed = ARENA_NEW(script.arena, struct analysed);
    *script.analysed = analyse(fuzzing->analysis, fuzzing->parser, script.arena, &script.script);
    return script;
}

/* How many findings were fixed. */
static size_t make(struct fuzzing *fuzzing, struct fixed_script *script, bool takes_unsafe)
{
    struct error_sink errors = {0};
    struct fixing *fixing = fixing_new(fuzzing->analysis, &errors);
    fixing->takes_unsafe = takes_unsafe;
    fixing->is_wanted = is_wanted;
    fixing->is_quiet = true;
    fixing_make(fixing, script);
    fixing_print_patch(fixing, fuzzing->nowhere);
    size_t fixed = fixing->fixed;
    fixing_free(fixing);
    return fixed;
}

void fuzz_fix(struct fuzzing *fuzzing)
{
    static const char *const paths[] = {"fuzz.sh",        "fuzz.md",
                                        "Makefile",       "Dockerfile",
                                        ".gitlab-ci.yml", ".github/workflows/fuzz.yml"};
    unsigned first = fuzzing->bytes.length > 0 ? (unsigned char)fuzzing->bytes.data[0] : 0;
    const char *path = paths[first / 2 % 6];
    slice bytes = slice_sub(fuzzing->bytes, 1, fuzzing->bytes.length);
    struct fixed_script script = read_script(fuzzing, path, bytes);
    size_t problems = script.analysed->problems.count;
    size_t fixed = make(fuzzing, &script, first & 1);
    slice after = arena_copy(fuzzing->arena, script.script.bytes);
    if (script.analysed->problems.count > problems) {
        fuzz_fail("the fixed script is understood less well:\n%.*s", SLICE_ARGS(after));
    }
    if (fixed == 0 && !slice_equal(after, bytes)) {
        fuzz_fail("nothing was fixed, but the script is another one:\n%.*s", SLICE_ARGS(after));
    }
    arena_free(script.arena);
    script = read_script(fuzzing, path, after);
    if (make(fuzzing, &script, first & 1) > 0) {
        fuzz_fail("there is more to fix after fixing:\n%.*s\n---\n%.*s", SLICE_ARGS(after),
                  SLICE_ARGS(script.script.bytes));
    }
    arena_free(script.arena);
}
