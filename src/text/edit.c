/* Edits of a file. In: places and texts. Out: the bytes that come of them. */
#include "text/edit.h"

#include "base/buffer.h"
#include "base/vector.h"

static bool is_same(const struct edit *a, const struct edit *b)
{
    return a->start == b->start && a->end == b->end && slice_equal(a->text, b->text);
}

/* The index of the first edit that starts at `start` or later. */
static size_t first_from(const struct edits *edits, uint32_t start)
{
    size_t low = 0;
    size_t high = edits->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edits->items[middle].start < start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool edits_have(const struct edits *edits, const struct edit *edit)
{
    size_t i = first_from(edits, edit->start);
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

bool edits_clash(const struct edits *edits, const struct edit *edit)
{
    size_t i = first_from(edits, edit->start);
    i -= i > 0;
    for (; i < edits->count && edits->items[i].start <= edit->end; i++) {
        if (!is_same(&edits->items[i], edit) && overlap(&edits->items[i], edit)) {
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

uint32_t edits_moved(const struct edits *edits, uint32_t offset)
{
    int64_t moved = offset;
    for (size_t i = 0; i < edits->count && edits->items[i].start <= offset; i++) {
        const struct edit *edit = &edits->items[i];
        if (offset < edit->end) {
            return (uint32_t)(moved - (offset - edit->start));
        }
        moved += (int64_t)edit->text.length - (edit->end - edit->start);
    }
    return (uint32_t)moved;
}
