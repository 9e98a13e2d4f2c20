/* Views: bytes derived from a source by dropping some of them (the backslashes inside backquotes,
 * the indentation of a YAML block, the first `$` of a recipe's `$$`), and where each stands there.
 * Everything that reads shell reads a view; the view of a whole file is the file itself. */
#ifndef PAYLINT_TEXT_VIEW_H
#define PAYLINT_TEXT_VIEW_H

#include "text/source.h"

/* The bytes from offset `start` of the view on stand from offset `origin` of the source on. */
struct view_segment {
    uint32_t start;
    uint32_t origin;
};

struct view {
    slice bytes;
    const struct source *source;
    const struct view_segment *segments; /* by ascending start, the first at 0; never empty */
    size_t segment_count;
};

/* The view of all of `source`. */
struct view *view_of_source(struct arena *arena, const struct source *source);

/* A part of `view`, its bytes shared. */
struct view *view_part(struct arena *arena, const struct view *view, uint32_t start, uint32_t end);

/* Where the byte at `offset` of the view stands in the source. */
uint32_t view_origin(const struct view *view, uint32_t offset);

/* Where the bytes from `start` up to `end` stand, with what was dropped between them. */
struct span view_span(const struct view *view, uint32_t start, uint32_t end);

/* How many bytes from `start` on, at most up to `end`, stand side by side in the source. */
uint32_t view_contiguous(const struct view *view, uint32_t start, uint32_t end);

/* Builds a view byte run by byte run. */
struct view_builder;
struct view_builder *view_builder_new(struct arena *arena, const struct view *base);
/* Appends the bytes from `start` up to `end` of the base view. */
void view_builder_keep(struct view_builder *builder, uint32_t start, uint32_t end);
struct view *view_builder_finish(struct view_builder *builder);

#endif
