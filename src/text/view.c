/* Views and the maps back to their source. In: a source, and which bytes of it to keep.
 * Out: contiguous bytes and the place of each. */
#include "text/view.h"

#include "base/buffer.h"
#include "base/vector.h"

struct view_builder {
    const struct view *base;
    struct buffer bytes;
    const struct writing *writing; /* of what was kept last */
    VECTOR(struct view_segment) segments;
};

static struct view *view_new(struct arena *arena, const struct source *source, slice bytes,
                             uint32_t origin)
{
    struct view_segment *segment = ARENA_NEW(arena, struct view_segment);
    *segment = (struct view_segment){.kind = VIEW_KEPT, .origin = origin};
    struct view *view = ARENA_NEW(arena, struct view);
    *view = (struct view){bytes, source, segment, 1, true};
    return view;
}

struct view *view_of_source(struct arena *arena, const struct source *source)
{
    return view_new(arena, source, source->bytes, 0);
}

/* Which segment the byte at `offset` belongs to. */
static size_t segment_of(const struct view *view, uint32_t offset)
{
    size_t low = 0;
    size_t high = view->segment_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (view->segments[middle].start <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct view_segment *view_segment_at(const struct view *view, uint32_t offset)
{
    return &view->segments[segment_of(view, offset)];
}

static bool is_written(const struct view_segment *segment)
{
    return segment->kind == VIEW_KEPT || segment->kind == VIEW_PASTED;
}

/* The segment without what stands before `start`, as it is in a view that begins `base` later. */
static struct view_segment segment_from(struct view_segment segment, uint32_t start, uint32_t base)
{
    uint32_t cut = segment.start < start ? start - segment.start : 0;
    segment.origin += is_written(&segment) ? cut : 0;
    segment.start = segment.start + cut - base;
    return segment;
}

/* ---- The way back ---- */

struct span view_place(const struct view *view, size_t index)
{
    const struct view_segment *segment = &view->segments[index];
    size_t end =
        index + 1 < view->segment_count ? view->segments[index + 1].start : view->bytes.length;
    if (segment->kind != VIEW_KEPT) {
        return (struct span){view->source, segment->site_start, segment->site_end};
    }
    return (struct span){view->source, segment->origin,
                         segment->origin + (uint32_t)(end - segment->start)};
}

static bool is_in_order(const struct view *view)
{
    struct span before = view_place(view, 0);
    for (size_t i = 1; i < view->segment_count; i++) {
        struct span place = view_place(view, i);
        if (place.start < before.start || place.end < before.end) {
            return false;
        }
        before = place;
    }
    return true;
}

struct view_range view_touching(const struct view *view, uint32_t start, uint32_t end)
{
    struct view_range range = {0, view->segment_count};
    if (!view->is_in_order) {
        return range;
    }
    for (size_t high = range.end; range.first < high;) {
        size_t middle = range.first + (high - range.first) / 2;
        if (view_place(view, middle).end < start) {
            range.first = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t low = range.first; low < range.end;) {
        size_t middle = low + (range.end - low) / 2;
        if (view_place(view, middle).start > end) {
            range.end = middle;
        } else {
            low = middle + 1;
        }
    }
    return range;
}

/* ---- Parts ---- */

struct view *view_part(struct arena *arena, const struct view *view, uint32_t start, uint32_t end)
{
    slice bytes = slice_sub(view->bytes, start, end);
    size_t first = segment_of(view, start);
    size_t last = end > start ? segment_of(view, end - 1) : first;
    struct view_segment *segments = ARENA_ARRAY(arena, struct view_segment, last - first + 1);
    for (size_t i = first; i <= last; i++) {
        segments[i - first] = segment_from(view->segments[i], start, start);
    }
    struct view *part = ARENA_NEW(arena, struct view);
    *part = (struct view){bytes, view->source, segments, last - first + 1, false};
    part->is_in_order = is_in_order(part);
    return part;
}

uint32_t view_origin(const struct view *view, uint32_t offset)
{
    const struct view_segment *segment = &view->segments[segment_of(view, offset)];
    return segment->kind == VIEW_KEPT ? segment->origin + (offset - segment->start)
                                      : segment->site_start;
}

bool view_find(const struct view *view, uint32_t origin, uint32_t *offset)
{
    struct view_range range = view_touching(view, origin, origin);
    for (size_t i = range.first; i < range.end; i++) {
        const struct view_segment *segment = &view->segments[i];
        struct span place = view_place(view, i);
        bool stands = segment->kind == VIEW_KEPT || segment->kind == VIEW_MADE;
        if (stands && origin >= place.start && origin < place.end) {
            uint32_t behind = segment->kind == VIEW_KEPT ? origin - place.start : 0;
            *offset = segment->start + behind;
            return true;
        }
    }
    return false;
}

uint32_t view_end(const struct view *view, uint32_t offset)
{
    const struct view_segment *last =
        &view->segments[segment_of(view, offset > 0 ? offset - 1 : 0)];
    if (offset == 0) {
        return view_origin(view, 0);
    }
    return last->kind == VIEW_KEPT ? last->origin + (offset - last->start) : last->site_end;
}

struct span view_span_of_segments(const struct view *view, uint32_t start, uint32_t end)
{
    const struct view_segment *first = &view->segments[segment_of(view, start)];
    uint32_t from =
        first->kind == VIEW_KEPT ? first->origin + (start - first->start) : first->site_start;
    uint32_t to = end > start ? view_end(view, end) : from;
    if (to < from) {
        /* The bytes behind stand before these in the source: only these are shown. */
        to = first->kind == VIEW_KEPT ? from + view_contiguous(view, start, end) : first->site_end;
    }
    return (struct span){view->source, from, to};
}

struct span view_written(const struct view *view, uint32_t start, uint32_t end)
{
    const struct view_segment *segment = &view->segments[segment_of(view, start)];
    if (!is_written(segment)) {
        return view_span(view, start, end);
    }
    uint32_t from = segment->origin + (start - segment->start);
    return (struct span){view->source, from, from + (end - start)};
}

uint32_t view_contiguous(const struct view *view, uint32_t start, uint32_t end)
{
    size_t next = segment_of(view, start) + 1;
    if (next < view->segment_count && view->segments[next].start < end) {
        end = view->segments[next].start;
    }
    return end - start;
}

const struct hole *view_hole(const struct view *view, uint32_t offset)
{
    if (offset >= view->bytes.length || view->bytes.data[offset] != VIEW_HOLE_BYTE) {
        return NULL;
    }
    return view->segments[segment_of(view, offset)].hole;
}

bool view_is_known(const struct view *view, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end; at++) {
        at += (uint32_t)slice_find_byte(slice_sub(view->bytes, at, end), VIEW_HOLE_BYTE);
        if (at < end && view_hole(view, at)) {
            return false;
        }
    }
    return true;
}

/* ---- Building ---- */

struct view_builder *view_builder_new(struct arena *arena, const struct view *base)
{
    struct view_builder *builder = ARENA_NEW(arena, struct view_builder);
    builder->base = base;
    builder->bytes.arena = arena;
    builder->writing = base->segments[0].writing;
    return builder;
}

static void append(struct view_builder *builder, struct view_segment segment, slice bytes)
{
    const struct view_segment *last =
        builder->segments.count > 0 ? &builder->segments.items[builder->segments.count - 1] : NULL;
    bool goes_on = last && last->kind == VIEW_KEPT && segment.kind == VIEW_KEPT &&
                   segment.origin == last->origin + (builder->bytes.length - last->start) &&
                   segment.writing == last->writing;
    if (goes_on) {
        buffer_append(&builder->bytes, bytes);
    } else if (bytes.length > 0) {
        segment.start = (uint32_t)builder->bytes.length;
        VECTOR_PUSH(builder->bytes.arena, &builder->segments, segment);
        buffer_append(&builder->bytes, bytes);
    }
}

void view_builder_append(struct view_builder *builder, const struct view *view, uint32_t start,
                         uint32_t end)
{
    while (start < end) {
        uint32_t length = view_contiguous(view, start, end);
        struct view_segment segment =
            segment_from(view->segments[segment_of(view, start)], start, 0);
        builder->writing = segment.writing;
        append(builder, segment, slice_sub(view->bytes, start, start + length));
        start += length;
    }
}

void view_builder_keep(struct view_builder *builder, uint32_t start, uint32_t end)
{
    view_builder_append(builder, builder->base, start, end);
}

void view_builder_paste(struct view_builder *builder, const struct view *view, uint32_t site_start,
                        uint32_t site_end)
{
    for (size_t i = 0; i < view->segment_count; i++) {
        struct view_segment segment = view->segments[i];
        size_t end = i + 1 < view->segment_count ? view->segments[i + 1].start : view->bytes.length;
        slice bytes = slice_sub(view->bytes, segment.start, end);
        segment.kind = segment.kind == VIEW_KEPT ? VIEW_PASTED : segment.kind;
        segment.site_start = site_start;
        segment.site_end = site_end;
        segment.writing = builder->writing;
        append(builder, segment, bytes);
    }
}

void view_builder_make(struct view_builder *builder, slice bytes, uint32_t site_start,
                       uint32_t site_end)
{
    append(builder,
           (struct view_segment){.kind = VIEW_MADE,
                                 .site_start = site_start,
                                 .site_end = site_end,
                                 .writing = builder->writing},
           bytes);
}

void view_builder_hole(struct view_builder *builder, const struct hole *hole, uint32_t site_start,
                       uint32_t site_end)
{
    static const char byte = VIEW_HOLE_BYTE;
    append(builder,
           (struct view_segment){.kind = VIEW_HOLE,
                                 .site_start = site_start,
                                 .site_end = site_end,
                                 .hole = hole,
                                 .writing = builder->writing},
           (slice){&byte, 1});
}

struct view *view_builder_finish(struct view_builder *builder)
{
    struct arena *arena = builder->bytes.arena;
    if (builder->segments.count == 0) {
        uint32_t origin = view_origin(builder->base, 0);
        return view_new(arena, builder->base->source, SLICE(""), origin);
    }
    struct view *view = ARENA_NEW(arena, struct view);
    *view = (struct view){buffer_slice(&builder->bytes), builder->base->source,
                          builder->segments.items, builder->segments.count, false};
    view->is_in_order = is_in_order(view);
    return view;
}

const struct view *view_without_nul(struct arena *arena, const struct view *view)
{
    size_t end = slice_find_byte(view->bytes, '\0');
    if (end == view->bytes.length) {
        return view;
    }
    struct view_builder *builder = view_builder_new(arena, view);
    for (size_t start = 0; start < view->bytes.length; start = end + 1) {
        slice rest = slice_sub(view->bytes, start, view->bytes.length);
        end = start + slice_find_byte(rest, '\0');
        view_builder_keep(builder, (uint32_t)start, (uint32_t)end);
    }
    return view_builder_finish(builder);
}
