/* Runs the targets of tests/fuzz without a fuzzer: on all that was ever found (found/TARGET/…), and
 * on the seeds (seeds/TARGET/…). With arguments: TARGET FILE…, or --list. */
#define _DEFAULT_SOURCE /* scandir */
#include "tests/fuzz/targets/target.h"
#include "tests/test.h"

#include <dirent.h>
#include <stdlib.h>

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* What goes wrong ends the program: its name stands there already. */
static void replay(const struct fuzz_target *target, const char *path)
{
    slice bytes = test_read_file(path);
    printf("# %s: %s\n", target->name, path);
    fflush(stdout);
    fuzz_run(target, bytes);
    free((char *)bytes.data);
}

static void replay_folder(const struct fuzz_target *target, const char *folder)
{
    struct arena *arena = arena_new();
    struct dirent **entries;
    const char *path = arena_printf(arena, "tests/fuzz/%s/%s", folder, target->name).data;
    int count = scandir(path, &entries, is_shown, alphasort);
    for (int i = 0; i < count; i++) {
        replay(target, arena_printf(arena, "%s/%s", path, entries[i]->d_name).data);
        free(entries[i]);
    }
    if (count > 0) {
        test_report(true, "fuzz: %s: %d %s", target->name, count, folder);
    }
    if (count >= 0) {
        free(entries);
    }
    arena_free(arena);
}

static int run_arguments(char **arguments)
{
    const struct fuzz_target *target = fuzz_target_find(arguments[0]);
    for (size_t i = 0; strcmp(arguments[0], "--list") == 0 && fuzz_target_at(i); i++) {
        puts(fuzz_target_at(i)->name);
    }
    for (size_t i = 1; target && arguments[i]; i++) {
        replay(target, arguments[i]);
    }
    return target || strcmp(arguments[0], "--list") == 0 ? 0 : 2;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        return run_arguments(argv + 1);
    }
    const struct fuzz_target *target;
    for (size_t i = 0; (target = fuzz_target_at(i)); i++) {
        replay_folder(target, "seeds");
        replay_folder(target, "found");
    }
    return test_status();
}
