/* The evaluator's own state, shared by its files: evaluate.c (structure), branch.c, case.c,
 * loop.c, function.c, command.c (simple commands), declaration.c, fork.c, condition.c, redirect.c,
 * nested.c, files.c, assign.c, expand.c (words), parameter.c (${…}), builtin.c, and the command
 * models. Nobody else includes this. */
#ifndef PAYLINT_SHELL_EVALUATOR_H
#define PAYLINT_SHELL_EVALUATOR_H

#include "shell/evaluate.h"
#include "shell/state.h"

enum {
    EVALUATE_DEPTH_MAX = 400,        /* of nested nodes, calls and substitutions together */
    EVALUATE_RECURSION_MAX = 4,      /* of one function inside itself */
    EVALUATE_LOOP_RECURSION_MAX = 2, /* the same in a loop that is run until it is stable */
    EVALUATE_CALLS_MAX = 16,         /* of functions inside functions */
    EVALUATE_UNROLL_MAX = 64, /* words of a `for` that are run one by one, rounds of a `while` */
    EVALUATE_UNROLL_DEPTH_MAX = 2, /* of such a `while` inside another */
    EVALUATE_PASSES_MAX = 4,       /* over a loop's body until what it changes is stable */
};

/* What an argument comes from where it isn't known which it is. */
#define SOME_ARGUMENT SLICE("an argument of the script")

struct shell_function {
    const struct shell_node *body;
    const struct shell_script *script;
    bool called;
    uint32_t active; /* calls of it that are being followed */
};

enum status { STATUS_UNKNOWN, STATUS_SUCCESS, STATUS_FAILURE };

/* Where break, continue, return or exit leads: the changes of the ways that lead there. */
struct exit_target {
    size_t mark;
    enum status status; /* that all those ways agree on */
    struct {
        struct changes *items;
        size_t count;
        size_t capacity;
    } ways;
    struct exit_target *outer;
};

/* What `local` hides until the function returns. */
struct hidden_variable {
    slice name;
    const struct variable *variable;
};

struct function_call {
    struct exit_target returns;
    struct {
        struct hidden_variable *items;
        size_t count;
        size_t capacity;
    } hidden;
    struct function_call *outer;
};

/* A command's live while it is run: what keeps one of them copies it. */
struct arguments {
    struct shell_argument *items;
    size_t count;
    size_t capacity;
};

/* Room on the stack for the arguments of most commands. */
enum { ARGUMENTS_ROOM = 16 };

struct operands;
struct command_name;

/* A file that is being sourced. */
struct sourced {
    const struct source *source;
    const struct sourced *outer;
    uint32_t depth;
};

/* What is known of a command's status. */
struct condition {
    enum status status;
    slice key;    /* the same for the same comparison; data NULL: nothing is known */
    bool negated; /* it holds where the comparison doesn't */
    const struct operands *operands; /* what is compared; NULL: nothing is known */
    bool inverted;                   /* by a `!` before the command */
    uint32_t fresh_from;             /* choices from this id on arose in the command itself */
};

struct shell_evaluator {
    struct arena *arena;
    struct shell_parser *parser;
    const struct shell_script *script; /* the one whose nodes are at work */
    struct shell_problems *problems;
    const struct shell_observer *observer;
    const struct sourced *sourced;   /* files that are being sourced, the innermost first */
    const struct shell_files *files; /* NULL: none are read */
    struct map *exported;            /* names that the script exports */
    struct map *changed_files;       /* by base name: those that the script may have changed */
    struct state *state;
    struct map *functions; /* by body: struct shell_function */
    struct map *trees;     /* by script: struct shell_tree */
    struct map *scripts;   /* by source: struct shell_script, of files that are sourced */
    struct {
        struct shell_function **items;
        size_t count;
        size_t capacity;
    } all_functions;
    struct map *command_names;  /* by name: struct command_name */
    struct map *conditions;     /* by key: the id of the choice behind it */
    struct map *not_empty;      /* by hole: the same hole where it is known not to be empty */
    struct condition condition; /* of the command run last */
    bool asked;                 /* a test, `read` or the like has been run since this was cleared */
    uint32_t choice_mark;       /* the next choice when the command at hand began */
    uint32_t guarded;           /* conditions and lists at work, in which set -e doesn't count */
    struct arguments traps;     /* commands for `trap`, run when all is done */
    struct map *trapped;        /* names that a trap may set at any time; NULL: none */
    struct map *aliases;        /* NULL: none */
    uint32_t merged_errors;     /* redirections 2>&1 at work */
    bool live;                  /* false behind exit, return, break and continue */
    bool muted;                 /* a trial pass: no events */
    enum status read_status;    /* of the `read` or `getopts` that was run last */
    struct function_call *call; /* NULL outside functions */
    struct exit_target *breaks; /* of the innermost loop */
    struct exit_target *continues;
    struct exit_target *exits; /* of the innermost subshell; NULL: the script ends */
    uint32_t depth;
    uint32_t call_depth;
    uint32_t repeating;  /* loops that are run until they are stable, one inside the other */
    struct map *widened; /* by place in the run: struct widened_loop, while loops are repeated */
    uint64_t path;       /* of the run: tells calls and rounds at work from others */
    uint32_t unrolled;   /* loops that are tried round by round, one inside the other */
    uint32_t forks;      /* commands at work that are run for several arrays */
    struct budget *budget;
    const struct view *view; /* the script itself */
    bool has_ended;          /* a limit is reached */
    uint32_t next_process;   /* number of the next <(…) */
};

/* Goes on along a path of its own; returns the one to put back. */
static inline uint64_t evaluator_enter_path(struct shell_evaluator *evaluator, uint64_t step)
{
    uint64_t before = evaluator->path;
    evaluator->path = (before ^ (step + 1)) * 0x9e3779b97f4a7c15u;
    evaluator->path ^= evaluator->path >> 32;
    return before;
}

/* ---- evaluate.c ---- */

struct branch {
    size_t mark;
    bool was_live;
};
/* What is run between these two may not be run at all: its changes are taken back and returned. */
struct branch branch_begin(const struct shell_evaluator *evaluator);
struct changes branch_end(struct shell_evaluator *evaluator, struct branch branch);
/* False where memory is spent: then nothing more is followed. To be asked where much is joined
 * after the last command. */
bool evaluate_has_room(struct shell_evaluator *evaluator, const struct shell_node *node);
/* The state after one of several branches. */
void evaluate_join(struct shell_evaluator *evaluator, const struct changes *branches, size_t count);
/* All ways that lead to `target` and the one at hand come together; the condition is then what is
 * known of the status of all of them. */
void evaluate_arrive(struct shell_evaluator *evaluator, struct exit_target *target);
/* Runs a node that may not be run at all. */
void evaluate_maybe(struct shell_evaluator *evaluator, const struct shell_node *node);
/* Runs a condition: `set -e` doesn't count in it. */
void evaluate_condition(struct shell_evaluator *evaluator, const struct shell_node *node);
/* The same; says how it came out where that is known, and then no other way is followed. */
enum status evaluate_decided(struct shell_evaluator *evaluator, const struct shell_node *node);
struct span evaluator_span(const struct shell_evaluator *evaluator, const struct shell_node *node);
/* A key of a map for things that are told apart by where they are. */
slice evaluator_pointer_key(struct shell_evaluator *evaluator, const void *pointer);

void evaluate_node(struct shell_evaluator *evaluator, const struct shell_node *node);
/* Runs a script in a subshell and returns what it prints; `substitutes`: for $(…), in which `set
 * -e` doesn't count. */
struct text evaluate_captured(struct shell_evaluator *evaluator, const struct shell_script *script,
                              bool substitutes);
/* Leaves by way of `target` with that status: what follows isn't reached. */
void evaluate_leave(struct shell_evaluator *evaluator, struct exit_target *target,
                    enum status status);
/* Ends the shell, which may be a subshell. */
void evaluate_exit(struct shell_evaluator *evaluator, enum status status);
/* ---- branch.c, case.c, loop.c, function.c ---- */

void evaluate_and_or(struct shell_evaluator *evaluator, const struct shell_node *list);
/* From the first condition on. */
void evaluate_if(struct shell_evaluator *evaluator, const struct shell_node *first);

void evaluate_case(struct shell_evaluator *evaluator, const struct shell_node *node);
/* while and until. */
void evaluate_while(struct shell_evaluator *evaluator, const struct shell_node *node);
/* for and select. */
void evaluate_for(struct shell_evaluator *evaluator, const struct shell_node *node);
void evaluate_definition(struct shell_evaluator *evaluator, const struct shell_node *node);
/* Runs the body with these positional parameters; NULL: they aren't known. */
void evaluate_function_body(struct shell_evaluator *evaluator, struct shell_function *function,
                            const struct variable *positional);
/* Calls the function, or the functions one of which `key` may stand for in the state; false where
 * it stands for none for sure. argv[0] is its name. */
bool evaluate_call(struct shell_evaluator *evaluator, slice key, const struct shell_argument *argv,
                   size_t argc, struct span span);
/* Runs a script where it stands. */
void evaluate_script(struct shell_evaluator *evaluator, const struct shell_script *script);
/* Runs `run` in a subshell: of what it changes only output and files last. */
struct subshell_run {
    bool (*run)(struct shell_evaluator *evaluator, const struct shell_argument *argv, size_t argc,
                struct span span);
    const struct shell_argument *argv;
    size_t argc;
    struct span span;
};
bool evaluate_in_subshell(struct shell_evaluator *evaluator, const struct subshell_run *run);
/* What has been shown so far: events and traps. */
struct shown {
    void *mark; /* the observer's */
    size_t traps;
};
struct shown evaluator_shown(struct shell_evaluator *evaluator);
/* What has been shown since then has never been. */
void evaluator_take_back(struct shell_evaluator *evaluator, const struct shown *shown);
void evaluator_emit(struct shell_evaluator *evaluator, const struct shell_event *event);
/* The event of that kind that `value` is put under a name. */
void evaluator_emit_named(struct shell_evaluator *evaluator, enum shell_event_kind kind, slice name,
                          struct text value, struct span span);
/* Whether something in the script takes what is printed. */
bool evaluator_captures(struct shell_evaluator *evaluator);
/* Something is printed: into what captures it, or to nobody the script knows. */
void evaluator_print(struct shell_evaluator *evaluator, struct text text, struct span span);

/* ---- command.c ---- */

void evaluate_command(struct shell_evaluator *evaluator, const struct shell_node *node);

/* ---- declaration.c ---- */

bool is_declaration(slice command);
/* Declares what the words behind the first of the range say. */
void evaluate_declaration(struct shell_evaluator *evaluator, slice command,
                          struct token_range range);

/* ---- fork.c ---- */

/* Runs the command once for each of several arrays that it may be given; false (nothing run) where
 * there is one. */
bool evaluate_forked(struct shell_evaluator *evaluator, const struct shell_node *node);

/* ---- redirect.c ---- */

/* What redirections change for one command; evaluator_redirect sets it up, _restore undoes it. */
struct redirection {
    bool redirects_stdin;
    const struct variable *stdin_before;
    bool captures; /* what is printed goes into a file, or nowhere */
    bool appends;
    bool to_errors;     /* >&2 */
    bool merges_errors; /* 2>&1 */
    bool may_fail;      /* a file may not be there, or not to be written: nothing is run then */
    bool known_file;
    slice file;
    struct span span;
    const struct variable *output_before;
};
struct redirection evaluator_redirect(struct shell_evaluator *evaluator, struct token_range range);
void evaluator_restore(struct shell_evaluator *evaluator, const struct redirection *redirection);

/* ---- files.c ---- */

/* From here on the repository's files of this name aren't what the script would read. */
void files_note_change(struct shell_evaluator *evaluator, struct text name);
/* The same for every argument of a command that may write the files it is given. */
void files_note_command(struct shell_evaluator *evaluator, const struct command_name *command,
                        const struct shell_argument *argv, size_t argc);
/* The working folder, as far as it is known: a hole with a path and what was added to it. */
struct text files_folder(struct shell_evaluator *evaluator);
/* cd and its like. */
void files_enter(struct shell_evaluator *evaluator, struct text folder);
/* A hole that stands for a path. */
struct text files_path(struct shell_evaluator *evaluator, enum hole_path path, slice from,
                       struct span span);
/* What stands behind the last slash; false where that isn't known. */
bool files_base_name(struct shell_evaluator *evaluator, struct text name, slice *base);
/* What dirname prints of the path; false where that isn't known. */
bool files_folder_of(struct shell_evaluator *evaluator, struct text path, struct text *folder);

/* What stands on standard input by now; false where the script doesn't say. */
bool evaluator_stdin(struct shell_evaluator *evaluator, struct text *text);
void evaluator_set_stdin(struct shell_evaluator *evaluator, struct text text);

/* ---- assign.c ---- */

/* Performs it; false where the word isn't an assignment. */
bool evaluate_assignment(struct shell_evaluator *evaluator, const struct token *token);
/* The value of an expression that is assigned to a variable of declare -i. */
struct text assigned_integer(struct shell_evaluator *evaluator, struct text value,
                             struct span span);
/* Sets `name` to `value` as the attributes of the variable demand, with a step on its trail. */
void assign_text(struct shell_evaluator *evaluator, slice name, struct text value,
                 struct span span);
/* Makes `name` an array of which nothing is known. */
void assign_opaque(struct shell_evaluator *evaluator, slice name, struct span span);
/* Sets an item, or what `name` names where not all of that is known: every variable that it may be
 * is unknown. */
void assign_unnamed(struct shell_evaluator *evaluator, struct text name, slice from,
                    struct span span);

/* ---- expand.c ---- */

/* The fields that `word` expands to (bash(1) "EXPANSION"). */
void expand_word(struct shell_evaluator *evaluator, const struct view *view, struct shell_word word,
                 struct arguments *fields);
/* The same without splitting: for assignments, redirections and here-strings. */
struct text expand_unsplit(struct shell_evaluator *evaluator, const struct view *view,
                           struct shell_word word);
/* Parts of a heredoc or an operand from `start` on; `quoting` is what stands around them. */
struct text expand_parts(struct shell_evaluator *evaluator, const struct view *view,
                         const struct word_part *parts, uint32_t start, enum text_quoting quoting);
/* The parts as a pattern for fnmatch(3): what is quoted is literal. False where some of it isn't
 * known. */
bool expand_pattern(struct shell_evaluator *evaluator, const struct view *view,
                    const struct word_part *parts, slice *pattern);
bool expand_word_pattern(struct shell_evaluator *evaluator, const struct view *view,
                         struct shell_word word, slice *pattern);

/* ---- parameter.c ---- */

/* What a parameter expansion gives: one text, or a list of words where it is $@ or ${a[@]}. */
struct parameter_value {
    bool is_list;
    bool is_joined; /* "$*": one word of all of them */
    struct text text;
    const struct text *items;
    uint32_t count;
};
struct parameter_value expand_parameter(struct shell_evaluator *evaluator, const struct view *view,
                                        const struct word_part *part, bool quoted);

/* ---- arithmetic.c ---- */

/* The value of an expression, what it sets set; false where it isn't known: then what `written`,
 * the expression before its expansions, sets becomes unknown numbers. */
bool evaluate_arithmetic(struct shell_evaluator *evaluator, struct text expression, slice written,
                         struct span span, int64_t *value);
void evaluate_arithmetic_effects(struct shell_evaluator *evaluator, slice written,
                                 struct span span);

/* ---- nested.c ---- */

/* Runs a text as a script; false (nothing run) where it isn't wholly written in this file. */
bool evaluate_text(struct shell_evaluator *evaluator, struct text text);
/* source FILE [argument…]: runs a file that the script has written, or one of the repository, where
 * the command stands; false (nothing run) where it isn't known what the file holds. */
bool evaluate_sourced(struct shell_evaluator *evaluator, const struct shell_argument *argv,
                      size_t argc);
/* Runs the script in the shell at hand: `return` leaves it. */
void evaluate_sourced_script(struct shell_evaluator *evaluator, const struct shell_script *script,
                             const struct variable *positional);
/* Runs `sh -c STRING …`, whose effects on variables the caller undoes; false where the command is
 * another, or the string isn't known. */
bool evaluate_shell_command(struct shell_evaluator *evaluator, const struct shell_argument *argv,
                            size_t argc, struct span span);

/* ---- Holes ---- */

struct text evaluator_hole(struct shell_evaluator *evaluator, enum shape shape, slice from,
                           struct span span);
/* A hole of something from outside the script. */
struct text evaluator_unknown(struct shell_evaluator *evaluator, slice from, struct span span);
/* The same, for any number of words: "$@", *.json. */
struct text evaluator_unknown_list(struct shell_evaluator *evaluator, slice from, struct span span);
/* What a command or operator makes of a text that isn't fully known: "uuidgen | tr". */
struct text evaluator_derived(struct shell_evaluator *evaluator, struct text text, enum shape shape,
                              const char *by, struct span span);

#endif
