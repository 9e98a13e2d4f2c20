/* Fuzz targets: each takes any bytes. What goes wrong ends the program: a sanitizer, or a fuzz_fail
 * of the target's own where an answer contradicts another. To add one: a file here, a row in
 * targets.c.
 *
 * Bytes beginning with a line, where a target says so, are cut there: it is what the rest is
 * judged by. */
#ifndef PAYLINT_TESTS_FUZZ_TARGET_H
#define PAYLINT_TESTS_FUZZ_TARGET_H

#include "json/json.h"

#include <stdio.h>

struct analysis;
struct shell_parser;

/* What all runs share, and the bytes of one. */
struct fuzzing {
    struct arena *arena; /* of this run */
    slice bytes;
    const struct analysis *analysis; /* built-in rules, those that are opt-in too */
    struct shell_parser *parser;
    FILE *nowhere; /* what is written there is lost */
};

typedef void fuzz_function(struct fuzzing *fuzzing);

struct fuzz_target {
    const char *name;
    fuzz_function *run;
};

/* NULL where there is no such target; by number, NULL behind the last. */
const struct fuzz_target *fuzz_target_find(const char *name);
const struct fuzz_target *fuzz_target_at(size_t index);

/* Runs it on the bytes, of which a copy is made, so that reading past them is seen. */
void fuzz_run(const struct fuzz_target *target, slice bytes);

/* Ends the program. */
_Noreturn void fuzz_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- What targets share ---- */

/* Takes the bytes up to the first newline, or all, off `bytes`. */
slice fuzz_take_line(slice *bytes);

/* A text with holes: the byte 0xFE and one that says which shape. */
struct flat_text fuzz_flat(struct arena *arena, slice bytes);
/* The same with something that each hole can be; false where there is nothing for one. */
bool fuzz_fill(struct arena *arena, const struct flat_text *flat, size_t which, slice *filled);

/* Whether an object in it has a key twice: what counts then is up to the reader. */
bool fuzz_has_duplicates(const struct value *value);

extern fuzz_function fuzz_shell, fuzz_script, fuzz_markdown, fuzz_yaml, fuzz_makefile,
    fuzz_dockerfile, fuzz_fix, fuzz_json, fuzz_schema, fuzz_judge, fuzz_configuration, fuzz_jq,
    fuzz_message, fuzz_envelope, fuzz_token, fuzz_keys, fuzz_frame, fuzz_server, fuzz_pattern;

#endif
