/* Mistakes between JSON's values: commas, colons, brackets and comments. In: one mistake. Out: what
 * goes and what is put in. */
#include "fix/json_mend.h"

#include "base/ascii.h"
#include "base/buffer.h"

/* Where the first byte at or behind `at` stands that isn't a blank. */
static uint32_t next_token(const struct flat_text *flat, uint32_t at)
{
    while (at < flat->bytes.length && ascii_is_space(flat->bytes.data[at])) {
        at++;
    }
    return at;
}

/* The end of the last byte before `at` that isn't a blank; 0 where there is none. */
static uint32_t end_of_token(const struct flat_text *flat, uint32_t at)
{
    while (at > 0 && ascii_is_space(flat->bytes.data[at - 1])) {
        at--;
    }
    return at;
}

/* Whether what stands before the bytes and what stands behind them is written round them, so that
 * nothing else ever stands there. */
static bool is_between(const struct flat_text *flat, uint32_t start, uint32_t end)
{
    uint32_t before = end_of_token(flat, start);
    uint32_t next = next_token(flat, end);
    return before > 0 && next < flat->bytes.length && flat_is_row(flat, before - 1, next + 1);
}

/* The innermost array or object that holds the byte; NULL where none does. */
static const struct value *container_at(const struct value *value, uint32_t offset)
{
    if (!value || value->count + (value->kind == VALUE_ARRAY || value->kind == VALUE_OBJECT) == 0 ||
        offset <= value->start || offset >= value->end) {
        return NULL;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        const struct value *child =
            value->kind == VALUE_OBJECT ? &value->members[i].value : &value->items[i];
        const struct value *found = container_at(child, offset);
        if (found) {
            return found;
        }
    }
    return value;
}

bool mend_trailing_comma(struct mending *mending)
{
    const struct json_error *error = mending->error;
    uint32_t closing = next_token(mending->flat, error->end);
    if (closing >= mending->flat->bytes.length ||
        !flat_is_row(mending->flat, error->start, closing + 1)) {
        return false;
    }
    splices_add(mending->fixer, &mending->splices, error->start, error->end, SLICE(""));
    return true;
}

/* In an array something may be missing between two commas. */
bool mend_extra_comma(struct mending *mending)
{
    const struct json_error *error = mending->error;
    const struct value *container = container_at(&mending->document->root, error->start);
    if (!is_between(mending->flat, error->start, error->end)) {
        return false;
    }
    if (!container || container->kind != VALUE_OBJECT) {
        mending->safety = FIX_UNSAFE;
    }
    splices_add(mending->fixer, &mending->splices, error->start, error->end, SLICE(""));
    return true;
}

static bool put_between(struct mending *mending, slice bytes)
{
    const struct flat_text *flat = mending->flat;
    uint32_t at = mending->error->start;
    uint32_t before = end_of_token(flat, at);
    if (before == 0 || at >= flat->bytes.length || !flat_is_row(flat, before - 1, at + 1)) {
        return false;
    }
    splices_insert_behind(mending->fixer, &mending->splices, before, bytes);
    return true;
}

bool mend_missing_comma(struct mending *mending)
{
    return put_between(mending, SLICE(","));
}

bool mend_missing_colon(struct mending *mending)
{
    return put_between(mending, SLICE(":"));
}

/* With the blanks before it, or all of its line where nothing else stands there. */
bool mend_comment(struct mending *mending)
{
    const struct flat_text *flat = mending->flat;
    slice bytes = flat->bytes;
    uint32_t end = mending->error->end;
    uint32_t start = mending->error->start;
    while (start > 0 && (bytes.data[start - 1] == ' ' || bytes.data[start - 1] == '\t')) {
        start--;
    }
    bool alone = (start == 0 || bytes.data[start - 1] == '\n') && end < bytes.length &&
                 bytes.data[end] == '\n';
    end += alone;
    if (!flat_is_row(flat, start, end)) {
        return false;
    }
    splices_add(mending->fixer, &mending->splices, start, end, SLICE(""));
    return true;
}

/* The brackets that close what is open at the end, the innermost first; data NULL where a string is
 * open. */
static slice closing_brackets(const struct mending *mending)
{
    struct buffer open = {.arena = mending->fixer->arena};
    struct buffer closing = {.arena = mending->fixer->arena};
    slice bytes = mending->flat->bytes;
    bool in_string = false;
    for (size_t i = 0; i < bytes.length; i++) {
        char c = bytes.data[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            buffer_append_byte(&open, c == '{' ? '}' : ']');
        } else if ((c == '}' || c == ']') && open.length > 0) {
            open.length--;
        }
    }
    while (open.length > 0) {
        buffer_append_byte(&closing, open.data[--open.length]);
    }
    return in_string ? (slice){NULL, 0} : buffer_slice(&closing);
}

bool mend_open_end(struct mending *mending)
{
    const struct flat_text *flat = mending->flat;
    uint32_t length = (uint32_t)flat->bytes.length;
    uint32_t end = end_of_token(flat, length);
    slice closing = mending->error->start == length && mending->document->error_count == 1
                        ? closing_brackets(mending)
                        : (slice){NULL, 0};
    if (closing.length == 0 || end == 0 || !flat_same_way(flat, 0, end - 1)) {
        return false;
    }
    splices_insert_behind(mending->fixer, &mending->splices, end, closing);
    return true;
}
