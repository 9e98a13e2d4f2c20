/* Views: bytes derived from a source, and where each stands there.
 *
 * Some are dropped (the backslashes inside backquotes, the indentation of a YAML block, the first
 * `$` of a recipe's `$$`), some stand for others (a tab for the `\t` of a JSON string), some are
 * put in from elsewhere (the value of a make variable), some aren't known (what a workflow's
 * `${{ … }}` becomes). Everything that reads shell reads a view; the view of a whole file is the
 * file itself. */
#ifndef PAYLINT_TEXT_VIEW_H
#define PAYLINT_TEXT_VIEW_H

#include "text/source.h"

struct hole;
struct writing;

/* What isn't known before the shell reads it is one such byte in the view: to the lexer a byte of a
 * word like any other. Where a source holds the byte itself, only the segment tells. */
#define VIEW_HOLE_BYTE '\xFF'

enum view_segment_kind {
    VIEW_KEPT,   /* the bytes stand from `origin` on */
    VIEW_PASTED, /* the same; `site` is where they were put in */
    VIEW_MADE,   /* the bytes together stand for those at `site` */
    VIEW_HOLE,   /* one VIEW_HOLE_BYTE stands for those at `site` */
};

/* The bytes from offset `start` of the view on, up to the next segment. */
struct view_segment {
    enum view_segment_kind kind;
    uint32_t start;
    uint32_t origin;
    uint32_t site_start; /* of all but VIEW_KEPT: bytes of the source */
    uint32_t site_end;
    const struct hole *hole;       /* of VIEW_HOLE */
    const struct writing *writing; /* how others are written in their place: src/host/writing.h */
};

struct view {
    slice bytes;
    const struct source *source;
    const struct view_segment *segments; /* by ascending start, the first at 0; never empty */
    size_t segment_count;
    bool is_in_order; /* their places in the source begin in this order, and end in it */
};

/* The view of all of `source`. */
struct view *view_of_source(struct arena *arena, const struct source *source);

/* A part of `view`, its bytes shared. */
struct view *view_part(struct arena *arena, const struct view *view, uint32_t start, uint32_t end);

/* The segment that the byte at `offset` belongs to. */
const struct view_segment *view_segment_at(const struct view *view, uint32_t offset);

/* The bytes of the source that a segment stands for. */
struct span view_place(const struct view *view, size_t index);

/* Segments from `first` up to `end`. */
struct view_range {
    size_t first;
    size_t end;
};

/* Those that may touch the bytes of the source from `start` up to `end`; of a view that isn't in
 * order all of them. */
struct view_range view_touching(const struct view *view, uint32_t start, uint32_t end);

/* Where the byte at `offset` of the view stands in the source, or was put in. */
uint32_t view_origin(const struct view *view, uint32_t offset);

/* The offset in the view of the byte that stands at `origin`, or of what was made of the byte
 * there; false where it was dropped, or something unknown takes its place. */
bool view_find(const struct view *view, uint32_t origin, uint32_t *offset);

/* The same as view_span, of any view. */
struct span view_span_of_segments(const struct view *view, uint32_t start, uint32_t end);

/* Where the bytes from `start` up to `end` stand, with what was dropped between them. Bytes from
 * elsewhere stand where they were put in. */
static inline struct span view_span(const struct view *view, uint32_t start, uint32_t end)
{
    const struct view_segment *first = view->segments;
    if (view->segment_count > 1 || first->kind != VIEW_KEPT) {
        return view_span_of_segments(view, start, end);
    }
    return (struct span){view->source, first->origin + start,
                         first->origin + (end > start ? end : start)};
}

/* Where the byte before `offset` ends. */
uint32_t view_end(const struct view *view, uint32_t offset);

/* Where bytes of one segment are written: those from elsewhere, there. */
struct span view_written(const struct view *view, uint32_t start, uint32_t end);

/* How many bytes from `start` on, at most up to `end`, belong to one segment. */
uint32_t view_contiguous(const struct view *view, uint32_t start, uint32_t end);

/* What the byte at `offset` stands for, or NULL where it is known. */
const struct hole *view_hole(const struct view *view, uint32_t offset);
/* Whether all bytes from `start` up to `end` are known. */
bool view_is_known(const struct view *view, uint32_t start, uint32_t end);

/* Builds a view run by run. What is put in is written as what stands before it, or else as the
 * beginning of `base`. */
struct view_builder;
struct view_builder *view_builder_new(struct arena *arena, const struct view *base);
/* Appends the bytes from `start` up to `end` of the base view. */
void view_builder_keep(struct view_builder *builder, uint32_t start, uint32_t end);
/* The same of another view of the same source. */
void view_builder_append(struct view_builder *builder, const struct view *view, uint32_t start,
                         uint32_t end);
/* Appends all of `view`, another view of the same source, in place of the bytes of the source from
 * `site_start` up to `site_end`. */
void view_builder_paste(struct view_builder *builder, const struct view *view, uint32_t site_start,
                        uint32_t site_end);
/* Appends `bytes`, which must live as long as the view, or a hole, in place of those. */
void view_builder_make(struct view_builder *builder, slice bytes, uint32_t site_start,
                       uint32_t site_end);
void view_builder_hole(struct view_builder *builder, const struct hole *hole, uint32_t site_start,
                       uint32_t site_end);
struct view *view_builder_finish(struct view_builder *builder);

/* `view` as bash reads it, which drops NUL bytes; itself where it holds none. */
const struct view *view_without_nul(struct arena *arena, const struct view *view);

#endif
