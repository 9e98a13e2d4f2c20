/* Files as fixes make them, before they are written: what is read instead of what stands on disk.
 */
#ifndef PAYLINT_CLI_OVERLAY_H
#define PAYLINT_CLI_OVERLAY_H

#include "base/arena.h"

/* The `real` path of standard input. */
#define OVERLAY_STDIN "-"

struct overlay_file {
    const char *path; /* as the user would name it */
    slice real;       /* absolute, no symbolic links in it */
    slice before;     /* what stands on disk */
    slice bytes;      /* what is to stand there */
    bool is_read;     /* somebody has asked for it */
};

/* Trials are stacked: an overlay holds what it has and then what the one below has. */
struct overlay {
    const struct overlay *below; /* NULL: the disk */
    struct arena *arena;
    struct {
        struct overlay_file *items;
        size_t count;
        size_t capacity;
    } files;
};

/* What the file is to be; false where no overlay has it. `overlay` may be NULL. */
bool overlay_get(const struct overlay *overlay, slice real, slice *bytes);
/* Sets what it is to be; all is copied. `before` counts where the overlay hasn't the file yet. */
void overlay_put(struct overlay *overlay, const char *path, slice real, slice before, slice bytes);

#endif
