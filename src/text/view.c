/* Views and the maps back to their source. In: a source, and which bytes of it to keep.
 * Out: contiguous bytes and the place of each. */
#include "text/view.h"

#include "base/buffer.h"
#include "base/vector.h"

struct view_builder {
    const struct view *base;
    struct buffer bytes;
    VECTOR(struct view_segment) segments;
};

static struct view *view_new(struct arena *arena, const struct source *source, slice bytes,
                             uint32_t origin)
{
    struct view_segment *segment = ARENA_NEW(arena, struct view_segment);
    *segment = (struct view_segment){0, origin};
    struct view *view = ARENA_NEW(arena, struct view);
    *view = (struct view){bytes, source, segment, 1};
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

struct view *view_part(struct arena *arena, const struct view *view, uint32_t start, uint32_t end)
{
    slice bytes = slice_sub(view->bytes, start, end);
    size_t first = segment_of(view, start);
    size_t last = end > start ? segment_of(view, end - 1) : first;
    struct view_segment *segments = ARENA_ARRAY(arena, struct view_segment, last - first + 1);
    for (size_t i = first; i <= last; i++) {
        struct view_segment segment = view->segments[i];
        uint32_t cut = segment.start < start ? start - segment.start : 0;
        segments[i - first] =
            (struct view_segment){segment.start + cut - start, segment.origin + cut};
    }
    struct view *part = ARENA_NEW(arena, struct view);
    *part = (struct view){bytes, view->source, segments, last - first + 1};
    return part;
}

uint32_t view_origin(const struct view *view, uint32_t offset)
{
    const struct view_segment *segment = &view->segments[segment_of(view, offset)];
    return segment->origin + (offset - segment->start);
}

struct span view_span(const struct view *view, uint32_t start, uint32_t end)
{
    uint32_t origin = view_origin(view, start);
    uint32_t origin_end = end > start ? view_origin(view, end - 1) + 1 : origin;
    return (struct span){view->source, origin, origin_end};
}

uint32_t view_contiguous(const struct view *view, uint32_t start, uint32_t end)
{
    size_t next = segment_of(view, start) + 1;
    if (next < view->segment_count && view->segments[next].start < end) {
        end = view->segments[next].start;
    }
    return end - start;
}

struct view_builder *view_builder_new(struct arena *arena, const struct view *base)
{
    struct view_builder *builder = ARENA_NEW(arena, struct view_builder);
    builder->base = base;
    builder->bytes.arena = arena;
    return builder;
}

void view_builder_keep(struct view_builder *builder, uint32_t start, uint32_t end)
{
    while (start < end) {
        uint32_t length = view_contiguous(builder->base, start, end);
        struct view_segment segment = {(uint32_t)builder->bytes.length,
                                       view_origin(builder->base, start)};
        VECTOR_PUSH(builder->bytes.arena, &builder->segments, segment);
        buffer_append(&builder->bytes, slice_sub(builder->base->bytes, start, start + length));
        start += length;
    }
}

struct view *view_builder_finish(struct view_builder *builder)
{
    struct arena *arena = builder->bytes.arena;
    if (builder->segments.count == 0) {
        return view_new(arena, builder->base->source, SLICE(""), view_origin(builder->base, 0));
    }
    struct view *view = ARENA_NEW(arena, struct view);
    *view = (struct view){buffer_slice(&builder->bytes), builder->base->source,
                          builder->segments.items, builder->segments.count};
    return view;
}
