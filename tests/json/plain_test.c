/* The short way of the reader (src/json/plain.c) against its loop. In: texts that are right. A mark
 * behind such a text makes it wrong there, so that the loop reads it; the values must be the same
 * to the last field. */
#include "base/buffer.h"
#include "tests/test.h"
#include "json/json.h"

#include <stdio.h>

static const char *const samples[] = {
    "1",
    " -12.5e+3 ",
    "true",
    "\"\"",
    "[]",
    "{}",
    "[[[{}], {\"\": []}], 0]",
    "\t[ 1 , 2 ,\r\n 3 ] ",
    "{\"a\": {\"b\": {\"c\": [null, false, true, \"x\"]}}, \"a\": 1}",
    "{\"request_id\": \"6f1c2f0e-3b7a-4c5d-9e8f-0a1b2c3d4e5f\", \"n\": [-0, 1E5, 0.25]}",
    "[\"a\\u00e9\\ud83d\\ude00\", \"\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80\", \"\\\"\\\\\\/\\b\\n\"]",
    "[\"12345678\", \"1234567\\n\", \"1234567\xC3\xA9\", \"123456789012345678901234567890\"]",
    "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,"
    "34]",
};

static bool values_equal(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind || a->boolean != b->boolean || a->may_grow != b->may_grow ||
        a->start != b->start || a->end != b->end || a->count != b->count ||
        a->string.hole_count != b->string.hole_count ||
        !slice_equal(a->string.bytes, b->string.bytes)) {
        return false;
    }
    for (uint32_t i = 0; i < a->count; i++) {
        bool equal = a->kind == VALUE_ARRAY
                         ? values_equal(&a->items[i], &b->items[i])
                         : values_equal(&a->members[i].key, &b->members[i].key) &&
                               values_equal(&a->members[i].value, &b->members[i].value);
        if (!equal) {
            return false;
        }
    }
    return true;
}

/* Whether a text that is right is read alike by both ways; `*right` counts them. */
static bool ways_agree(struct arena *arena, slice bytes, size_t *right)
{
    struct flat_text flat = flat_of_bytes(bytes);
    struct json_document document = json_read(arena, &flat);
    if (document.validity != JSON_VALID) {
        return true;
    }
    struct flat_text marked = flat_of_bytes(arena_printf(arena, "%.*s #", SLICE_ARGS(bytes)));
    struct json_document by_loop = json_read(arena, &marked);
    bool agree = by_loop.error_count == 1 && by_loop.errors[0].kind == JSON_EXTRA_TEXT &&
                 values_equal(&document.root, &by_loop.root);
    (*right)++;
    if (!agree) {
        printf("  differs: %.*s\n", SLICE_ARGS(bytes));
    }
    return agree;
}

static uint32_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

static bool mutations_agree(struct arena *arena, size_t *right)
{
    enum { MUTATIONS = 200000 };
    static const char bytes[] = "\"\\{}[],:0123456789.-+eE truefalsn\n\t/ud8\xC3\xA9\xF0\x9F";
    uint64_t state = 4;
    bool agree = true;
    for (size_t i = 0; i < MUTATIONS && agree; i++) {
        slice sample = slice_from(samples[i % (sizeof samples / sizeof *samples)]);
        struct buffer text = {.arena = arena};
        buffer_append(&text, sample);
        for (uint32_t k = random_next(&state) % 3; k > 0; k--) {
            text.data[random_next(&state) % text.length] =
                bytes[random_next(&state) % (sizeof bytes - 1)];
        }
        agree = ways_agree(arena, buffer_slice(&text), right);
        arena_reset(arena);
    }
    return agree;
}

int main(void)
{
    struct arena *arena = arena_new();
    size_t right = 0;
    bool agree = true;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        agree &= ways_agree(arena, slice_from(samples[i]), &right);
    }
    test_report(agree && right == sizeof samples / sizeof *samples,
                "short way: reads samples as the loop does");
    right = 0;
    agree = mutations_agree(arena, &right);
    test_report(agree && right > 50000, "short way: reads %zu mutations as the loop does", right);
    arena_free(arena);
    return test_status();
}
