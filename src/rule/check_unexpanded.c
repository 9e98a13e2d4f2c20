/* unexpanded-variable. In: literal bytes that quotes kept from being expanded. Out: a hit for each
 * $NAME, ${NAME} and $(…) among them.
 *
 * Not every dollar is a mistake: GraphQL has $variables, MongoDB $operators, prices have none. What
 * counts is a name that the script sets or that looks like the environment's (ALL_CAPS), in a
 * string that is a value. */
#include "rule/alternative.h"

#include "base/ascii.h"

static bool is_all_caps(slice name)
{
    size_t capitals = 0;
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] >= 'a' && name.data[i] <= 'z') {
            return false;
        }
        capitals += name.data[i] >= 'A' && name.data[i] <= 'Z';
    }
    return capitals >= 2;
}

/* The length of what begins with the `$` at the start of `bytes`, 0 where it isn't an expansion;
 * sets `*name`. */
static size_t expansion_length(slice bytes, slice *name)
{
    bool braced = bytes.length > 1 && bytes.data[1] == '{';
    size_t from = braced ? 2 : 1;
    size_t at = from;
    *name = SLICE("");
    if (bytes.length > 2 && bytes.data[1] == '(' && ascii_is_name(bytes.data[2], true)) {
        size_t close = slice_find_byte(bytes, ')');
        return close < bytes.length ? close + 1 : 0;
    }
    if (at >= bytes.length || !ascii_is_name(bytes.data[at], true)) {
        return 0;
    }
    while (at < bytes.length && ascii_is_name(bytes.data[at], false)) {
        at++;
    }
    *name = slice_sub(bytes, from, at);
    if (braced) {
        bool closed = at < bytes.length && bytes.data[at] == '}';
        return closed ? at + 1 : 0;
    }
    return at;
}

static bool is_graphql(slice string)
{
    slice start = slice_trim(string);
    return slice_starts_with(start, SLICE("query")) ||
           slice_starts_with(start, SLICE("mutation")) ||
           slice_starts_with(start, SLICE("subscription")) ||
           slice_starts_with(start, SLICE("fragment")) || slice_starts_with(start, SLICE("{"));
}

static bool kept_from_expansion(const struct flat_text *flat, uint32_t offset)
{
    const struct flat_piece *place = flat_piece_at(flat, offset);
    return place && place->piece->kind == PIECE_LITERAL &&
           (place->piece->quoting == TEXT_SINGLE_QUOTED ||
            place->piece->quoting == TEXT_QUOTED_HEREDOC);
}

static void look_in_string(const struct looking *looking, const struct value *value,
                           const struct json_path *path)
{
    struct arena *arena = looking->checking->arena;
    const struct flat_text *flat = &looking->alternative->flat;
    if (is_graphql(value->string.bytes)) {
        return;
    }
    for (uint32_t at = value->start; at < value->end; at++) {
        slice name;
        slice rest = slice_sub(flat->bytes, at, value->end);
        size_t length = rest.data[0] == '$' ? expansion_length(rest, &name) : 0;
        if (length == 0 || !kept_from_expansion(flat, at)) {
            continue;
        }
        bool command = name.length == 0;
        bool set =
            !command && looking->checking->variables && map_get(looking->checking->variables, name);
        if (!command && !set && !is_all_caps(name)) {
            continue;
        }
        slice written = slice_sub(rest, 0, length);
        struct hit hit = {
            .pointer = looking_pointer(looking, path),
            .verdict = {.certainty = CERTAINTY_VIOLATES, .witness = written},
            .place = place_of(flat, at, at + (uint32_t)length),
            .message = arena_printf(arena,
                                    "%.*s is sent as it stands: the quotes around it keep it "
                                    "from being expanded",
                                    SLICE_ARGS(bytes_shown(arena, written))),
            .label = SLICE("is sent as these characters"),
        };
        VECTOR_PUSH(arena, looking->hits, hit);
        at += (uint32_t)length - 1;
    }
}

/* A value without quotes, {"n": $N}, is looked at too. */
static void look(const struct looking *looking, const struct value *value,
                 const struct json_path *path, slice name)
{
    if (value->count == 0 && value->end > value->start) {
        look_in_string(looking, value, path);
    }
}

void check_unexpanded_rule(const struct checking *checking, const struct rule *rule,
                           const struct alternative *alternative, struct hits *hits)
{
    struct looking looking = {checking, rule, alternative, hits, NULL};
    alternative_walk(&looking, look);
}
