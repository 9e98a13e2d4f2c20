/* Text: bytes as a script would make them, some not known yet.
 *
 * A text is a row of pieces: literal bytes, holes (unknown bytes with a shape) and choices (what
 * one of several branches made). Texts are immutable; operations make new ones in an arena and
 * share bytes. Every piece knows the place in the file where it stands and the trail of steps that
 * brought it where it is used. A live message is a text of one literal piece. */
#ifndef PAYLINT_TEXT_TEXT_H
#define PAYLINT_TEXT_TEXT_H

#include "base/arena.h"
#include "base/vector.h"
#include "text/shape.h"
#include "text/source.h"

/* What becomes of a value on its way from origin to use. */
enum trail_kind {
    TRAIL_SET,      /* put into the variable `name` */
    TRAIL_EXPANDED, /* taken out of a variable or a command; `name` is the expansion as written */
    TRAIL_PASSED,   /* handed over as an argument; `name` is "$1 of publish" */
};

/* One step; a trail is a list from the newest step to the oldest. */
struct trail {
    const struct trail *older; /* NULL: this is the first step */
    struct span span;
    const char *name; /* not NUL-terminated */
    uint32_t name_length;
    enum trail_kind kind;
};

static inline slice trail_name(const struct trail *trail)
{
    return (slice){trail->name, trail->name_length};
}

/* How literal bytes were written. Outside shell everything is TEXT_PLAIN. */
enum text_quoting {
    TEXT_PLAIN,          /* unquoted, or made by a command */
    TEXT_ESCAPED,        /* behind a backslash, in or outside quotes */
    TEXT_SINGLE_QUOTED,  /* '…' */
    TEXT_DOUBLE_QUOTED,  /* "…" */
    TEXT_ANSI_C_QUOTED,  /* $'…' */
    TEXT_HEREDOC,        /* body of a heredoc that is expanded */
    TEXT_QUOTED_HEREDOC, /* body of a heredoc that isn't: its delimiter is quoted */
};

/* What a JSON writer such as jq has made sure of. */
enum hole_form {
    HOLE_FREE,    /* nothing */
    HOLE_ESCAPED, /* escaped as a JSON string's contents: the string that holds it is well-formed */
    HOLE_VALUE,   /* one whole JSON value */
};

/* What a hole is known to be the path of. */
enum hole_path {
    PATH_NONE,
    PATH_SCRIPT,        /* the script itself: $0 */
    PATH_SCRIPT_FOLDER, /* the folder that it stands in: $(dirname "$0") */
    PATH_RUN_FOLDER,    /* the folder that it is started in: $PWD */
};

/* How the bytes of a hole were made from another text. */
enum hole_encoding {
    ENCODING_NONE,
    ENCODING_BASE64, /* RFC 4648 section 4 */
};

struct choice;
struct text;

/* Unknown bytes. Shared by all pieces that stand for the same unknown. */
struct hole {
    enum shape shape : 8; /* of HOLE_ESCAPED: of the string's value */
    enum hole_form form : 8;
    enum hole_path path : 8;
    enum hole_encoding encoding : 8;
    bool from_outside; /* it depends on something outside the script, which `from` names */
    bool not_empty;    /* at least one byte, whatever its shape says */
    bool is_list;      /* of a word: it may stand for any number of words, or none */
    bool is_pasted;    /* it stood in what the shell read, and may be any part of it */
    bool is_large; /* it stands for a text too large to go on with: what is added is lost in it */
    uint32_t one_of_count;
    const slice *one_of; /* the literals of SHAPE_ONE_OF */
    slice from;          /* what makes it, for people: "uuidgen | tr", "environment variable X" */
    struct span span;    /* where it arises */
    const struct choice *each;  /* of a list: what each of its words is; NULL: it isn't known */
    const struct text *encoded; /* the text before that encoding; NULL without one */
    const struct hole *derived_from; /* the hole that a command or operator changed into this one */
};

/* What the branches of one `if`, `case`, `||` … made of a value. All choices with the same id are
 * made together: the nth alternative of one goes with the nth of the other. */
struct choice {
    uint32_t id;
    uint32_t count;
    const struct text *alternatives;
    /* What is asked of it again and again; `choice_new` works it out. */
    uint32_t
        weight;   /* pieces in it, counted through the choices inside; UINT32_MAX: at least that */
    uint64_t ids; /* a bit for each id that occurs in it: that of the id's remainder by 64 */
};

enum text_piece_kind { PIECE_LITERAL, PIECE_HOLE, PIECE_CHOICE };

/* A run holds many: they are kept small. */
struct text_piece {
    union {
        const char *data; /* of PIECE_LITERAL: its bytes */
        const struct hole *hole;
        const struct choice *choice;
    };
    uint32_t length; /* of PIECE_LITERAL, else 0 */
    enum text_piece_kind kind : 8;
    /* Of a literal: how it was written; else what it was expanded in. */
    enum text_quoting quoting : 8;
    /* Where it stands. A literal as long as its span is written there byte for byte; else the
     * whole literal comes from the whole span. */
    struct span span;
    const struct trail *trail; /* NULL: it is used where it stands */
};

/* A literal piece of these bytes, TEXT_PLAIN. */
static inline struct text_piece piece_literal(slice bytes, struct span span)
{
    return (struct text_piece){
        .data = bytes.data, .length = (uint32_t)bytes.length, .kind = PIECE_LITERAL, .span = span};
}

/* The piece's bytes; of other kinds than literals none. */
static inline slice piece_bytes(const struct text_piece *piece)
{
    return piece->kind == PIECE_LITERAL ? (slice){piece->data, piece->length} : SLICE("");
}

/* Puts others into a literal piece. */
static inline void piece_set_bytes(struct text_piece *piece, slice bytes)
{
    piece->data = bytes.data;
    piece->length = (uint32_t)bytes.length;
}

/* The piece's hole; of other kinds NULL. */
static inline const struct hole *piece_hole(const struct text_piece *piece)
{
    return piece->kind == PIECE_HOLE ? piece->hole : NULL;
}

struct text {
    const struct text_piece *pieces;
    size_t count;
};

/* Whether the hole, inside a JSON string, leaves the string well-formed. */
static inline bool hole_is_string_safe(const struct hole *hole)
{
    return hole->form == HOLE_ESCAPED || shape_is_json_string_safe(hole->shape);
}

/* ---- Building ---- */

struct text_builder {
    struct arena *arena; /* the maker sets it */
    VECTOR(struct text_piece) pieces;
};

/* Appends literal bytes (not copied). Nothing is appended for no bytes. */
void text_append_literal(struct text_builder *builder, slice bytes, struct span span,
                         enum text_quoting quoting);
void text_append_hole(struct text_builder *builder, const struct hole *hole, struct span span);
void text_append_piece(struct text_builder *builder, struct text_piece piece);
/* Makes room for `count` pieces more: where so many are expected no copies of them stay behind. */
void text_reserve(struct text_builder *builder, size_t count);
void text_append(struct text_builder *builder, struct text text);
struct text text_finish(const struct text_builder *builder);

/* The same pieces, in the arena. */
struct text text_copy(struct arena *arena, struct text text);
/* The one behind the other. */
struct text text_join(struct arena *arena, struct text first, struct text second);
/* A text of one literal piece. */
struct text text_literal(struct arena *arena, slice bytes, struct span span);
struct text text_of_hole(struct arena *arena, const struct hole *hole);
/* A new hole for something from outside the script, of which nothing is known. */
struct hole *hole_unknown(struct arena *arena, slice from, struct span span);
/* A choice among `alternatives`, which must live as long as the arena. */
const struct choice *choice_new(struct arena *arena, uint32_t id, const struct text *alternatives,
                                uint32_t count);
/* A text that is one of `alternatives`, decided together with all choices of the same `id`. */
struct text text_choice(struct arena *arena, uint32_t id, const struct text *alternatives,
                        uint32_t count);

/* The literal piece cut to its bytes from `from` up to `to`. */
struct text_piece text_piece_cut(struct text_piece piece, size_t from, size_t to);
/* `text` without its first `length` bytes, which must be literal. */
struct text text_drop_prefix(struct arena *arena, struct text text, size_t length);

/* A step that is put on the trails of pieces. Those that came the same way before share it. */
struct trail_step {
    struct arena *arena;
    enum trail_kind kind;
    slice name;
    struct span span;
    const struct trail *latest; /* the trail made last; NULL at first */
};
struct text_piece text_piece_with_step(struct trail_step *step, struct text_piece piece);

/* `text` with one more step on the trail of each of its pieces. */
struct text text_with_step(struct arena *arena, struct text text, enum trail_kind kind, slice name,
                           struct span span);

/* ---- Asking ---- */

/* The same as text_is_literal, of any text. */
bool text_is_literal_in_pieces(struct arena *arena, struct text text, slice *bytes);

/* Whether all of `text` is known; if so `*bytes` is it in one run (shared where it is one piece).
 */
static inline bool text_is_literal(struct arena *arena, struct text text, slice *bytes)
{
    if (text.count == 1 && text.pieces[0].kind == PIECE_LITERAL) {
        *bytes = piece_bytes(&text.pieces[0]);
        return true;
    }
    return text_is_literal_in_pieces(arena, text, bytes);
}

/* The literal bytes that `text` begins with, as far as its first piece goes. */
slice text_prefix(struct text text);
/* The same, as far as all its first pieces go. */
slice text_whole_prefix(struct arena *arena, struct text text);
/* The same without blanks and newlines at both ends, of the first piece that is more than those. */
slice text_visible_prefix(struct text text);
bool text_is_empty(struct text text);
/* Whether both stand for the same bytes in every run; places and trails don't matter. */
bool text_equal(struct text a, struct text b);
/* Whether `now`, of another analysis, says the same of what is sent as `before`: the same literal
 * bytes, and holes of the same shape and origin between them. A UUID may have become one in lower
 * case. */
bool text_alike(struct text before, struct text now);
/* The narrowest shape that holds every value of `text`. SHAPE_LITERAL where it is literal. */
enum shape text_shape(struct arena *arena, struct text text);
/* A hole in `text` that comes from outside the script, or any hole, or NULL. */
const struct hole *text_first_hole(struct text text);
/* Whether `text` has more than `limit` pieces, counted through its choices. */
bool text_is_heavier(struct text text, size_t limit);

/* ---- Resolving choices ---- */

/* The texts without choices that `text` stands for, in order, at most `limit` (from 1). Where
 * there would be more, choices become holes of a shape that holds all their alternatives. */
struct text_list {
    const struct text *items;
    size_t count;
};
struct text_list text_resolve(struct arena *arena, struct text text, size_t limit);

/* The first choice in `text`, or NULL. */
const struct choice *text_first_choice(struct text text);
/* `text` with the `index`th alternative wherever a choice has the given id, inside others too. */
struct text text_choose(struct arena *arena, struct text text, uint32_t id, uint32_t index);
/* `text` with a hole for each choice, of a shape that holds all its alternatives. */
struct text text_without_choices(struct arena *arena, struct text text);

/* ---- Laying out ---- */

/* Stands for a hole in laid-out bytes. It never occurs in UTF-8; where input holds the byte itself,
 * only the list of holes tells the two apart. */
#define TEXT_HOLE_BYTE '\xFF'

struct flat_piece {
    uint32_t start; /* offset of the piece's first byte */
    const struct text_piece *piece;
};

/* A text without choices as one run of bytes: each hole is one TEXT_HOLE_BYTE. */
struct flat_text {
    slice bytes;
    const struct flat_piece *pieces; /* by ascending start; none for a live message */
    size_t piece_count;
    const uint32_t *holes; /* ascending offsets of the hole bytes */
    size_t hole_count;
};

struct flat_text text_flatten(struct arena *arena, struct text text);
/* The laid-out bytes from `start` up to `end` as a text again. */
struct text flat_cut(struct arena *arena, const struct flat_text *flat, uint32_t start,
                     uint32_t end);
/* The layout of finished bytes: no holes, no pieces. */
struct flat_text flat_of_bytes(slice bytes);
/* The piece that the byte at `offset` belongs to; NULL where there are no pieces. Past the end,
 * the last one. */
const struct flat_piece *flat_piece_at(const struct flat_text *flat, uint32_t offset);
/* Where the byte at `offset` stands; a zero span where there are no pieces. */
struct span flat_byte_span(const struct flat_text *flat, uint32_t offset);
/* The index of the first hole at or after `offset`; `hole_count` where there is none. */
size_t flat_first_hole(const struct flat_text *flat, uint32_t offset);
bool flat_is_hole(const struct flat_text *flat, uint32_t offset);

#endif
