/* Edit distance by the usual table, two rows of it. In: two names. Out: how far apart they are. */
#include "base/suggest.h"

#include "base/ascii.h"

enum { NAME_MAX_LENGTH = 64 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

size_t suggest_distance(slice a, slice b)
{
    size_t rows[2][NAME_MAX_LENGTH + 1];
    if (a.length > NAME_MAX_LENGTH || b.length > NAME_MAX_LENGTH) {
        return a.length + b.length;
    }
    for (size_t k = 0; k <= b.length; k++) {
        rows[0][k] = k;
    }
    for (size_t i = 1; i <= a.length; i++) {
        size_t *row = rows[i % 2];
        const size_t *before = rows[(i - 1) % 2];
        row[0] = i;
        for (size_t k = 1; k <= b.length; k++) {
            size_t change =
                before[k - 1] + (ascii_lower(a.data[i - 1]) != ascii_lower(b.data[k - 1]));
            row[k] = smallest(change, before[k] + 1, row[k - 1] + 1);
        }
    }
    return rows[a.length % 2][b.length];
}

bool suggest_is_close(size_t distance, slice name)
{
    return distance <= 1 + name.length / 4;
}

/* Whether the name goes on after what was asked for. */
static bool is_cut_short(slice wanted, slice name)
{
    enum { LETTERS_LEAST = 4 };
    size_t same = 0;
    while (same < wanted.length && same < name.length &&
           ascii_lower(wanted.data[same]) == ascii_lower(name.data[same])) {
        same++;
    }
    return same == wanted.length && same >= LETTERS_LEAST;
}

void suggest_consider(struct suggestion *suggestion, slice name, const void *thing)
{
    size_t distance = suggest_distance(suggestion->wanted, name);
    bool is_close = suggest_is_close(distance, suggestion->wanted);
    if (!is_close && is_cut_short(suggestion->wanted, name)) {
        distance += NAME_MAX_LENGTH; /* one that is misspelt is likelier */
        is_close = true;
    }
    if (is_close && (!suggestion->closest || distance < suggestion->distance)) {
        suggestion->distance = distance;
        suggestion->closest = thing;
    }
}
