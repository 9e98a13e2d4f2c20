/* Edits of a file. In: places and texts. Out: the bytes that come of them. */
#include "text/edit.h"

#include "base/buffer.h"
#include "base/vector.h"

static bool is_same(const struct edit *a, const struct edit *b)
{
    return a->start == b->start && a->end == b->end && slice_equal(a->text, b->text);
}

/* The index of the first edit that starts at `start` or later, or, with `replaces`, behind those
 * that put something in there. */
static size_t first_from(const struct edits *edits, uint32_t start, bool replaces)
{
    size_t low = 0;
    size_t high = edits->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct edit *edit = &edits->items[middle];
        if (edit->start < start || (replaces && edit->start == start && edit->end == start)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool edits_have(const struct edits *edits, const struct edit *edit)
{
    size_t i = first_from(edits, edit->start, edit->end > edit->start);
    for (; i < edits->count && edits->items[i].start == edit->start; i++) {
        if (is_same(&edits->items[i], edit)) {
            return true;
        }
    }
    return false;
}

void edits_add(struct arena *arena, struct edits *edits, struct edit edit)
{
    if (edits_have(edits, &edit)) {
        return;
    }
    VECTOR_RESERVE(arena, edits);
    size_t at = edits->count++;
    bool put_in = edit.start == edit.end;
    for (; at > 0; at--) {
        const struct edit *before = &edits->items[at - 1];
        if (before->start < edit.start ||
            (before->start == edit.start && (!put_in || before->start == before->end))) {
            break;
        }
        edits->items[at] = *before;
    }
    edits->items[at] = edit;
}

static bool overlap(const struct edit *a, const struct edit *b)
{
    if (a->start == a->end || b->start == b->end) {
        const struct edit *point = a->start == a->end ? a : b;
        const struct edit *other = point == a ? b : a;
        return point->start > other->start && point->start < other->end;
    }
    return a->start < b->end && b->start < a->end;
}

/* Those that put something in at the byte where the edit begins stand before it, and it is put in
 * behind them: none of them shares a byte with it. */
bool edits_clash(const struct edits *edits, const struct edit *edit)
{
    size_t i = first_from(edits, edit->start, false);
    if (i > 0 && overlap(&edits->items[i - 1], edit)) {
        return true;
    }
    i = first_from(edits, edit->start, true);
    for (; i < edits->count && edits->items[i].start < edit->end; i++) {
        if (!is_same(&edits->items[i], edit)) {
            return true;
        }
    }
    return false;
}

slice edits_apply(struct arena *arena, slice bytes, const struct edits *edits)
{
    struct buffer buffer = {.arena = arena};
    uint32_t at = 0;
    if (edits->count == 0) {
        return bytes;
    }
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        buffer_append(&buffer, slice_sub(bytes, at, edit->start));
        buffer_append(&buffer, edit->text);
        at = edit->end;
    }
    buffer_append(&buffer, slice_sub(bytes, at, bytes.length));
    return buffer_slice(&buffer);
}

struct edit_moves edits_moves(struct arena *arena, const struct edits *edits)
{
    int64_t *by = ARENA_ARRAY(arena, int64_t, edits->count);
    int64_t moved = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        moved += (int64_t)edit->text.length - (edit->end - edit->start);
        by[i] = moved;
    }
    return (struct edit_moves){edits, by};
}

uint32_t edits_moved(const struct edit_moves *moves, uint32_t offset)
{
    size_t behind = first_from(moves->edits, offset + 1, false);
    const struct edit *last = behind > 0 ? &moves->edits->items[behind - 1] : NULL;
    if (last && offset < last->end) {
        int64_t before = behind > 1 ? moves->by[behind - 2] : 0;
        return (uint32_t)(before + last->start);
    }
    return (uint32_t)(offset + (last ? moves->by[behind - 1] : 0));
}
