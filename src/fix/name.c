/* Names for variables that a fix adds. In: the literal whose place they take. Out: a name that the
 * file doesn't use. */
#include "fix/fixer.h"

#include "base/ascii.h"
#include "base/buffer.h"

/* What every name of name_for_literal has in it. */
#define NAME_MARK "_UUID"

struct names {
    struct arena *arena;
    const struct map *of_file;
    const struct map *of_shell;
    struct map *given;
    struct map *numbered; /* what numbers have been put behind, to the last number */
};

struct map *names_read(struct arena *arena, slice bytes)
{
    struct map *names = map_new(arena);
    size_t at = slice_find(bytes, SLICE(NAME_MARK));
    while (at < bytes.length) {
        size_t start = at;
        while (start > 0 && ascii_is_name(bytes.data[start - 1], false)) {
            start--;
        }
        while (at < bytes.length && ascii_is_name(bytes.data[at], false)) {
            at++;
        }
        map_put(names, slice_sub(bytes, start, at), names);
        at += slice_find(slice_sub(bytes, at, bytes.length), SLICE(NAME_MARK));
    }
    return names;
}

struct names *names_new(struct arena *arena, const struct shell_file *file,
                        const struct shell_region *region, struct map *given)
{
    struct names *names = ARENA_NEW(arena, struct names);
    slice shell = region->view->bytes;
    names->arena = arena;
    names->of_file = file->names;
    names->of_shell =
        shell.data == file->source->bytes.data ? file->names : names_read(arena, shell);
    names->given = given;
    names->numbered = map_new(arena);
    return names;
}

static bool is_used(const struct names *names, slice name)
{
    return map_get(names->given, name) || map_get(names->of_file, name) ||
           map_get(names->of_shell, name);
}

size_t name_count_expansions(slice bytes, slice name)
{
    size_t count = 0;
    for (size_t at = 0; at < bytes.length; at++) {
        at += slice_find_byte(slice_sub(bytes, at, bytes.length), '$');
        slice rest = slice_sub(bytes, at + 1, bytes.length);
        rest = slice_sub(rest, slice_starts_with(rest, SLICE("{")), rest.length);
        char next = rest.length > name.length ? rest.data[name.length] : '\0';
        count += slice_starts_with(rest, name) && !ascii_is_name(next, false);
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
        while (end < bytes.length && ascii_is_alphanumeric(bytes.data[end])) {
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
            bool numbered = ascii_is_letter(bytes.data[at]) && ascii_is_digit(bytes.data[end - 1]);
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
    bool says_nothing = base.length == 0 || ascii_is_digit(base.data[0]) || slice_is(base, "ID") ||
                        slice_is(base, "UUID");
    if (says_nothing) {
        base = without_ending(joined_words(arena, field, 24, false));
    }
    if (base.length == 0 || ascii_is_digit(base.data[0])) {
        base = SLICE("FRESH");
    }
    return arena_printf(arena, "%.*s" NAME_MARK, SLICE_ARGS(base));
}

/* The name with the first number behind it that isn't used; those up to the last one that was given
 * here are. */
static slice with_number(struct names *names, slice name)
{
    unsigned *last = map_get(names->numbered, name);
    slice numbered = name;
    if (!last) {
        last = ARENA_NEW(names->arena, unsigned);
        *last = 1;
        map_put(names->numbered, name, last);
    }
    do {
        numbered = arena_printf(names->arena, "%.*s_%u", SLICE_ARGS(name), ++*last);
    } while (is_used(names, numbered));
    return numbered;
}

slice name_for_literal(struct names *names, slice literal, slice field)
{
    enum { WORDS_SHORT = 24, WORDS_LONG = 48 };
    struct arena *arena = names->arena;
    slice name = uuid_name(arena, joined_words(arena, literal, WORDS_SHORT, true), field);
    if (is_used(names, name)) {
        name = uuid_name(arena, joined_words(arena, literal, WORDS_LONG, false), field);
    }
    if (is_used(names, name)) {
        name = with_number(names, name);
    }
    map_put(names->given, name, names);
    return name;
}
