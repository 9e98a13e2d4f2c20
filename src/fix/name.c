/* Names for variables that a fix adds. In: the literal whose place they take. Out: a name that the
 * file doesn't use. */
#include "fix/fixer.h"

#include "base/buffer.h"

#include <ctype.h>

static bool is_name_byte(char c)
{
    return c == '_' || isalnum((unsigned char)c);
}

static bool is_used(slice bytes, const struct map *taken, slice name)
{
    if (map_get(taken, name)) {
        return true;
    }
    for (size_t at = 0; at < bytes.length; at++) {
        slice rest = slice_sub(bytes, at, bytes.length);
        at += slice_find(rest, name);
        if (at >= bytes.length) {
            return false;
        }
        size_t end = at + name.length;
        bool starts = at == 0 || !is_name_byte(bytes.data[at - 1]);
        if (starts && (end >= bytes.length || !is_name_byte(bytes.data[end]))) {
            return true;
        }
    }
    return false;
}

size_t name_count_expansions(slice bytes, slice name)
{
    size_t count = 0;
    for (size_t at = 0; at < bytes.length; at++) {
        at += slice_find_byte(slice_sub(bytes, at, bytes.length), '$');
        slice rest = slice_sub(bytes, at + 1, bytes.length);
        rest = slice_sub(rest, slice_starts_with(rest, SLICE("{")), rest.length);
        char next = rest.length > name.length ? rest.data[name.length] : '\0';
        count += slice_starts_with(rest, name) && !is_name_byte(next);
    }
    return count;
}

/* The words of letters and digits in `bytes`, in upper case, joined by _ : all of them that fit
 * into `most` bytes, or the first where that one ends with a digit after letters and `first` says
 * so. */
static slice joined_words(struct arena *arena, slice bytes, size_t most, bool first)
{
    struct buffer buffer = {.arena = arena};
    for (size_t at = 0; at < bytes.length;) {
        size_t end = at;
        while (end < bytes.length && isalnum((unsigned char)bytes.data[end])) {
            end++;
        }
        if (end - at + buffer.length + 1 > most) {
            break;
        }
        if (end > at) {
            if (buffer.length > 0) {
                buffer_append_byte(&buffer, '_');
            }
            buffer_append(&buffer, arena_copy_in_case(arena, slice_sub(bytes, at, end), false));
            bool numbered = isalpha((unsigned char)bytes.data[at]) &&
                            isdigit((unsigned char)bytes.data[end - 1]);
            if (first && numbered) {
                break;
            }
        }
        at = end + 1;
    }
    return buffer_slice(&buffer);
}

/* Of a name that says already what it is. */
static slice without_ending(slice name)
{
    static const char *const endings[] = {"_UUID", "_ID", "_GUID"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (slice_ends_with(name, slice_from(endings[i]))) {
            return slice_sub(name, 0, name.length - strlen(endings[i]));
        }
    }
    return name;
}

static slice uuid_name(struct arena *arena, slice words, slice field)
{
    slice base = without_ending(words);
    bool says_nothing = base.length == 0 || isdigit((unsigned char)base.data[0]) ||
                        slice_is(base, "ID") || slice_is(base, "UUID");
    if (says_nothing) {
        base = without_ending(joined_words(arena, field, 24, false));
    }
    if (base.length == 0 || isdigit((unsigned char)base.data[0])) {
        base = SLICE("FRESH");
    }
    return arena_printf(arena, "%.*s_UUID", SLICE_ARGS(base));
}

slice name_for_literal(struct arena *arena, slice bytes, const struct map *taken, slice literal,
                       slice field)
{
    enum { WORDS_SHORT = 24, WORDS_LONG = 48 };
    slice name = uuid_name(arena, joined_words(arena, literal, WORDS_SHORT, true), field);
    if (!is_used(bytes, taken, name)) {
        return name;
    }
    slice longer = uuid_name(arena, joined_words(arena, literal, WORDS_LONG, false), field);
    name = longer;
    for (unsigned i = 2; is_used(bytes, taken, name); i++) {
        name = arena_printf(arena, "%.*s_%u", SLICE_ARGS(longer), i);
    }
    return name;
}
