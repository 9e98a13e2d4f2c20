/* Hosts: files that hold shell, as scripts of their own do and as Markdown, workflows, Makefiles
 * and Dockerfiles do.
 *
 * A host finds in a file the regions that a shell would read, each as a view of exactly the bytes
 * that it would read, and what is known when it starts. To add one: a file in this folder and a row
 * in host.c. */
#ifndef PAYLINT_HOST_HOST_H
#define PAYLINT_HOST_HOST_H

#include "shell/evaluate.h"

struct region {
    const struct view *view; /* says of its bytes how they are written, too: writing.h */
    struct shell_start start;
    bool elsewhere; /* it is run where the repository's files aren't, or in some folder of it */
};

struct regions {
    struct region *items;
    size_t count;
    size_t capacity;
    const char *unread; /* why some of the file's may be missing, for people; or NULL */
};

/* Whether a walk takes the file of this path (its last folders matter, not only its name): one that
 * holds shell by convention. Scripts are told by their ending or shebang elsewhere. */
bool host_takes(slice path);

/* Whether the file of this path is one that holds shell, or may be: of YAML the content tells. */
bool host_reads(slice path);

/* Whether a walk enters this hidden file or folder, whose name begins with a dot. */
bool host_takes_hidden(const char *name);

/* Adds the regions of `source` to `regions`, in order. What kind of file it is is told by its path,
 * of YAML by its content; everything else is a script. All lives in `arena`. */
void host_find_regions(struct arena *arena, const struct source *source, struct regions *regions);

#endif
