/* Writings: how shell is written in the file of a host, the way back from a view. A recipe doubles
 * its dollars, a JSON string escapes its quotes, a YAML block indents its lines. Hosts say of their
 * views how they are written; src/fix makes edits as the shell would read them, and puts them into
 * the file's terms here.
 *
 * Writings stand inside each other, as YAML's quotes do round Compose's doubled dollars: the one
 * that the shell is nearest to comes first. */
#ifndef PAYLINT_HOST_WRITING_H
#define PAYLINT_HOST_WRITING_H

#include "text/edit.h"
#include "text/view.h"

enum writing_kind {
    WRITTEN_AS_WORDS,    /* no shell reads it: nothing but bytes that mean themselves everywhere */
    WRITTEN_AS_LINES,    /* as it is; each line of it may have its own beginning: a YAML literal */
    WRITTEN_AS_ONE_LINE, /* as it is, with no end of a line in it */
    WRITTEN_JOINED, /* the same, but a backslash before the end of a line joins it to the next */
    WRITTEN_DOLLARS_DOUBLED,
    WRITTEN_YAML_FOLDED,
    WRITTEN_YAML_PLAIN,
    WRITTEN_YAML_SINGLE_QUOTED,
    WRITTEN_YAML_DOUBLE_QUOTED,
    WRITTEN_JSON_STRING,
    WRITTEN_AS_ITEM, /* one of a list whose items one shell reads, each a line: GitLab */
};

struct writing {
    enum writing_kind kind;
    uint32_t begin;    /* of YAML scalars: where it stands, from its quote or `|` */
    uint32_t end;      /* up to here, */
    uint32_t start;    /* and where its text begins */
    bool in_flow;      /* of YAML_PLAIN: inside [ ] or { } */
    slice line_prefix; /* of JOINED: what each line of the file that is added begins with */
    slice indent;      /* of JOINED: of the lines after the first, for the shell */
    const struct writing *outer; /* NULL: the file itself */
};

/* The view, written so; what is said of it already is what stands outside. A view of which nothing
 * is said is as WRITTEN_AS_WORDS. */
const struct view *view_written_as(struct arena *arena, const struct view *view,
                                   struct writing writing);

/* Whether the bytes mean themselves in every shell and every host: letters, digits, - _ and dots.
 */
bool writing_is_plain(slice bytes);

/* Whether a shell reads the byte at `offset` of the view, so that an expansion can be put there. */
bool writing_is_shell(const struct view *view, uint32_t offset);

/* Whether lines can be put behind the one that holds the offset. */
bool writing_takes_lines(const struct view *view, uint32_t offset);

/* What stands between a command and the statement at `offset` of the view, before which it is put:
 * a newline and the statement's indentation where it can have a line of its own, or else "; ". */
slice writing_separator(struct arena *arena, const struct view *view, uint32_t offset);

/* Whether the edit touches bytes of the view. */
bool writing_holds(const struct view *view, const struct edit *edit);

/* Adds to `edits` what makes of the file one in which the shell reads the text of `edit` in its
 * place. False where that can't be written there. */
bool writing_put(struct arena *arena, const struct view *view, struct edit edit,
                 struct edits *edits);

#endif
