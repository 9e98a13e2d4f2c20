/* Many literals looked for in one pass. In: literals, a file. Out: which of them stand in it.
 *
 * Sorted, the last literal that isn't behind the bytes at an offset is the longest that can stand
 * there; the others that do are those that it begins with. */
#include "fix/elsewhere.h"

#include "base/ascii.h"
#include "base/map.h"
#include "base/sort.h"
#include "base/vector.h"

#include <limits.h>

struct literal {
    slice bytes;
    struct literal *beginning; /* the longest other one that it begins with; NULL: none */
    bool stands;
    bool stands_alone;
};

struct elsewhere {
    struct arena *arena;
    slice bytes;
    struct map *known; /* the literals by their bytes */
    struct {
        struct literal **items;
        size_t count;
        size_t capacity;
    } literals;
    size_t first[UCHAR_MAX + 2]; /* of the sorted literals that begin with a byte */
    unsigned char *left_out;     /* a bit a byte of the file */
};

struct elsewhere *elsewhere_new(struct arena *arena, slice bytes)
{
    struct elsewhere *elsewhere = ARENA_NEW(arena, struct elsewhere);
    elsewhere->arena = arena;
    elsewhere->bytes = bytes;
    elsewhere->known = map_new(arena);
    elsewhere->left_out = ARENA_ARRAY(arena, unsigned char, bytes.length / CHAR_BIT + 1);
    return elsewhere;
}

void elsewhere_add(struct elsewhere *elsewhere, slice bytes)
{
    if (map_get(elsewhere->known, bytes)) {
        return;
    }
    struct literal *literal = ARENA_NEW(elsewhere->arena, struct literal);
    literal->bytes = bytes;
    map_put(elsewhere->known, bytes, literal);
    VECTOR_PUSH(elsewhere->arena, &elsewhere->literals, literal);
}

void elsewhere_leave_out(struct elsewhere *elsewhere, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end; at++) {
        elsewhere->left_out[at / CHAR_BIT] |= (unsigned char)(1u << at % CHAR_BIT);
    }
}

static bool is_left_out(const struct elsewhere *elsewhere, size_t at)
{
    return elsewhere->left_out[at / CHAR_BIT] >> at % CHAR_BIT & 1;
}

/* ---- Looking ---- */

static int compare_literals(const void *a, const void *b)
{
    const struct literal *const *first = a;
    const struct literal *const *second = b;
    return slice_compare((*first)->bytes, (*second)->bytes);
}

static void sort_literals(struct elsewhere *elsewhere)
{
    struct literal **items = elsewhere->literals.items;
    size_t count = elsewhere->literals.count;
    sort_stable(items, count, sizeof(struct literal *), compare_literals);
    for (size_t i = 1; i < count; i++) {
        struct literal *beginning = items[i - 1];
        while (beginning && !slice_starts_with(items[i]->bytes, beginning->bytes)) {
            beginning = beginning->beginning;
        }
        items[i]->beginning = beginning;
    }
    for (size_t byte = 0, i = 0; byte <= UCHAR_MAX + 1; byte++) {
        while (i < count && (unsigned char)items[i]->bytes.data[0] < byte) {
            i++;
        }
        elsewhere->first[byte] = i;
    }
}

/* The longest literal that `rest`, which isn't empty, begins with; NULL where there is none. */
static struct literal *longest_at(const struct elsewhere *elsewhere, slice rest)
{
    unsigned char byte = (unsigned char)rest.data[0];
    size_t first = elsewhere->first[byte];
    size_t low = first;
    size_t high = elsewhere->first[byte + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (slice_compare(elsewhere->literals.items[middle]->bytes, rest) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    struct literal *literal = low > first ? elsewhere->literals.items[low - 1] : NULL;
    while (literal && !slice_starts_with(rest, literal->bytes)) {
        literal = literal->beginning;
    }
    return literal;
}

static bool is_id_byte(char c)
{
    return ascii_is_name(c, false) || c == '-';
}

static bool is_alone(slice bytes, size_t start, size_t end)
{
    return (start == 0 || !is_id_byte(bytes.data[start - 1])) &&
           (end >= bytes.length || !is_id_byte(bytes.data[end]));
}

void elsewhere_look(struct elsewhere *elsewhere, elsewhere_counts *counts, void *context)
{
    slice bytes = elsewhere->bytes;
    sort_literals(elsewhere);
    for (size_t at = 0; at < bytes.length; at++) {
        bool asked = false;
        struct literal *literal = longest_at(elsewhere, slice_sub(bytes, at, bytes.length));
        for (; literal; literal = literal->beginning) {
            bool alone = is_alone(bytes, at, at + literal->bytes.length);
            if (literal->stands && (literal->stands_alone || !alone)) {
                continue;
            }
            if (!asked &&
                (is_left_out(elsewhere, at) || (counts && !counts(context, (uint32_t)at)))) {
                break;
            }
            asked = true;
            literal->stands = true;
            literal->stands_alone |= alone;
        }
    }
}

bool elsewhere_has(const struct elsewhere *elsewhere, slice bytes)
{
    const struct literal *literal = map_get(elsewhere->known, bytes);
    return literal && literal->stands_alone;
}

bool elsewhere_has_part(const struct elsewhere *elsewhere, slice bytes)
{
    const struct literal *literal = map_get(elsewhere->known, bytes);
    return literal && literal->stands;
}
