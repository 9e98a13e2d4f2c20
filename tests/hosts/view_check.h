/* What the tests of hosts share: whether views map back to their source, and what a command prints.
 */
#ifndef PAYLINT_TESTS_HOSTS_VIEW_CHECK_H
#define PAYLINT_TESTS_HOSTS_VIEW_CHECK_H

#include "base/buffer.h"
#include "text/view.h"

#include <stdio.h>

/* How many bytes that should stand in the source as they are don't. */
static inline size_t view_bytes_astray(const struct view *view)
{
    size_t astray = 0;
    uint32_t length = (uint32_t)view->bytes.length;
    slice source = view->source->bytes;
    for (uint32_t at = 0; at < length;) {
        uint32_t run = view_contiguous(view, at, length);
        struct span span = view_written(view, at, at + run);
        slice bytes = slice_sub(view->bytes, at, at + run);
        bool inside = span.start <= span.end && span.end <= source.length;
        bool made = view->segments[0].kind != VIEW_KEPT;
        for (size_t i = 0; i < view->segment_count; i++) {
            if (view->segments[i].start == at) {
                made = view->segments[i].kind == VIEW_MADE || view->segments[i].kind == VIEW_HOLE;
            }
        }
        astray += !inside || (!made && !slice_equal(bytes, span_bytes(span))) ? run : 0;
        at += run;
    }
    return astray;
}

static inline slice command_output(struct arena *arena, const char *command)
{
    struct buffer output = {.arena = arena};
    char bytes[4096];
    FILE *pipe = popen(command, "r");
    for (size_t got; pipe && (got = fread(bytes, 1, sizeof bytes, pipe)) > 0;) {
        buffer_append(&output, (slice){bytes, got});
    }
    if (pipe) {
        pclose(pipe);
    }
    return buffer_slice(&output);
}

#endif
