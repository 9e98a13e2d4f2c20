/* The targets, and what they share. In: a name and bytes. Out: nothing, where all is well. */
#include "base/buffer.h"
#include "cli/analysis.h"
#include "tests/fuzz/targets/target.h"

#include <stdarg.h>
#include <stdlib.h>

static const struct fuzz_target targets[] = {
    {"shell", fuzz_shell},   {"script", fuzz_script},     {"markdown", fuzz_markdown},
    {"yaml", fuzz_yaml},     {"makefile", fuzz_makefile}, {"dockerfile", fuzz_dockerfile},
    {"fix", fuzz_fix},       {"json", fuzz_json},         {"schema", fuzz_schema},
    {"judge", fuzz_judge},   {"pattern", fuzz_pattern},   {"configuration", fuzz_configuration},
    {"jq", fuzz_jq},         {"message", fuzz_message},   {"envelope", fuzz_envelope},
    {"token", fuzz_token},   {"keys", fuzz_keys},         {"frame", fuzz_frame},
    {"server", fuzz_server},
};
enum { MEMORY = 8 * 1024 * 1024 }; /* of a run */
enum { TARGET_COUNT = sizeof targets / sizeof *targets };

const struct fuzz_target *fuzz_target_at(size_t index)
{
    return index < TARGET_COUNT ? &targets[index] : NULL;
}

const struct fuzz_target *fuzz_target_find(const char *name)
{
    for (size_t i = 0; i < TARGET_COUNT; i++) {
        if (strcmp(targets[i].name, name) == 0) {
            return &targets[i];
        }
    }
    return NULL;
}

void fuzz_fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("fuzz: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    abort();
}

/* What all runs share is made once, and stays. */
static const struct fuzzing *shared(void)
{
    static struct fuzzing fuzzing;
    static struct analysis analysis;
    static struct error_sink errors;
    static struct arena *arena;
    if (!fuzzing.parser) {
        arena = arena_new();
        analysis = analysis_new(NULL, true, &errors);
        struct rule_set rules = configurations_rules(analysis.configurations, arena);
        slice *asked = ARENA_ARRAY(arena, slice, rules.count);
        for (size_t i = 0; i < rules.count; i++) {
            asked[i] = rules.items[i].id;
        }
        analysis.asked = (struct slice_list){asked, rules.count};
        analysis.audits = true;
        analysis.reads_all = true;
        analysis.limits.values[LIMIT_MEMORY] = MEMORY; /* more runs, each of less */
        fuzzing.analysis = &analysis;
        fuzzing.parser = shell_parser_new();
        fuzzing.nowhere = fopen("/dev/null", "w");
    }
    return &fuzzing;
}

void fuzz_run(const struct fuzz_target *target, slice bytes)
{
    struct fuzzing fuzzing = *shared();
    char *copy = memory_alloc(bytes.length);
    memcpy(copy, bytes.length > 0 ? bytes.data : "", bytes.length);
    fuzzing.arena = arena_new();
    fuzzing.bytes = (slice){copy, bytes.length};
    target->run(&fuzzing);
    arena_free(fuzzing.arena);
    free(copy);
}

slice fuzz_take_line(slice *bytes)
{
    size_t end = slice_find_byte(*bytes, '\n');
    slice line = slice_sub(*bytes, 0, end);
    *bytes = slice_sub(*bytes, end < bytes->length ? end + 1 : end, bytes->length);
    return line;
}

/* ---- Holes ---- */

static struct hole *hole_of(struct arena *arena, unsigned char byte)
{
    static const slice literals[] = {{"a", 1}, {"1", 1}, {"x-1", 3}};
    struct hole *hole = ARENA_NEW(arena, struct hole);
    hole->shape = (enum shape)(1 + byte % (SHAPE_COUNT - 1));
    hole->form = byte / SHAPE_COUNT % 3 == 1 ? HOLE_ESCAPED : HOLE_FREE;
    hole->from = SLICE("fuzz");
    hole->from_outside = hole->shape == SHAPE_UNKNOWN;
    hole->not_empty = byte & 0x80;
    if (hole->shape == SHAPE_ONE_OF) {
        hole->one_of = literals;
        hole->one_of_count = 1 + byte / SHAPE_COUNT % 3;
    }
    return hole;
}

struct flat_text fuzz_flat(struct arena *arena, slice bytes)
{
    struct text_builder builder = {.arena = arena};
    size_t start = 0;
    for (size_t at = 0; at + 1 < bytes.length; at++) {
        if (bytes.data[at] == '\xFE') {
            text_append_literal(&builder, slice_sub(bytes, start, at), (struct span){0},
                                TEXT_PLAIN);
            text_append_hole(&builder, hole_of(arena, (unsigned char)bytes.data[at + 1]),
                             (struct span){0});
            start = at + 2;
            at++;
        }
    }
    text_append_literal(&builder, slice_sub(bytes, start, bytes.length), (struct span){0},
                        TEXT_PLAIN);
    return text_flatten(arena, text_finish(&builder));
}

static slice filling_of(const struct hole *hole, size_t which)
{
    static const slice words[] = {{"a", 1}, {"", 0}, {"abc-1", 5}, {"42", 2}, {"Z", 1}};
    static const slice base64s[] = {{"YQ==", 4}, {"", 0}, {"YWJj", 4}, {"YWI=", 4}, {"AAAA", 4}};
    static const slice hexes[] = {{"0", 1}, {"AF", 2}, {"0a1b2c", 6}, {"00", 2}, {"c", 1}};
    static const slice integers[] = {{"1", 1}, {"-7", 2}, {"0", 1}, {"42", 2}, {"123456", 6}};
    slice sample = shape_sample(hole->shape, which % 2);
    sample = sample.data ? sample : shape_sample(hole->shape, 0); /* some shapes have one only */
    slice filling = hole->shape == SHAPE_ONE_OF    ? hole->one_of[which % hole->one_of_count]
                    : hole->shape == SHAPE_BASE64  ? base64s[which % 5]
                    : hole->shape == SHAPE_HEX     ? hexes[which % 5]
                    : hole->shape == SHAPE_INTEGER ? integers[which % 5]
                    : sample.data                  ? sample
                                                   : words[which % 5];
    return hole->not_empty && filling.length == 0 ? SLICE("0") : filling;
}

bool fuzz_fill(struct arena *arena, const struct flat_text *flat, size_t which, slice *filled)
{
    struct buffer buffer = {.arena = arena};
    for (uint32_t at = 0; at < flat->bytes.length; at++) {
        const struct hole *hole =
            flat_is_hole(flat, at) ? flat_piece_at(flat, at)->piece->hole : NULL;
        if (hole && hole->not_empty && hole->shape == SHAPE_ONE_OF) {
            return false; /* what it says of itself may contradict the list */
        }
        buffer_append(&buffer,
                      hole ? filling_of(hole, which + at) : slice_sub(flat->bytes, at, at + 1));
    }
    *filled = buffer.length > 0 ? buffer_slice(&buffer) : SLICE("");
    return true;
}

bool fuzz_has_duplicates(const struct value *value)
{
    for (uint32_t i = 0; i < value->count; i++) {
        bool object = value->kind == VALUE_OBJECT;
        if (object &&
            value_member(value, value->members[i].key.string.bytes) != &value->members[i]) {
            return true;
        }
        if (fuzz_has_duplicates(object ? &value->members[i].value : &value->items[i])) {
            return true;
        }
    }
    return false;
}
