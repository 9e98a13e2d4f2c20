/* duplicate-key. In: a key that its object has already. Out: the member deleted, where the other
 * one says the same. */
#include "fix/fixer.h"

/* Members behind this many aren't compared with all before them. */
enum { MEMBERS_MAX = 1000 };

static uint32_t start_of(const struct value *value, uint32_t index)
{
    return value->kind == VALUE_OBJECT ? value->members[index].key.start
                                       : value->items[index].start;
}

/* The last child that starts at or before `start`; `value->count` where none does. */
static uint32_t child_at(const struct value *value, uint32_t start)
{
    uint32_t low = 0;
    uint32_t high = value->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (start_of(value, middle) <= start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 ? low - 1 : value->count;
}

/* The object one of whose keys starts there, and which of its members that is. */
static const struct value *object_of(const struct value *value, uint32_t start, uint32_t *index)
{
    uint32_t child = value->count > 0 ? child_at(value, start) : 0;
    while (child < value->count) {
        bool object = value->kind == VALUE_OBJECT;
        if (object && value->members[child].key.start == start) {
            *index = child;
            return value;
        }
        value = object ? &value->members[child].value : &value->items[child];
        child = value->count > 0 ? child_at(value, start) : 0;
    }
    return NULL;
}

/* Whether both are the same bytes, what isn't known of them included. */
static bool is_same(const struct flat_text *flat, const struct value *a, const struct value *b)
{
    slice first = slice_sub(flat->bytes, a->start, a->end);
    if (!slice_equal(first, slice_sub(flat->bytes, b->start, b->end))) {
        return false;
    }
    for (uint32_t i = 0; i < first.length; i++) {
        if (flat_is_hole(flat, a->start + i) &&
            piece_hole(flat_piece_at(flat, a->start + i)->piece) !=
                piece_hole(flat_piece_at(flat, b->start + i)->piece)) {
            return false;
        }
    }
    return true;
}

bool fix_duplicate(struct fixer *fixer, const struct finding *finding, struct edits *edits,
                   struct fix *fix)
{
    const struct subject *subject = &finding->subject;
    struct splices splices = {0};
    uint32_t index = 0;
    const struct value *object =
        subject->document ? object_of(&subject->document->root, subject->start, &index) : NULL;
    if (!object || index == 0 || index > MEMBERS_MAX || object->may_grow) {
        return false;
    }
    const struct member *second = &object->members[index];
    uint32_t start = object->members[index - 1].value.end;
    for (uint32_t i = 0; i < index; i++) {
        const struct member *first = &object->members[i];
        if (!slice_equal(first->key.string.bytes, second->key.string.bytes)) {
            continue;
        }
        if (!is_same(subject->flat, &first->value, &second->value)) {
            return false;
        }
    }
    if (!flat_is_row(subject->flat, start - 1, second->value.end + 1)) {
        return false;
    }
    splices_add(fixer, &splices, start, second->value.end, SLICE(""));
    fix->title = SLICE("delete this one: both say the same");
    return splices_write(fixer, finding, &splices, edits);
}
