/* Names of commands. In: a name. Out: what it says: the tables that several files look into. */
#include "shell/command_name.h"

static const struct wrapper wrappers[] = {
    {"builtin", "", false, 0, false},        {"command", "", false, 0, false},
    {"doas", "uC", false, 0, false},         {"env", "uCS", true, 0, false},
    {"exec", "a", false, 0, false},          {"ionice", "cnp", false, 0, false},
    {"nice", "n", false, 0, false},          {"nohup", "", false, 0, false},
    {"setsid", "", false, 0, false},         {"stdbuf", "ioe", false, 0, false},
    {"sudo", "ugCDhpRrTtU", true, 0, false}, {"time", "fo", false, 0, true},
    {"timeout", "ks", false, 1, false},
};

/* Commands that only read the files they are given. */
static const char *const readers[] = {
    ".",        "[",       "ajv",     "awk",       "base64",    "basename", "bash",
    "cat",      "cd",      "chgrp",   "chmod",     "chown",     "cksum",    "cmp",
    "cut",      "declare", "diff",    "dirname",   "echo",      "egrep",    "envsubst",
    "export",   "file",    "grep",    "head",      "jq",        "jsonlint", "less",
    "local",    "ls",      "md5sum",  "more",      "od",        "printf",   "read",
    "readonly", "sh",      "sha1sum", "sha256sum", "sha512sum", "source",   "stat",
    "tail",     "test",    "touch",   "tr",        "uniq",      "wc",       "xxd"};

/* sed -i and its like leave a file of which nothing is known. */
static const char *const editors[] = {"gsed", "perl", "python", "python3", "ed", "ex",      "vim",
                                      "jq",   "yq",   "sponge", "patch",   "rm", "truncate"};

/* Commands that print nothing. */
static const char *const silent[] = {":",  "[",     "chgrp", "chmod", "chown", "false", "ln",
                                     "rm", "mkdir", "rmdir", "sleep", "test",  "touch", "true"};

static const char *const shells[] = {"bash", "sh", "dash"};

struct status_row {
    const char *name;
    enum status_rule rule;
};

static const struct status_row statuses[] = {
    {"read", STATUS_RULE_READ},     {"getopts", STATUS_RULE_READ}, {"[", STATUS_RULE_TEST},
    {"test", STATUS_RULE_TEST},     {"true", STATUS_RULE_SUCCESS}, {":", STATUS_RULE_SUCCESS},
    {"false", STATUS_RULE_FAILURE},
};

static const struct wrapper *wrapper_of(slice base)
{
    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++) {
        if (slice_is(base, wrappers[i].name)) {
            return &wrappers[i];
        }
    }
    return NULL;
}

static enum status_rule status_of(slice name)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (slice_is(name, statuses[i].name)) {
            return statuses[i].rule;
        }
    }
    return STATUS_RULE_NONE;
}

static struct command_name *look_up(struct arena *arena, slice name)
{
    struct command_name *found = ARENA_NEW(arena, struct command_name);
    slice base = slice_basename(name);
    *found = (struct command_name){
        .output = arena_printf(arena, "output of %.*s", SLICE_ARGS(base)),
        .base = base,
        .function = state_function_key(arena, name),
        .wrapper = wrapper_of(base),
        .builtin = builtin_find(name),
        .model = model_find(base),
        .is_shell = SLICE_IS_ONE_OF(name, shells),
        .only_reads = SLICE_IS_ONE_OF(base, readers),
        .edits = SLICE_IS_ONE_OF(base, editors),
        .is_silent = SLICE_IS_ONE_OF(base, silent),
        .status = status_of(name),
    };
    return found;
}

const struct command_name *command_name_of(struct shell_evaluator *evaluator, slice name)
{
    struct command_name *known = map_get(evaluator->command_names, name);
    if (!known) {
        slice kept = arena_copy(evaluator->arena, name);
        known = look_up(evaluator->arena, kept);
        map_put(evaluator->command_names, kept, known);
    }
    return known;
}
