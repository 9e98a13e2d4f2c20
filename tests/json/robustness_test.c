/* The reader against hostile input: deep, long, cut off, mutated. In: texts made here. Out: a line
 * a kind of text. Accepting is compared with a recognizer that shares no code, and whatever is read
 * must be a tree whose places, errors and holes make sense. */
#include "base/buffer.h"
#include "tests/json/grammar_check.h"
#include "tests/test.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char sample[] =
    "{\"request_id\": \"6f1c2f0e-3b7a-4c5d-9e8f-0a1b2c3d4e5f\", \"count\": -12.5e+3,\n"
    "  \"tags\": [\"a\\u00e9\\ud83d\\ude00\", \"\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80\", true, "
    "false, null, [], {}],\n"
    "  \"nested\": {\"a\": {\"b\": [0, 1.5, {\"c\": \"\\\"\\\\\\n\"}]}}, \"it's\": \"//x\"}\n";

/* ---- What must hold of every document ---- */

static bool string_is_sound(const struct string_value *string)
{
    for (size_t i = 0; i < string->hole_count; i++) {
        uint32_t offset = string->holes[i].offset;
        if (offset >= string->bytes.length || string->bytes.data[offset] != TEXT_HOLE_BYTE ||
            !string->holes[i].piece || (i > 0 && string->holes[i - 1].offset >= offset)) {
            return false;
        }
    }
    return true;
}

/* Whether `value` lies between `start` and `end`, and its children in order within it. Recursion is
 * as deep as JSON_DEPTH_MAX at most. */
static bool value_is_sound(const struct value *value, uint32_t start, uint32_t end, int depth)
{
    if (value->start < start || value->end > end || value->start > value->end ||
        depth > JSON_DEPTH_MAX + 1 || !string_is_sound(&value->string)) {
        return false;
    }
    uint32_t at = value->start;
    for (uint32_t i = 0; value->kind == VALUE_ARRAY && i < value->count; i++) {
        if (!value_is_sound(&value->items[i], at, value->end, depth + 1)) {
            return false;
        }
        at = value->items[i].end;
    }
    for (uint32_t i = 0; value->kind == VALUE_OBJECT && i < value->count; i++) {
        const struct member *member = &value->members[i];
        if (!value_is_sound(&member->key, at, value->end, depth + 1) ||
            !value_is_sound(&member->value, member->key.end, value->end, depth + 1)) {
            return false;
        }
        at = member->value.end;
    }
    return true;
}

static bool errors_are_sound(const struct json_document *document, uint32_t length)
{
    bool certain = false;
    for (size_t i = 0; i < document->error_count; i++) {
        const struct json_error *error = &document->errors[i];
        bool in_order = i == 0 || document->errors[i - 1].start <= error->start;
        bool has_bytes = error->start < error->end || error->start == length;
        if (!in_order || !has_bytes || error->end > length) {
            return false;
        }
        certain |= error->certain;
    }
    return document->error_count <= JSON_ERRORS_MAX &&
           (!certain || document->validity == JSON_INVALID) &&
           (document->error_count == 0 || document->validity != JSON_VALID);
}

static bool document_is_sound(const struct json_document *document, const struct flat_text *flat)
{
    uint32_t length = (uint32_t)flat->bytes.length;
    return value_is_sound(&document->root, 0, length, 1) && errors_are_sound(document, length);
}

/* Reads finished bytes; whether that went as the grammar says. */
static bool agrees(struct arena *arena, slice bytes)
{
    struct flat_text flat = flat_of_bytes(bytes);
    struct json_document document = json_read(arena, &flat);
    bool accepted = document.validity == JSON_VALID;
    bool refused = document.validity == JSON_INVALID && document.error_count > 0;
    bool agreed = (is_json(bytes.data, bytes.length) ? accepted : refused) &&
                  document_is_sound(&document, &flat);
    if (!agreed) {
        printf("  disagree on: %.*s\n", SLICE_ARGS(bytes));
    }
    arena_reset(arena);
    return agreed;
}

/* ---- Long and deep ---- */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static slice repeat(const char *head, slice unit, size_t length)
{
    size_t at = strlen(head);
    char *bytes = memory_alloc(at + length);
    memcpy(bytes, head, at);
    for (; at + unit.length <= length; at += unit.length) {
        memcpy(bytes + at, unit.data, unit.length);
    }
    return (slice){bytes, at};
}

/* Far more than it takes, even under sanitizers; a quadratic reader would need hours. */
static const double seconds_max = 20;

static void test_long(struct arena *arena, const char *head, slice unit, size_t megabytes)
{
    slice bytes = repeat(head, unit, megabytes * 1000 * 1000);
    struct flat_text flat = flat_of_bytes(bytes);
    double start = seconds();
    struct json_document document = json_read(arena, &flat);
    double took = seconds() - start;
    char name[64];
    size_t length = 0;
    for (size_t i = 0; i < unit.length && length + 4 < sizeof name; i++) {
        bool plain = unit.data[i] >= ' ' && unit.data[i] <= '~';
        length += (size_t)snprintf(name + length, sizeof name - length, plain ? "%c" : "%%%02X",
                                   (unsigned char)unit.data[i]);
    }
    bool passed = took < seconds_max && document_is_sound(&document, &flat) &&
                  document.validity == JSON_INVALID;
    if (!test_report(passed, "%zu MB: %s(%.*s)*", megabytes, head, (int)length, name)) {
        printf("  %.2f s, %zu errors\n", took, document.error_count);
    } else if (getenv("VERBOSE")) {
        printf("  %.3f s\n", took);
    }
    free((char *)bytes.data);
    arena_reset(arena);
}

static void test_long_texts(struct arena *arena)
{
    static const struct {
        const char *head;
        slice unit;
        size_t megabytes;
    } texts[] = {
        {"", {"[", 1}, 10},
        {"", {"{\"a\":", 5}, 10},
        {"", {"\"", 1}, 10},
        {"\"", {"a", 1}, 10},
        {"\"", {"\\\"", 2}, 2},
        {"\"", {"\n", 1}, 2},
        {"\"", {"\n ", 2}, 2},
        {"\"", {"\n\"a", 3}, 2},
        {"{\"a\": \"", {"\n \"a", 4}, 2},
        {"{\"a\": \"", {"x,\n \"a\": \"", 10}, 2},
        {"[", {",", 1}, 10},
        {"", {",", 1}, 10},
        {"[", {"1,", 2}, 2},
        {"[", {"1 ", 2}, 2},
        {"[", {"1 \"a\"x ", 7}, 2},
        {"[", {"\"a\"b", 4}, 2},
        {"[", {"\"{\"b", 4}, 2},
        {"[", {"'a", 2}, 2},
        {"[", {"'a' ", 4}, 2},
        {"[", {"', '", 4}, 2},
        {"{", {"a ", 2}, 2},
        {"{", {"a b\"c\" ", 7}, 2},
        {"{", {"a:", 2}, 2},
        {"{", {"a::", 3}, 2},
        {"{", {"{},", 3}, 2},
        {"", {"]", 1}, 10},
        {"", {"[}", 2}, 2},
        {"{[[[[[[[[[[", {"[}x", 3}, 2},
        {"[{", {"[}x", 3}, 2},
        {"[1", {"]}", 2}, 2},
        {"[", {"[],", 3}, 2},
        {"[", {"{},", 3}, 2},
        {"[", {"/", 1}, 2},
        {"[", {"/*", 2}, 2},
        {"[", {"/**/", 4}, 2},
        {"[", {"//\n", 3}, 2},
        {"[", {"1//", 3}, 2},
        {"[", {" ", 1}, 10},
        {"[", {"\"a\"    ", 7}, 2},
        {"[", {"\0", 1}, 2},
        {"", {"\xFF", 1}, 10},
        {"\"", {"\xFF", 1}, 2},
        {"[", {"\xFF,", 2}, 2},
        {"[", {"\xE2\x82", 2}, 2},
        {"\"", {"\\u", 2}, 10},
        {"\"", {"\\", 1}, 2},
        {"", {"a ", 2}, 2},
        {"[", {"a\" ", 3}, 2},
        {"[", {"1:1", 3}, 2},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        test_long(arena, texts[i].head, texts[i].unit, texts[i].megabytes);
    }
}

static void test_long_string(struct arena *arena)
{
    slice bytes = repeat("\"", SLICE("abc\\n\xC3\xA9"), 10 * 1000 * 1000);
    char *writable = (char *)bytes.data;
    memcpy(writable + bytes.length - 7, "      \"", 7);
    struct flat_text flat = flat_of_bytes(bytes);
    struct json_document document = json_read(arena, &flat);
    test_report(document.validity == JSON_VALID && document.root.kind == VALUE_STRING &&
                    document.root.string.bytes.length > 8 * 1000 * 1000,
                "a string of 10 MB");
    free(writable);
    arena_reset(arena);
}

static bool reads_nested(struct arena *arena, const char *open, const char *close, int depth,
                         enum json_error_kind *error)
{
    struct buffer buffer = {.arena = arena};
    for (int i = 0; i < depth; i++) {
        buffer_append(&buffer, slice_from(open));
    }
    buffer_append(&buffer, SLICE("1"));
    for (int i = 0; i < depth; i++) {
        buffer_append(&buffer, slice_from(close));
    }
    struct flat_text flat = flat_of_bytes(buffer_slice(&buffer));
    struct json_document document = json_read(arena, &flat);
    bool sound = document_is_sound(&document, &flat);
    bool valid = document.validity == JSON_VALID;
    *error = document.error_count == 1 ? document.errors[0].kind : JSON_EMPTY;
    arena_reset(arena);
    return sound && valid;
}

static void test_depth(struct arena *arena)
{
    enum json_error_kind error;
    test_report(reads_nested(arena, "[", "]", JSON_DEPTH_MAX, &error), "arrays to the limit");
    test_report(reads_nested(arena, "{\"a\":", "}", JSON_DEPTH_MAX, &error),
                "objects to the limit");
    test_report(!reads_nested(arena, "[", "]", JSON_DEPTH_MAX + 1, &error) &&
                    error == JSON_TOO_DEEP,
                "one array too deep");
    test_report(!reads_nested(arena, "[{\"a\":", "}]", 100 * 1000, &error) &&
                    error == JSON_TOO_DEEP,
                "200,000 deep: one error");
}

/* ---- Cut off and mutated ---- */

/* A copy that ends where its memory ends, so that sanitizers see any step past it. */
static slice exact_copy(slice bytes)
{
    char *copy = memory_alloc(bytes.length);
    if (bytes.length) {
        memcpy(copy, bytes.data, bytes.length);
    }
    return (slice){copy, bytes.length};
}

static void test_truncation(struct arena *arena)
{
    bool passed = true;
    for (size_t length = 0; length < sizeof sample; length++) {
        slice cut = exact_copy((slice){sample, length});
        passed &= agrees(arena, cut);
        free((char *)cut.data);
    }
    test_report(passed, "a document cut off at each of its bytes");
}

static uint32_t random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Changes, removes, doubles or inserts a few bytes. */
static slice mutate(struct arena *arena, slice bytes, uint32_t *state)
{
    static const char favoured[] = "{}[]\",:'\\/*\n\t ut0-.eE1a\xFF\xC3\xA9";
    struct buffer buffer = {.arena = arena};
    uint32_t rarity = 4 + random_next(state) % 200;
    for (size_t i = 0; i < bytes.length; i++) {
        uint32_t what = random_next(state) % rarity;
        char favourite = favoured[random_next(state) % (sizeof favoured - 1)];
        if (what == 1) {
            buffer_append_byte(&buffer, favourite);
        } else if (what == 2) {
            buffer_append_byte(&buffer, favourite);
            buffer_append_byte(&buffer, bytes.data[i]);
        } else if (what != 3) {
            buffer_append_byte(&buffer, bytes.data[i]);
        }
    }
    return exact_copy(buffer_slice(&buffer));
}

static const slice seeds[] = {
    {sample, sizeof sample - 1}, {"{\"a\": \"b\", \"c\": [1, 2]}", 23},
    {"[1, \"x\", true]", 14},    {"{'a': b, c: 'd'}", 16},
    {"\"a\\u00e9\"", 9},         {"-1.5e3", 6},
};
enum { SEED_COUNT = sizeof seeds / sizeof *seeds };

static void test_mutations(struct arena *arena)
{
    uint32_t state = 20240229;
    bool passed = true;
    for (int i = 0; i < 40 * 1000; i++) {
        slice bytes = mutate(arena, seeds[i % SEED_COUNT], &state);
        passed &= agrees(arena, bytes);
        free((char *)bytes.data);
    }
    test_report(passed, "40,000 mutated documents");
}

/* ---- Mutated, with holes ---- */

/* One of the literals that a hole of this shape may stand for, by the choice of `random`. */
static slice instance_of(const struct hole *hole, uint32_t random)
{
    static const slice integers[] = {{"0", 1}, {"-7", 2}, {"123", 3}};
    if (hole->shape == SHAPE_ONE_OF) {
        return hole->one_of[random % hole->one_of_count];
    }
    if (hole->shape == SHAPE_INTEGER) {
        return integers[random % 3];
    }
    slice found = shape_sample(hole->shape, random % 2);
    return found.data ? found : shape_sample(hole->shape, 0);
}

/* The pieces of `bytes`, some of its bytes replaced by holes. */
static struct text with_holes(struct arena *arena, slice bytes, uint32_t *state)
{
    static const slice values[] = {{"true", 4}, {"\"x\"", 3}, {"{\"k\": 1}", 8}};
    static const slice contents[] = {{"x", 1}, {"a\\n", 3}, {"", 0}, {"\n", 1}};
    static const slice separators[] = {{", ", 2}, {"", 0}, {": 1,", 4}};
    static const struct hole holes[] = {
        {.shape = SHAPE_INTEGER},
        {.shape = SHAPE_UUID},
        {.shape = SHAPE_HEX},
        {.shape = SHAPE_BASE64},
        {.shape = SHAPE_ONE_OF, .one_of = values, .one_of_count = 3},
        {.shape = SHAPE_ONE_OF, .one_of = contents, .one_of_count = 4},
        {.shape = SHAPE_ONE_OF, .one_of = contents, .one_of_count = 2},
        {.shape = SHAPE_ONE_OF, .one_of = separators, .one_of_count = 3},
    };
    struct text_piece *pieces = ARENA_ARRAY(arena, struct text_piece, bytes.length * 2 + 1);
    size_t count = 0;
    size_t copied = 0;
    for (size_t i = 0; i <= bytes.length; i++) {
        bool is_hole = i < bytes.length && random_next(state) % 12 == 0;
        if ((is_hole || i == bytes.length) && i > copied) {
            pieces[count++] = piece_literal(slice_sub(bytes, copied, i), (struct span){0});
        }
        if (is_hole) {
            uint32_t which = random_next(state) % (sizeof holes / sizeof *holes);
            pieces[count++] = (struct text_piece){.kind = PIECE_HOLE, .hole = &holes[which]};
            copied = i + random_next(state) % 2;
        }
    }
    return (struct text){pieces, count};
}

static slice instantiate(struct arena *arena, struct text text, uint32_t *state)
{
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        buffer_append(&buffer, piece->kind == PIECE_LITERAL
                                   ? piece_bytes(piece)
                                   : instance_of(piece->hole, random_next(state)));
    }
    return buffer_slice(&buffer);
}

/* Whether what is said of `text` holds for some of its instances. A text said to be JSON in every
 * run must be so in each; one said never to be, in none. */
static bool judged_rightly(struct arena *arena, struct text text, uint32_t *state)
{
    struct flat_text flat = text_flatten(arena, text);
    flat.bytes = exact_copy(flat.bytes);
    struct json_document document = json_read(arena, &flat);
    bool passed = document_is_sound(&document, &flat);
    for (int i = 0; i < 12 && passed; i++) {
        slice instance = instantiate(arena, text, state);
        bool valid = is_json(instance.data, instance.length);
        passed = document.validity == JSON_UNKNOWN || valid == (document.validity == JSON_VALID);
        if (!passed) {
            printf("  said %d of: %.*s\n  laid out: %.*s\n", document.validity,
                   SLICE_ARGS(instance), SLICE_ARGS(flat.bytes));
        }
    }
    free((char *)flat.bytes.data);
    return passed;
}

static void test_holes(struct arena *arena)
{
    uint32_t state = 8259;
    bool passed = true;
    for (int i = 0; i < 40 * 1000; i++) {
        slice bytes = seeds[i % SEED_COUNT];
        bytes = i % 3 ? bytes : mutate(arena, bytes, &state);
        passed &= judged_rightly(arena, with_holes(arena, bytes, &state), &state);
        if (i % 3 == 0) {
            free((char *)bytes.data);
        }
        arena_reset(arena);
    }
    test_report(passed, "40,000 documents with holes, and their instances");
}

static void test_many_holes(struct arena *arena)
{
    enum { COUNT = 200 * 1000 };
    struct hole hole = {.shape = SHAPE_UNKNOWN};
    struct text_piece *pieces = ARENA_ARRAY(arena, struct text_piece, COUNT * 2);
    for (size_t i = 0; i < COUNT; i++) {
        pieces[2 * i] = piece_literal(i % 3 ? SLICE(" ") : SLICE(", \""), (struct span){0});
        pieces[2 * i + 1] = (struct text_piece){.kind = PIECE_HOLE, .hole = &hole};
    }
    struct flat_text flat = text_flatten(arena, (struct text){pieces, COUNT * 2});
    double start = seconds();
    struct json_document document = json_read(arena, &flat);
    test_report(document_is_sound(&document, &flat) && seconds() - start < seconds_max,
                "200,000 holes");
    arena_reset(arena);
}

int main(void)
{
    struct arena *arena = arena_new();
    test_depth(arena);
    test_truncation(arena);
    test_mutations(arena);
    test_holes(arena);
    test_many_holes(arena);
    test_long_string(arena);
    test_long_texts(arena);
    arena_free(arena);
    return test_status();
}
