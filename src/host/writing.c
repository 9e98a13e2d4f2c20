/* Shell as hosts write it. In: a view, and an edit as the shell would read it. Out: the edit as it
 * is written in the file, by the writings that stand round it there. */
#include "host/writing_parts.h"

#include "base/ascii.h"

const struct view *view_written_as(struct arena *arena, const struct view *view,
                                   struct writing writing)
{
    struct view_segment *segments = ARENA_ARRAY(arena, struct view_segment, view->segment_count);
    const struct writing *last = NULL;
    for (size_t i = 0; i < view->segment_count; i++) {
        segments[i] = view->segments[i];
        if (!last || last->outer != segments[i].writing) {
            struct writing *copy = ARENA_NEW(arena, struct writing);
            *copy = writing;
            copy->outer = segments[i].writing;
            last = copy;
        }
        segments[i].writing = last;
    }
    struct view *written = ARENA_NEW(arena, struct view);
    *written = *view;
    written->segments = segments;
    return written;
}

/* ---- Where an edit stands ---- */

/* The segment in which the edit begins, or behind which something is put in; NULL where there is
 * none, or where it begins inside what a byte stands for. */
static const struct view_segment *find_segment(const struct view *view, const struct edit *edit)
{
    const struct view_segment *before = NULL;
    struct view_range range = view_touching(view, edit->start, edit->start);
    for (size_t i = range.first; i < range.end; i++) {
        const struct view_segment *segment = &view->segments[i];
        struct span place = view_place(view, i);
        bool inside = edit->start >= place.start && edit->start < place.end;
        if (inside && (segment->kind == VIEW_KEPT || edit->start == place.start)) {
            return segment;
        }
        if (edit->start == edit->end && edit->start == place.end && place.end > place.start) {
            before = segment;
        }
    }
    return before;
}

/* The same of its end. */
static const struct view_segment *find_end(const struct view *view, const struct edit *edit)
{
    struct view_range range = view_touching(view, edit->end, edit->end);
    for (size_t i = range.first; i < range.end; i++) {
        struct span place = view_place(view, i);
        if (edit->end > place.start && edit->end <= place.end &&
            (view->segments[i].kind == VIEW_KEPT || edit->end == place.end)) {
            return &view->segments[i];
        }
    }
    return NULL;
}

bool writing_holds(const struct view *view, const struct edit *edit)
{
    struct view_range range = view_touching(view, edit->start, edit->end);
    for (size_t i = range.first; i < range.end; i++) {
        struct span place = view_place(view, i);
        if (edit->start <= place.end && edit->end >= place.start) {
            return true;
        }
    }
    return false;
}

bool writing_is_plain(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if (!ascii_is_alphanumeric(bytes.data[i]) && !strchr("-_.", bytes.data[i])) {
            return false;
        }
    }
    return true;
}

const struct writing *writing_at(const struct view *view, uint32_t offset)
{
    return view_segment_at(view, offset)->writing;
}

bool writing_is_shell(const struct view *view, uint32_t offset)
{
    const struct writing *writing = writing_at(view, offset);
    bool any = writing != NULL;
    for (; writing; writing = writing->outer) {
        any = any && writing->kind != WRITTEN_AS_WORDS;
    }
    return any;
}

bool writing_put(struct arena *arena, const struct view *view, struct edit edit,
                 struct edits *edits)
{
    const struct view_segment *segment = find_segment(view, &edit);
    const struct view_segment *end = edit.end > edit.start ? find_end(view, &edit) : segment;
    if (!segment || !end || end->writing != segment->writing) {
        return false;
    }
    uint32_t offset = segment->start;
    offset += segment->kind == VIEW_KEPT ? edit.start - segment->origin : 0;
    struct putting putting = {arena, view, offset, segment->writing, &edit, edits};
    if (!segment->writing && !writing_is_plain(edit.text)) {
        return false;
    }
    while (putting.writing) {
        const struct writing *writing = putting.writing;
        if (!writing_forms[writing->kind](&putting)) {
            return false;
        }
        putting.writing = putting.writing ? writing->outer : NULL;
    }
    edits_add(arena, edits, edit);
    return true;
}
