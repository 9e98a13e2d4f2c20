/* The state of an abstract run: what each name stands for, and what changed since when.
 *
 * A name is a variable's, or one of the evaluator's own (they begin with a byte that no variable
 * does): "@" the positional parameters, "<PATH" what the script wrote into a file, "(NAME" the
 * functions of that name, "-NAME" a setting of the shell, "/" the working folder, ">" what has been
 * printed inside the command substitution or pipeline at hand. All of them branch and join alike.
 * Changes are kept in a journal, so that a branch costs what it changes and no more.
 */
#ifndef PAYLINT_SHELL_STATE_H
#define PAYLINT_SHELL_STATE_H

#include "base/map.h"
#include "base/vector.h"
#include "text/text.h"

#define STATE_POSITIONAL SLICE("@")
#define STATE_OUTPUT SLICE(">")
#define STATE_INPUT SLICE("&") /* what is left on standard input */
#define STATE_FOLDER SLICE("/")
#define STATE_FILE_PREFIX '<'
#define STATE_SETTING_PREFIX '-'
#define STATE_FUNCTION_PREFIX '('

struct shell_function;

enum variable_kind {
    VARIABLE_UNSET,
    VARIABLE_SCALAR,
    VARIABLE_ARRAY,    /* indexed, every item known to be there */
    VARIABLE_MAP,      /* associative, every key known */
    VARIABLE_FUNCTION, /* not a variable: the functions that a name may stand for */
    VARIABLE_OPAQUE,   /* an array of which nothing is known but what `value` says of each item */
};

/* What a name stands for; never changed once it is in a state. */
struct variable {
    enum variable_kind kind : 8;
    bool integer;         /* declare -i */
    bool lower;           /* declare -l */
    bool upper;           /* declare -u */
    bool attributes_vary; /* those three are only of some of the ways that lead here */
    bool is_reference;    /* declare -n */
    bool is_map;          /* declare -A, whatever is known of it */
    bool may_be_missing;  /* of VARIABLE_FUNCTION: in some branch it isn't defined */
    uint32_t count;       /* of VARIABLE_ARRAY, VARIABLE_MAP and VARIABLE_FUNCTION */
    uint16_t alternative_count;
    uint16_t local_depth; /* of the function's call that it is local to; 0: none is known */
    slice refers_to;      /* of a reference: the variable's name where it is known */
    struct text value;    /* of VARIABLE_SCALAR and VARIABLE_OPAQUE */
    union {
        struct { /* of VARIABLE_ARRAY and VARIABLE_MAP */
            const struct text *items;
            const slice *keys; /* of VARIABLE_MAP, one an item; else NULL */
        };
        /* Of VARIABLE_OPAQUE: the arrays that it is one of, where that is known. */
        const struct variable *const *alternatives;
        struct shell_function *const *functions; /* of VARIABLE_FUNCTION: `count` of them */
    };
};

struct binding {
    slice name;
    const struct variable *variable; /* NULL: never set in this script */
    uint32_t stamp;                  /* when it was last seen by what walks the journal */
    uint32_t row;                    /* in the table of a join at work */
};

/* What one name was changed to. */
struct change {
    struct binding *binding;
    const struct variable *variable;
};

/* What one branch changed; `live` is false where it never comes to its end. */
struct changes {
    const struct change *items;
    size_t count;
    bool live;
};

/* How many bindings a state has at hand. */
enum { STATE_RECENT = 128 };

struct state {
    struct arena *arena;
    struct map *bindings;
    /* Those asked for before, by where the bytes of the name stood: a name is mostly asked for at
     * the same place again, and then its bytes need not be mixed to a hash. */
    struct binding *recent[STATE_RECENT];
    VECTOR(struct change) journal; /* what each name was before it was changed */
    VECTOR(struct binding *) all;
    VECTOR(struct binding *) files; /* of all those of files */
    uint32_t stamp;
    uint32_t next_choice;
    bool has_alternatives; /* some array has been one of several that are known */
};

/* Alternatives of one join; more become a hole. */
enum { STATE_ALTERNATIVES_MAX = 8 };
/* A text of more pieces than this, counted through its choices, becomes a hole when it is joined or
 * put into a variable, and its choices do sooner: nothing grows without bound. */
enum { STATE_WEIGHT_MAX = 1024, STATE_CHOICES_WEIGHT_MAX = 96 };

struct state *state_new(struct arena *arena);

/* NULL where the name was never set. */
const struct variable *state_get(struct state *state, slice name);
void state_set(struct state *state, slice name, const struct variable *variable);
void state_set_text(struct state *state, slice name, struct text text);

/* A point in the journal to come back to. */
size_t state_mark(const struct state *state);
/* What changed since `mark`. */
struct changes state_changes(struct state *state, size_t mark);
/* The same, and undoes it. */
struct changes state_take(struct state *state, size_t mark);
/* Makes the changes again. */
void state_apply(struct state *state, struct changes changes);
/* The changes of both, the second made on top of the first. */
struct changes state_changes_after(struct state *state, struct changes first,
                                   struct changes second);
/* In every name's value makes the choice `id`. */
void state_choose(struct state *state, uint32_t id, uint32_t index);
/* Makes the changes of a subshell that outlive it: what it printed and what it wrote into files. */
void state_apply_lasting(struct state *state, struct changes changes);
/* Sets what a name is bound to, and notes what it was in the journal. */
void state_change(struct state *state, struct binding *binding, const struct variable *variable);
/* What the binding stands for where it is that variable, of an array its first item; NULL: what
 * stood there before the script. */
struct text state_scalar(struct state *state, const struct binding *binding,
                         const struct variable *variable);
static inline bool binding_is_function(const struct binding *binding)
{
    return binding->name.data[0] == STATE_FUNCTION_PREFIX;
}
/* state_join.c: makes the state what it is after one of several branches: where the live ones
 * agree, that; else the choice `id` (0: a new one) among what they say. False where none is live.
 */
bool state_join(struct state *state, const struct changes *branches, size_t count, uint32_t id);
/* Makes every variable unknown: `from` says what may have changed them. */
void state_forget(struct state *state, slice from, struct span span);
/* The same of those alone whose names begin so. */
void state_forget_named(struct state *state, slice prefix, slice from, struct span span);

/* Whether a file, by its path, is one of those meant by `context`. */
typedef bool state_file_test(const void *context, slice path);
/* Makes what stands in the files that pass the test unknown. */
void state_forget_files_that(struct state *state, state_file_test *test, const void *context,
                             slice from, struct span span);
/* Whether the script has written one that passes it. */
bool state_has_file_that(const struct state *state, state_file_test *test, const void *context);

/* The name under which the state keeps what the script wrote into a file; ./f is f. */
slice state_file_key(struct arena *arena, slice path);
/* What it keeps there, or NULL. */
const struct variable *state_get_file(struct state *state, slice path);

/* The name under which the state keeps the functions of that name. */
slice state_function_key(struct arena *arena, slice name);

/* The hole that an environment variable of this name is; the same each time. */
struct text state_environment(struct state *state, slice name);
/* What `$name` gives: the value, the hole of the environment, or nothing. */
struct text state_value(struct state *state, slice name);

#endif
