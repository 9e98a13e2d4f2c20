/* unquoted-expansion. In: holes that stand where a value does, without quotes. Out: a hit where
 * what they hold is no JSON value, or may be none.
 *
 * Where nothing is known of what a hole holds, as of {"count": $1}, it depends on that. */
#include "rule/alternative.h"

/* What values of a shape, which are JSON values at times, can be too. A UUID never is one: the
 * reader takes it for a word, an error. */
struct shape_row {
    enum shape shape;
    enum certainty certainty;
    const char *witness;
};

static const struct shape_row shape_rows[] = {
    {SHAPE_HEX, CERTAINTY_MAY_VIOLATE, "0badcafe"},
    {SHAPE_BASE64, CERTAINTY_MAY_VIOLATE, "aGVsbG8="},
    {SHAPE_WORD, CERTAINTY_UNKNOWN, NULL},
    {SHAPE_TEXT, CERTAINTY_UNKNOWN, NULL},
    {SHAPE_UNKNOWN, CERTAINTY_UNKNOWN, NULL},
};

static const struct shape_row *row_of(enum shape shape)
{
    for (size_t i = 0; i < sizeof shape_rows / sizeof *shape_rows; i++) {
        if (shape_rows[i].shape == shape) {
            return &shape_rows[i];
        }
    }
    return NULL;
}

/* The hole that is all of the value; NULL where the value is something else. */
static const struct hole *bare_hole(const struct value *value)
{
    bool alone = value->kind == VALUE_HOLE && value->string.hole_count == 1 &&
                 slice_trim(value->string.bytes).length == 1;
    return alone ? value->string.holes[0].piece->hole : NULL;
}

/* payload-must-be-JSON says it already. */
static bool is_told(const struct json_document *document, const struct value *value)
{
    for (size_t i = 0; i < document->error_count; i++) {
        if (document->errors[i].start >= value->start && document->errors[i].start < value->end) {
            return true;
        }
    }
    return false;
}

static void look(const struct looking *looking, const struct value *value,
                 const struct json_path *path, slice name)
{
    struct arena *arena = looking->checking->arena;
    const struct hole *hole =
        is_told(&looking->alternative->document, value) ? NULL : bare_hole(value);
    const struct shape_row *row =
        hole && hole->form != HOLE_VALUE && path ? row_of(hole->shape) : NULL;
    if (!row) {
        if (path) {
            struct hit valid = {.pointer = looking_pointer(looking, path)};
            VECTOR_PUSH(arena, looking->hits, valid);
        }
        return;
    }
    slice witness = row->witness ? slice_from(row->witness) : hole->from;
    struct hit hit = {
        .pointer = looking_pointer(looking, path),
        .verdict = {.certainty = row->certainty, .witness = witness, .reason = hole->from},
        .place = place_of(&looking->alternative->flat, value->start, value->end),
    };
    if (row->witness) {
        hit.message = arena_printf(arena, "no quotes stand around this, and it can be %.*s",
                                   SLICE_ARGS(witness));
        hit.label = SLICE("can be a string without its quotes");
    } else {
        hit.message = arena_printf(arena,
                                   "no quotes stand around this; whether it is a JSON value "
                                   "depends on %.*s",
                                   SLICE_ARGS(hole->from));
        hit.label = arena_printf(arena, "depends on %.*s", SLICE_ARGS(hole->from));
    }
    VECTOR_PUSH(arena, looking->hits, hit);
}

void check_unquoted_rule(const struct checking *checking, const struct rule *rule,
                         const struct alternative *alternative, struct hits *hits)
{
    struct looking looking = {checking, rule, alternative, hits, NULL};
    alternative_walk(&looking, look);
}
