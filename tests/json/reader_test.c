/* The reader, case by case. In: tests/json/reader_cases.txt, whose head says how it is written.
 * Out: one line a case. With the argument --print, the file again with what the reader says now. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "tests/test.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char cases_path[] = "tests/json/reader_cases.txt";

static const char *const error_names[] = {
    [JSON_EMPTY] = "empty",
    [JSON_NO_VALUE] = "no-value",
    [JSON_TRAILING_COMMA] = "trailing-comma",
    [JSON_MISSING_COMMA] = "missing-comma",
    [JSON_EXTRA_COMMA] = "extra-comma",
    [JSON_MISSING_COLON] = "missing-colon",
    [JSON_KEY_NOT_STRING] = "key-not-string",
    [JSON_SINGLE_QUOTES] = "single-quotes",
    [JSON_UNESCAPED_QUOTE] = "unescaped-quote",
    [JSON_BARE_WORD] = "bare-word",
    [JSON_BAD_NUMBER] = "bad-number",
    [JSON_BAD_ESCAPE] = "bad-escape",
    [JSON_CONTROL_CHARACTER] = "control-character",
    [JSON_BAD_UTF8] = "bad-utf8",
    [JSON_BYTE_ORDER_MARK] = "byte-order-mark",
    [JSON_UNTERMINATED] = "unterminated",
    [JSON_MISMATCHED_BRACKET] = "mismatched-bracket",
    [JSON_EXTRA_TEXT] = "extra-text",
    [JSON_COMMENT] = "comment",
    [JSON_TOO_DEEP] = "too-deep",
};

/* ---- Input: text with «…» ---- */

static enum shape shape_named(slice name)
{
    for (enum shape shape = 0; shape < SHAPE_COUNT; shape++) {
        if (slice_is(name, shape_name(shape))) {
            return shape;
        }
    }
    printf("unknown shape %.*s\n", SLICE_ARGS(name));
    return SHAPE_UNKNOWN;
}

/* The bytes of `written` with \n, \t, \0 and \xNN decoded where they follow a `%`. */
static slice unescape(struct arena *arena, slice written)
{
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < written.length; i++) {
        char byte = written.data[i];
        if (byte == '%' && i + 1 < written.length) {
            byte = written.data[++i];
            unsigned value = (unsigned char)byte;
            if (byte == 'x') {
                char digits[3] = {written.data[i + 1], written.data[i + 2], 0};
                sscanf(digits, "%x", &value);
                i += 2;
            }
            byte = byte == 'n' ? '\n' : byte == 't' ? '\t' : (char)value;
        }
        buffer_append_byte(&buffer, byte);
    }
    return buffer_slice(&buffer);
}

static struct hole *parse_hole(struct arena *arena, slice inside)
{
    struct hole *hole = ARENA_NEW(arena, struct hole);
    size_t colon = slice_find_byte(inside, ':');
    hole->shape = shape_named(slice_sub(inside, 0, colon));
    hole->from = slice_sub(inside, 0, colon);
    slice *literals = ARENA_ARRAY(arena, slice, inside.length + 1);
    while (colon < inside.length) {
        slice rest = slice_sub(inside, colon + 1, inside.length);
        size_t bar = slice_find_byte(rest, '|');
        literals[hole->one_of_count++] = unescape(arena, slice_sub(rest, 0, bar));
        colon += bar + 1;
    }
    hole->one_of = literals;
    return hole;
}

static struct text parse_text(struct arena *arena, slice written)
{
    struct text_piece *pieces = ARENA_ARRAY(arena, struct text_piece, written.length + 1);
    size_t count = 0;
    while (written.length > 0) {
        size_t open = slice_find(written, SLICE("«"));
        if (open > 0) {
            pieces[count++] =
                piece_literal(unescape(arena, slice_sub(written, 0, open)), (struct span){0});
        }
        if (open < written.length) {
            size_t close = slice_find(written, SLICE("»"));
            slice inside = slice_sub(written, open + strlen("«"), close);
            pieces[count++] =
                (struct text_piece){.kind = PIECE_HOLE, .hole = parse_hole(arena, inside)};
            open = close + strlen("»");
        }
        written = slice_sub(written, open, written.length);
    }
    return (struct text){pieces, count};
}

/* ---- Output ---- */

static void print_string(struct buffer *out, const struct string_value *string)
{
    size_t hole = 0;
    size_t length;
    for (size_t i = 0; i < string->bytes.length; i += length) {
        slice rest = slice_sub(string->bytes, i, string->bytes.length);
        uint32_t code_point = utf8_decode(rest, &length);
        if (hole < string->hole_count && string->holes[hole].offset == i) {
            const struct text_piece *piece = string->holes[hole++].piece;
            buffer_printf(out, "«%s»", shape_name(piece->hole->shape));
        } else if (code_point < 0x20 || code_point == 0x7F || code_point == UTF8_INVALID) {
            buffer_printf(out, "%%x%02X", (unsigned char)rest.data[0]);
        } else {
            buffer_append(out, slice_sub(rest, 0, length));
        }
    }
}

static void print_value(struct buffer *out, const struct value *value);

static void print_container(struct buffer *out, const struct value *value)
{
    bool is_object = value->kind == VALUE_OBJECT;
    buffer_append_byte(out, is_object ? '{' : '[');
    for (uint32_t i = 0; i < value->count; i++) {
        buffer_append(out, i ? SLICE(", ") : SLICE(""));
        if (is_object) {
            print_value(out, &value->members[i].key);
            buffer_append(out, SLICE(": "));
        }
        print_value(out, is_object ? &value->members[i].value : &value->items[i]);
    }
    if (value->may_grow) {
        buffer_append(out, value->count ? SLICE(", …") : SLICE("…"));
    }
    buffer_append_byte(out, is_object ? '}' : ']');
}

static void print_value(struct buffer *out, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NULL:
        buffer_append(out, SLICE("null"));
        break;
    case VALUE_BOOLEAN:
        buffer_append(out, value->boolean ? SLICE("true") : SLICE("false"));
        break;
    case VALUE_NUMBER:
        print_string(out, &value->string);
        break;
    case VALUE_STRING:
        buffer_append_byte(out, '"');
        print_string(out, &value->string);
        buffer_append_byte(out, '"');
        break;
    case VALUE_HOLE:
        buffer_append(out, SLICE("?("));
        print_string(out, &value->string);
        buffer_append_byte(out, ')');
        break;
    case VALUE_ARRAY:
    case VALUE_OBJECT:
        print_container(out, value);
    }
}

static slice describe(struct arena *arena, slice written)
{
    static const char *const validities[] = {"valid", "invalid", "unknown"};
    struct flat_text flat = text_flatten(arena, parse_text(arena, written));
    struct json_document document = json_read(arena, &flat);
    struct buffer out = {.arena = arena};
    buffer_printf(&out, "%-7s ", validities[document.validity]);
    print_value(&out, &document.root);
    buffer_append_byte(&out, '\n');
    for (size_t i = 0; i < document.error_count; i++) {
        const struct json_error *error = &document.errors[i];
        buffer_printf(&out, "  %s %u-%u%s\n", error_names[error->kind], error->start, error->end,
                      error->certain ? "" : " maybe");
    }
    return buffer_slice(&out);
}

/* ---- The file ---- */

static slice take_line(slice *rest)
{
    size_t end = slice_find_byte(*rest, '\n');
    slice line = slice_sub(*rest, 0, end);
    *rest = slice_sub(*rest, end + 1, rest->length);
    return line;
}

/* What is expected of a case: all lines up to the next blank one. */
static slice take_expected(slice *rest)
{
    slice start = *rest;
    while (rest->length > 0 && rest->data[0] != '\n') {
        take_line(rest);
    }
    return slice_sub(start, 0, start.length - rest->length);
}

static void run_case(struct arena *arena, slice line, slice expected, bool print)
{
    slice input = slice_sub(line, 2, line.length);
    slice got = describe(arena, input);
    if (print) {
        printf("%.*s\n%.*s", SLICE_ARGS(line), SLICE_ARGS(got));
    } else {
        test_bytes(arena_cstring(arena, input), got, expected);
    }
}

static void run_cases(bool print)
{
    struct arena *arena = arena_new();
    slice cases = test_read_file(cases_path);
    slice rest = cases;
    while (rest.length > 0) {
        slice line = take_line(&rest);
        if (slice_starts_with(line, SLICE("> "))) {
            run_case(arena, line, take_expected(&rest), print);
        } else if (print) {
            printf("%.*s\n", SLICE_ARGS(line));
        }
    }
    free((char *)cases.data);
    arena_free(arena);
}

/* ---- What isn't in the file ---- */

static void test_pointers(void)
{
    struct arena *arena = arena_new();
    slice pointer = json_pointer_append_key(arena, SLICE(""), SLICE("a/b~c"));
    pointer = json_pointer_append_index(arena, pointer, 12);
    pointer = json_pointer_append_key(arena, pointer, SLICE(""));
    test_bytes("a pointer escapes / and ~", pointer, SLICE("/a~1b~0c/12/"));
    arena_free(arena);
}

static void test_members(void)
{
    struct arena *arena = arena_new();
    struct flat_text flat = flat_of_bytes(SLICE("{\"a\": 1, \"b\": 2, \"\\u0061\": 3}"));
    struct json_document document = json_read(arena, &flat);
    const struct member *last = value_member(&document.root, SLICE("a"));
    test_report(last && slice_is(last->value.string.bytes, "3"), "of duplicate keys the last wins");
    test_report(document.root.count == 3, "duplicate keys are kept");
    test_report(!value_member(&document.root, SLICE("c")), "no member of that name");
    test_report(!value_member(&last->value, SLICE("a")), "a number has no members");
    test_report(document.root.members[1].value.start == 14 &&
                    document.root.end == flat.bytes.length,
                "values know where they stand");
    arena_free(arena);
}

static void test_messages(void)
{
    bool all = true;
    for (enum json_error_kind kind = JSON_EMPTY; kind <= JSON_TOO_DEEP; kind++) {
        all &= json_error_message(kind) != NULL && error_names[kind] != NULL;
    }
    test_report(all, "every error has a message");
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--print") == 0) {
        run_cases(true);
        return 0;
    }
    run_cases(false);
    test_pointers();
    test_members();
    test_messages();
    return test_status();
}
