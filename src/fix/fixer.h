/* The state of fixing one script; shared by the files of src/fix and nobody else: fix.c (the
 * table), outline.c, shell_file.c and site.c (where in shell a byte stands), target.c (where a
 * value of a payload is written), statement.c (what runs before it), setter.c (what sets
 * variables), quote.c (how bytes are written there), heredoc.c, splice.c (changes of a payload as
 * edits), name.c, and the fixes, one file each. */
#ifndef PAYLINT_FIX_FIXER_H
#define PAYLINT_FIX_FIXER_H

#include "base/map.h"
#include "base/vector.h"
#include "fix/fix.h"
#include "host/host.h"
#include "host/writing.h"

struct fixer {
    struct arena *arena;
    struct shell_parser *parser;
    struct finding *const *findings; /* all that are being fixed */
    size_t finding_count;
    struct {
        struct shell_file **items;
        size_t count;
        size_t capacity;
    } files;
    struct map *setters;       /* setter.c: of each script that was asked for */
    struct map *unexpanded;    /* unexpanded.c: of each rule */
    struct map *lowered;       /* lowercase.c: of each rule and file */
    struct map *special_bytes; /* heredoc.c: of each heredoc */
};

/* ---- outline.c ---- */

/* A node among all of a tree. */
struct outline_node {
    const struct shell_node *node;
    uint32_t parent; /* the root's is itself */
    bool is_tested;  /* a condition of the `if`, `while` or `until` that is its parent */
};

/* The nodes of a tree, each before its children; the first is the root. */
struct outline {
    const struct outline_node *nodes;
    size_t count;
};

struct outline outline_new(struct arena *arena, const struct shell_tree *tree);

/* The nodes that hold a token, from the root in; the root is always there. */
struct outline_path {
    const struct outline_node *const *steps;
    size_t count;
};

struct outline_path outline_path(struct arena *arena, const struct outline *outline,
                                 uint32_t token);

/* ---- shell_file.c ---- */

/* A region of a file, read as shell. */
struct shell_region {
    const struct view *view;
    uint32_t start; /* the bytes of the file that it stands for, and others between them */
    uint32_t end;
    const struct shell_script *script;
    struct outline outline;
    struct {
        const struct token **items;
        size_t count;
        size_t capacity;
    } openers; /* of heredocs, in their order */
};

/* A file that findings stand in. */
struct shell_file {
    const struct source *source;
    bool is_posix;                      /* it is run by a shell that isn't bash */
    bool sets_pipefail;                 /* a pipeline fails where any of its commands does */
    bool lowers_by_expansion;           /* it has ${X,,} somewhere */
    const struct shell_region *regions; /* none: it is data, such as a JSON file */
    size_t region_count;
    bool is_in_order;        /* the regions begin and end in this order */
    const struct map *names; /* names_read's */
};

/* The file behind `source`, read once. */
const struct shell_file *fixer_file(struct fixer *fixer, const struct source *source);

/* The regions that may touch the bytes from `start` up to `end`. */
struct view_range regions_touching(const struct shell_file *file, uint32_t start, uint32_t end);

/* ---- site.c ---- */

/* Where in shell a byte stands. */
struct site {
    const struct shell_file *file;
    const struct shell_region *region;
    const struct token *outer;         /* of the region's script: the token that holds it */
    const struct shell_script *script; /* the innermost that holds it: inside $(…) that one's */
    const struct token *token;         /* of that script */
    const struct heredoc *heredoc; /* in whose body it stands, not inside a $(…) there; or NULL */
    const struct view *view;       /* that `offset` and the part count in */
    uint32_t offset;
    const struct word_part *part;    /* the innermost; NULL: a word in which nothing is quoted */
    const struct word_part *operand; /* the innermost ${…} in whose operand it stands; or NULL */
    enum text_quoting quoting;
    bool is_backquoted; /* inside `…`, where backslashes count twice */
    bool is_clear;      /* false in what isn't read byte by byte: arithmetic, [[ ]] */
};

/* False where the byte stands in no word and no heredoc of any region: in a comment, say. */
bool site_find(struct fixer *fixer, const struct source *source, uint32_t offset,
               struct site *site);

/* ---- target.c ---- */

enum target_kind {
    TARGET_SHELL,  /* `site` says how it is written */
    TARGET_DATA,   /* in a file that is data: as it is */
    TARGET_OPAQUE, /* in a way that isn't understood: bytes that need no quoting anywhere */
};

/* Where bytes of a payload are written in a file. */
struct target {
    enum target_kind kind;
    bool is_direct; /* of TARGET_SHELL: what the shell makes of it there is what is sent; else
                       something reads it once more: the script of sh -c '…' */
    const struct source *source;
    uint32_t start;
    uint32_t end;
    struct site site; /* of TARGET_SHELL */
};

/* Where the contents of a string are written, its quotes left out, or all of another value. False
 * where that isn't one place. */
bool target_of_value(struct fixer *fixer, const struct finding *finding, struct target *target);
/* Where the bytes from `start` up to `end` of the payload are written, each as itself, behind a
 * backslash, or as an escape of $'…'. */
bool target_of_bytes(struct fixer *fixer, const struct flat_text *flat, uint32_t start,
                     uint32_t end, struct target *target);
/* The last variable that the byte at `offset` was put into, but none that the one at `around` is in
 * as well; NULL where there is none. */
const struct trail *flat_last_set(const struct flat_text *flat, uint32_t offset, uint32_t around);
/* The bytes of the target as the shell reads them. */
slice target_written(const struct target *target);
/* Takes in the quotes round the target where nothing else stands in them. */
void target_take_quotes(struct target *target);
/* The name of the variable whose value the target is, all of it: NAME=…, also behind `local` and
 * its like. Data NULL where it isn't such a value. */
slice target_assigned(const struct target *target);
/* Whether it is all of the operand of a ${…:-…}. */
bool target_is_operand(const struct target *target);

/* ---- side_effect.c ---- */

/* Whether the script would miss more than the value if the target weren't evaluated. */
bool target_has_side_effect(const struct target *target);

/* ---- setter.c ---- */

/* Whether the region gives the variable a value before the token `reader`, which can see it. */
bool variable_is_set_before(struct fixer *fixer, const struct shell_region *region, slice name,
                            const struct token *reader);

/* ---- statement.c ---- */

/* A statement, the sequence that it is a child of, and the `if`, `while` or `until` whose condition
 * that is; NULL where it is none's. */
struct statement_step {
    const struct shell_node *sequence;
    const struct shell_node *statement;
    const struct shell_node *tested_by;
};

/* The statements round a token of a region, from the outermost in. */
struct statement_path {
    const struct statement_step *steps;
    size_t count;
};

struct statement_path statement_path(struct arena *arena, const struct shell_region *region,
                                     const struct token *token);
/* The edit that runs `command` right before the statement, on a line of its own where it has one.
 */
struct edit statement_before(struct arena *arena, const struct shell_region *region,
                             const struct shell_node *statement, slice command);
/* The same right behind it; the statement is followed by a newline or a `;`. */
struct edit statement_after(struct arena *arena, const struct shell_region *region,
                            const struct shell_node *statement, slice command);

/* ---- quote.c ---- */

/* `before` and `after` round the value of the variable `name` (or, where it begins with `$(`, what
 * that prints), written so that the shell makes these bytes of it at the target. */
slice quote_expansion(struct arena *arena, const struct target *target, slice before, slice name,
                      slice after);
/* Bytes, written so that the shell makes them of it there. */
slice quote_bytes(struct arena *arena, const struct target *target, slice bytes);

/* ---- heredoc.c ---- */

/* Takes the quotes off the delimiter of the heredoc that the target stands in, and escapes what
 * would then be expanded but for the `count` spans of `expanded`. False (nothing appended) where
 * there is more than `escapes_max` to escape, or where the delimiter needs its quotes. */
bool heredoc_unquote(struct fixer *fixer, const struct target *target, const struct span *expanded,
                     size_t count, size_t escapes_max, struct edits *edits);

/* ---- splice.c ---- */

/* Whether two bytes of a payload came to it the same way: neither is of what a variable brought
 * that the other isn't of. */
bool flat_same_way(const struct flat_text *flat, uint32_t a, uint32_t b);
/* Whether the bytes from `start` up to `end` are literal and written one after the other, with
 * nothing between them that could become something else in another run. */
bool flat_is_row(const struct flat_text *flat, uint32_t start, uint32_t end);

/* Bytes of a payload that others take the place of. */
struct splice {
    uint32_t start;
    uint32_t end; /* the same: something is put in */
    slice bytes;
    bool behind;      /* it is put in as the byte before it is written, else as the one after it */
    bool takes_quote; /* it is a quote that the shell has taken: it is escaped there */
};

/* By ascending start; splices_add and the others put each where it belongs. */
struct splices {
    struct splice *items;
    size_t count;
    size_t capacity;
};

void splices_add(struct fixer *fixer, struct splices *splices, uint32_t start, uint32_t end,
                 slice bytes);
/* Puts bytes in right behind the one before `offset`. */
void splices_insert_behind(struct fixer *fixer, struct splices *splices, uint32_t offset,
                           slice bytes);
/* Whether the bytes from `start` up to `end` were meant to have the quotes that the shell takes
 * from round them: "{"id": 1}". */
bool flat_lost_quotes(const struct flat_text *flat, uint32_t start, uint32_t end);
/* Puts JSON's quotes round the bytes from `start` up to `end`, which may be an expansion; those
 * that were lost are escaped where they stand. False where what is round the bytes isn't written
 * round them. */
bool splices_quote(struct fixer *fixer, const struct flat_text *flat, struct splices *splices,
                   uint32_t start, uint32_t end);
/* The payload as they make it. */
struct flat_text splices_read(struct arena *arena, const struct flat_text *flat,
                              const struct splices *splices);
/* Appends the edits of the file that the finding stands in which make them; false (nothing
 * appended) where some byte isn't written there, or not in a way that is understood. */
bool splices_write(struct fixer *fixer, const struct finding *finding,
                   const struct splices *splices, struct edits *edits);

/* ---- name.c ---- */

/* The names in the bytes that have _UUID in them, as those of name_for_literal do: a map to
 * anything. */
struct map *names_read(struct arena *arena, slice bytes);

/* The names that are in use where a region's shell can see them. */
struct names;
/* Those of the file, of the shell, where escapes of the host (`\n`) no longer hide that one begins,
 * and `given`, which all regions share. */
struct names *names_new(struct arena *arena, const struct shell_file *file,
                        const struct shell_region *region, struct map *given);
/* A name for a variable that holds what takes the place of the literal: TEST1_UUID for
 * test1_backward_compat. `field` is taken where the literal says nothing. One that isn't used, and
 * then counts as given. */
slice name_for_literal(struct names *names, slice literal, slice field);
/* How often the bytes have `$NAME` or `${NAME…`. */
size_t name_count_expansions(slice bytes, slice name);

/* ---- Fixes ---- */

/* Appends the edits of one finding; false (nothing appended) where there are none. Sets the fix's
 * safety where it is less safe than the rule's, and its title. */
typedef bool fixer_function(struct fixer *fixer, const struct finding *finding, struct edits *edits,
                            struct fix *fix);
fixer_function fix_pipe, fix_lowercase, fix_json_syntax, fix_unexpanded, fix_unquoted,
    fix_duplicate, fix_base64, fix_content_type;

/* The findings of rules that generate a value, all together. */
void fix_generate(struct fixer *fixer, struct finding *const *findings, size_t count);

/* Gives the finding a fix; of several the first is tried first. The edits are as the shell shall
 * read them, and are written here as the host of the file has it; false where that can't be done.
 */
bool fixer_add(struct fixer *fixer, struct finding *finding, const struct edits *edits,
               struct fix fix);

#endif
