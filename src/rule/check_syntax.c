/* payload-must-be-JSON. In: what the reader found wrong. Out: hits at the bytes at fault. */
#include "rule/alternative.h"

/* Of a long list of errors only the first are told: the rest mostly follows from them. */
enum { ERRORS_TOLD_MAX = 5 };

void check_syntax_rule(const struct checking *checking, const struct rule *rule,
                       const struct alternative *alternative, struct hits *hits)
{
    struct arena *arena = checking->arena;
    const struct flat_text *flat = &alternative->flat;
    const struct json_document *document = &alternative->document;
    size_t count =
        document->error_count < ERRORS_TOLD_MAX ? document->error_count : ERRORS_TOLD_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct json_error *error = &document->errors[i];
        const char *what = json_error_message(error->kind);
        struct hit hit = {
            .verdict = {.certainty = error->certain ? CERTAINTY_VIOLATES : CERTAINTY_UNKNOWN,
                        .witness = slice_sub(flat->bytes, error->start, error->end),
                        .reason = slice_from(what)},
            .place = place_of(flat, error->start, error->end),
            .message = arena_printf(arena, "the payload is not JSON: %s", what),
            .maybe = arena_printf(arena, "the payload can be something that is not JSON: %s", what),
            .label = slice_from(what),
        };
        VECTOR_PUSH(arena, hits, hit);
    }
    if (document->error_count == 0) {
        struct hit none = {0};
        VECTOR_PUSH(arena, hits, none);
    }
}
