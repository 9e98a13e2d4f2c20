/* Evaluation: what a script would do, worked out without running it.
 *
 * An abstract interpretation over texts: each command is shown to an observer with its arguments
 * and standard input as far as they are known. Branches join to choices; a loop over known words is
 * run word by word, any other until what it changes is stable; functions are run at their calls,
 * and those never called once with unknown arguments. Commands are taken to succeed. Nothing of the
 * script is executed. */
#ifndef PAYLINT_SHELL_EVALUATE_H
#define PAYLINT_SHELL_EVALUATE_H

#include "base/limits.h"
#include "shell/tree.h"
#include "text/text.h"

enum shell_event_kind {
    SHELL_COMMAND, /* a simple command is run; not a function, whose commands are shown instead */
    SHELL_ASSIGNMENT, /* argv[0] is the name, argv[1] the value */
    SHELL_OUTPUT,     /* argv[0], of which something is known, is printed where nothing in the
                       * script takes it */
    SHELL_WRITE,      /* argv[0] is the file's name, argv[1] what is written into it */
};

struct shell_argument {
    struct text text;
    struct span span; /* the word that it comes from */
};

struct shell_event {
    enum shell_event_kind kind;
    const struct shell_argument *argv; /* wrappers such as sudo or env left out */
    size_t argc;
    bool modelled;  /* of SHELL_COMMAND: what goes in comes out again, in what it prints */
    bool has_stdin; /* of SHELL_COMMAND: the script says what stands on its standard input */
    struct text stdin_text;
    struct span span;
    const struct hole *made; /* of SHELL_COMMAND: the unknown bytes that it prints, or NULL */
};

/* Where a relative name starts from. */
enum shell_folder {
    SHELL_RUN_FOLDER,    /* the folder that the script is started in; which one isn't known */
    SHELL_SCRIPT_FOLDER, /* the folder that it stands in */
};

/* The files of the repository that a script stands in: its reader's answer to `source lib.sh`,
 * `cat payload.json` or `curl -d @payload.json`. */
struct shell_files {
    void *context;
    /* The file that `name`, relative to `folder`, is, or NULL where there is none, or it isn't
     * clear which. The same source each time that the same file is asked for. */
    const struct source *(*read)(void *context, enum shell_folder folder, slice name);
};

/* A variable that a script is started with: its host sets it. */
struct shell_variable {
    slice name;
    const struct view *value; /* NULL: it isn't known */
    bool may_differ;          /* something outside can set it to another value */
};

/* What is known when a script starts. All that isn't named is an environment variable of which
 * nothing is known. */
struct shell_start {
    const struct shell_variable *variables;
    size_t variable_count;
    const struct shell_files *files; /* NULL: no other file is read */
    struct budget *budget;           /* of the file; NULL: one with the limits that hold unset */
};

struct shell_evaluator;

struct shell_observer {
    void *context;
    /* Called for each event in the order of the run. The event and its arguments live until it
     * returns; their texts, but that of the name in argv[0] of SHELL_ASSIGNMENT and SHELL_WRITE,
     * and the bytes of all, as long as the arena. */
    void (*event)(void *context, struct shell_evaluator *evaluator,
                  const struct shell_event *event);
    /* What has been seen so far, which lives as long as the arena; and that what has been seen
     * since then doesn't happen: a pass over a loop has to be run again. */
    void *(*mark)(void *context);
    void (*take_back)(void *context, void *mark);
};

/* Evaluates the script that `view` holds. Everything lives in `arena`. */
void shell_evaluate(struct arena *arena, struct shell_parser *parser, const struct view *view,
                    const struct shell_start *start, struct shell_problems *problems,
                    const struct shell_observer *observer);

/* During an event: what the script has put into the file of this name by now. False where it hasn't
 * written it, or it isn't known what it wrote. */
bool shell_file_text(struct shell_evaluator *evaluator, slice name, struct text *text);

/* During an event: the file of the repository that `name` names, its folder known or not ("x.json",
 * "$(dirname "$0")/x.json"). NULL where that isn't clear, there is none, or the script may have
 * changed it. */
const struct source *shell_repository_file(struct shell_evaluator *evaluator, struct text name);

/* During an event: what stands in the file, written by the script or found in the repository. */
bool shell_read_file(struct shell_evaluator *evaluator, struct text name, struct text *text);

#endif
