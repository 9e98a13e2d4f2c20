/* Piles of edits. In: edits, mostly in the order of the file. Out: those that don't clash. */
#include "text/edit_pile.h"

#include "base/buffer.h"
#include "base/vector.h"

static bool is_known(struct arena *arena, struct edit_pile *pile, const struct edit *edit)
{
    struct buffer key = {.arena = arena};
    buffer_append(&key, (slice){(const char *)&edit->start, sizeof edit->start});
    buffer_append(&key, edit->text);
    if (!pile->known) {
        pile->known = map_new(arena);
    }
    if (map_get(pile->known, buffer_slice(&key))) {
        return true;
    }
    map_put(pile->known, buffer_slice(&key), pile);
    return false;
}

void edit_pile_add(struct arena *arena, struct edit_pile *pile, struct edit edit)
{
    struct edits *put_in = &pile->put_in;
    if (edit.end > edit.start) {
        edits_add(arena, &pile->replacing, edit);
        return;
    }
    if (is_known(arena, pile, &edit)) {
        return;
    }
    VECTOR_RESERVE(arena, put_in);
    size_t at = put_in->count++;
    for (; at > 0 && put_in->items[at - 1].start > edit.start; at--) {
        put_in->items[at] = put_in->items[at - 1];
    }
    put_in->items[at] = edit;
}

bool edit_pile_clashes(const struct edit_pile *pile, const struct edit *edit)
{
    return edits_clash(&pile->replacing, edit) ||
           (edit->end > edit->start && edits_clash(&pile->put_in, edit));
}

struct edits edit_pile_edits(struct arena *arena, const struct edit_pile *pile)
{
    const struct edits *put_in = &pile->put_in;
    const struct edits *replacing = &pile->replacing;
    size_t count = put_in->count + replacing->count;
    struct edits all = {ARENA_ARRAY(arena, struct edit, count), 0, count};
    for (size_t i = 0, k = 0; all.count < count;) {
        bool first = i < put_in->count &&
                     (k == replacing->count || put_in->items[i].start <= replacing->items[k].start);
        all.items[all.count++] = first ? put_in->items[i++] : replacing->items[k++];
    }
    return all;
}
