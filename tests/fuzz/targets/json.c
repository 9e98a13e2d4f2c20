/* The reader of JSON over texts. In: JSON, maybe with holes. Wrong: values outside the text or out
 * of order; an answer that the grammar, or one of its fillings, contradicts. */
#include "json/json.h"
#include "tests/fuzz/targets/target.h"
#include "tests/json/grammar_check.h"

static bool accepts(slice bytes)
{
    return is_json(bytes.data, bytes.length);
}

/* The grammar allows any depth. */
static bool is_too_deep(const struct json_document *document)
{
    return document->error_count > 0 &&
           document->errors[document->error_count - 1].kind == JSON_TOO_DEEP;
}

static void check_places(const struct value *value, uint32_t from, uint32_t to)
{
    if (value->start < from || value->end < value->start || value->end > to) {
        fuzz_fail("a value from %u to %u inside %u to %u", value->start, value->end, from, to);
    }
    uint32_t at = value->start;
    for (uint32_t i = 0; i < value->count; i++) {
        bool object = value->kind == VALUE_OBJECT;
        const struct value *inner = object ? &value->members[i].value : &value->items[i];
        if (object) {
            check_places(&value->members[i].key, at, value->end);
            at = value->members[i].key.end;
        }
        check_places(inner, at, value->end);
        at = inner->end;
    }
}

static void check_errors(const struct json_document *document, size_t length)
{
    uint32_t at = 0;
    for (size_t i = 0; i < document->error_count; i++) {
        const struct json_error *error = &document->errors[i];
        if (error->start < at || error->end < error->start || error->end > length) {
            fuzz_fail("error %zu from %u to %u", i, error->start, error->end);
        }
        at = error->start;
    }
}

void fuzz_json(struct fuzzing *fuzzing)
{
    struct flat_text finished = flat_of_bytes(fuzzing->bytes);
    struct json_document document = json_read(fuzzing->arena, &finished);
    bool right = accepts(fuzzing->bytes);
    check_places(&document.root, 0, (uint32_t)finished.bytes.length);
    check_errors(&document, finished.bytes.length);
    if (!is_too_deep(&document) &&
        ((document.validity == JSON_VALID) != right || (document.error_count == 0) != right)) {
        fuzz_fail("the grammar says %d, the reader %d with %zu errors", right,
                  (int)document.validity, document.error_count);
    }
    struct flat_text flat = fuzz_flat(fuzzing->arena, fuzzing->bytes);
    if (flat.hole_count == 0) {
        return;
    }
    document = json_read(fuzzing->arena, &flat);
    check_places(&document.root, 0, (uint32_t)flat.bytes.length);
    check_errors(&document, flat.bytes.length);
    for (size_t i = 0; i < 5; i++) {
        slice filled;
        if (document.validity == JSON_UNKNOWN || is_too_deep(&document) ||
            !fuzz_fill(fuzzing->arena, &flat, i, &filled)) {
            continue;
        }
        if (accepts(filled) != (document.validity == JSON_VALID)) {
            fuzz_fail("filled it is %d, but %d was said: %.*s", accepts(filled),
                      (int)document.validity, SLICE_ARGS(filled));
        }
    }
}
