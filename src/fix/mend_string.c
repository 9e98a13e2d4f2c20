/* Mistakes in JSON's strings, and in what should be one. In: one mistake. Out: quotes and escapes.
 */
#include "fix/json_mend.h"

#include "base/ascii.h"

/* ---- 'text' ---- */

/* Where the next byte of the contents stands: an escape is one. */
static uint32_t step(const struct flat_text *flat, uint32_t at)
{
    return flat->bytes.data[at] == '\\' ? at + 2 : at + 1;
}

/* What a variable brings into the string is left as it is: it may be right where else it is used.
 */
bool mend_single_quotes(struct mending *mending)
{
    const struct flat_text *flat = mending->flat;
    slice bytes = flat->bytes;
    uint32_t start = mending->error->start;
    uint32_t last = mending->error->end - 1;
    if (!flat_same_way(flat, start, last)) {
        return false;
    }
    splices_add(mending->fixer, &mending->splices, start, start + 1, SLICE("\""));
    for (uint32_t at = start + 1; at < last; at = step(flat, at)) {
        bool quoted = bytes.data[at] == '\\' && bytes.data[at + 1] == '\'';
        if (bytes.data[at] != '"' && !quoted) {
            continue;
        }
        if (!flat_same_way(flat, at, start)) {
            return false;
        }
        splices_add(mending->fixer, &mending->splices, at, at + 1,
                    quoted ? SLICE("") : SLICE("\\\""));
    }
    splices_add(mending->fixer, &mending->splices, last, last + 1, SLICE("\""));
    return true;
}

/* ---- Words ---- */

/* A key of JavaScript, or parts of one that aren't known. */
static bool is_name(const struct flat_text *flat, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++) {
        char c = flat->bytes.data[i];
        if (!ascii_is_name(c, false) && c != '-' && c != '.' && c != '$' &&
            !flat_is_hole(flat, i)) {
            return false;
        }
    }
    return end > start;
}

/* Values whose quotes the shell takes, too, expansions and numbers among them. */
static void quote_lost_values(struct mending *mending, const struct value *value)
{
    const struct flat_text *flat = mending->flat;
    for (uint32_t i = 0; i < value->count; i++) {
        bool object = value->kind == VALUE_OBJECT;
        quote_lost_values(mending, object ? &value->members[i].value : &value->items[i]);
    }
    if (value->count == 0 && value->end > value->start && flat->bytes.data[value->start] != '"' &&
        flat_lost_quotes(flat, value->start, value->end)) {
        splices_quote(mending->fixer, flat, &mending->splices, value->start, value->end);
    }
}

bool mend_key(struct mending *mending)
{
    const struct json_error *error = mending->error;
    const struct flat_text *flat = mending->flat;
    bool is_first = mending->splices.count == 0;
    if (!is_name(flat, error->start, error->end) ||
        !splices_quote(mending->fixer, flat, &mending->splices, error->start, error->end)) {
        return false;
    }
    if (is_first && flat_lost_quotes(flat, error->start, error->end)) {
        quote_lost_values(mending, &mending->document->root);
    }
    return true;
}

/* Python's names for JSON's, and others'. NULL: what it was meant to be can't be told. */
static const struct name_row {
    const char *word;
    const char *json;
} names[] = {
    {"True", "true"},    {"TRUE", "true"}, {"False", "false"}, {"FALSE", "false"},
    {"None", "null"},    {"NULL", "null"}, {"Null", "null"},   {"nil", "null"},
    {"undefined", NULL}, {"NaN", NULL},    {"Infinity", NULL}, {"-Infinity", NULL},
};

static const struct name_row *name_of(slice word)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is(word, names[i].word)) {
            return &names[i];
        }
    }
    return NULL;
}

/* A word that may well stand for true or false. */
static bool is_truth(slice word)
{
    static const char *const words[] = {"yes", "no", "on", "off", "y", "n", "t", "f"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_is(word, words[i])) {
            return true;
        }
    }
    return false;
}

/* Whether a UUID, known to be one, is part of it. */
static bool has_uuid(const struct flat_text *flat, uint32_t start, uint32_t end)
{
    size_t hole = flat_first_hole(flat, start);
    if (hole == flat->hole_count || flat->holes[hole] >= end) {
        return false;
    }
    enum shape shape = flat_piece_at(flat, flat->holes[hole])->piece->hole->shape;
    return shape == SHAPE_UUID || shape == SHAPE_UUID_LOWER || shape == SHAPE_UUID_UPPER;
}

/* A name that the payload spells out is mended there; one that a variable holds, nowhere: something
 * else may want it as it is. */
static bool replace_name(struct mending *mending, const char *name)
{
    const struct json_error *error = mending->error;
    bool here =
        name && error->start > 0 && flat_is_row(mending->flat, error->start - 1, error->end + 1);
    if (here) {
        mending->safety = FIX_UNSAFE;
        mending->title = arena_printf(mending->fixer->arena, "write %s", name);
        splices_add(mending->fixer, &mending->splices, error->start, error->end, slice_from(name));
    }
    return here;
}

/* Safe where the word is what an expansion gives, or has quotes that the shell took: JSON's own
 * quotes are what is missing. A word that is spelt out may be meant as the name of something. What
 * is sent in one case only may be a number in another; a UUID never is. */
bool mend_word(struct mending *mending)
{
    const struct json_error *error = mending->error;
    const struct flat_text *flat = mending->flat;
    slice word = slice_sub(flat->bytes, error->start, error->end);
    bool spelt = error->start > 0 && flat_is_row(flat, error->start - 1, error->end + 1);
    const struct name_row *name = name_of(word);
    if (name) {
        return replace_name(mending, name->json);
    }
    bool uuid = has_uuid(flat, error->start, error->end);
    if ((mending->finding->certainty != CERTAINTY_VIOLATES && !uuid) ||
        !is_name(flat, error->start, error->end) ||
        !splices_quote(mending->fixer, flat, &mending->splices, error->start, error->end)) {
        return false;
    }
    bool known = flat_first_hole(flat, error->start) == flat_first_hole(flat, error->end);
    if (is_truth(word) || (spelt && !flat_lost_quotes(flat, error->start, error->end)) ||
        (!known && !uuid)) {
        mending->safety = FIX_UNSAFE;
    }
    return true;
}

/* ---- What may not stand in a string ---- */

/* The string, key or value, that holds the byte; NULL where none does. */
static const struct value *string_at(const struct value *value, uint32_t offset)
{
    if (offset < value->start || offset >= value->end) {
        return NULL;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        bool object = value->kind == VALUE_OBJECT;
        const struct value *key = object ? string_at(&value->members[i].key, offset) : NULL;
        const struct value *found =
            key ? key : string_at(object ? &value->members[i].value : &value->items[i], offset);
        if (found) {
            return found;
        }
    }
    return value->kind == VALUE_STRING ? value : NULL;
}

/* RFC 8259 section 7. */
static slice escape_of(struct arena *arena, char c)
{
    switch (c) {
    case '\n':
        return SLICE("\\n");
    case '\t':
        return SLICE("\\t");
    case '\r':
        return SLICE("\\r");
    default:
        return arena_printf(arena, "\\u%04x", (unsigned)(unsigned char)c);
    }
}

bool mend_control(struct mending *mending)
{
    const struct flat_text *flat = mending->flat;
    const struct value *string = string_at(&mending->document->root, mending->error->start);
    for (uint32_t at = mending->error->start; string && at < string->end; at++) {
        if ((unsigned char)flat->bytes.data[at] >= 0x20) {
            continue;
        }
        if (!flat_same_way(flat, at, string->start)) {
            return false; /* in a variable: it may be right there */
        }
        splices_add(mending->fixer, &mending->splices, at, at + 1,
                    escape_of(mending->fixer->arena, flat->bytes.data[at]));
    }
    return string != NULL;
}

bool mend_inner_quotes(struct mending *mending)
{
    const struct flat_text *flat = mending->flat;
    const struct json_error *error = mending->error;
    const struct value *string = string_at(&mending->document->root, error->start);
    for (uint32_t at = error->start; string && at < error->end; at = step(flat, at)) {
        if (flat->bytes.data[at] != '"') {
            continue;
        }
        if (!flat_same_way(flat, at, string->start)) {
            return false;
        }
        splices_add(mending->fixer, &mending->splices, at, at + 1, SLICE("\\\""));
    }
    return string != NULL;
}

/* \' is JavaScript's; \d and its like a backslash that was meant. What stands for a control
 * character in C is left alone. */
bool mend_escape(struct mending *mending)
{
    const struct json_error *error = mending->error;
    slice bytes = mending->flat->bytes;
    char c = error->start + 1 < bytes.length ? bytes.data[error->start + 1] : '\0';
    const struct value *string = string_at(&mending->document->root, error->start);
    if (!string || c == '\0' || strchr("uxeav0123456789", c) || (unsigned char)c >= 0x80 ||
        !flat_same_way(mending->flat, error->start, string->start)) {
        return false;
    }
    if (c == '\'') {
        mending->safety = FIX_SAFE;
        mending->title = SLICE("take the backslash away");
    }
    splices_add(mending->fixer, &mending->splices, error->start, error->start + 1,
                c == '\'' ? SLICE("") : SLICE("\\\\"));
    return true;
}
