/* The structure of a script: which tokens make which command, and how commands nest.
 *
 * tree-sitter-bash tells the extent of compound commands from a skeleton of the script (see
 * skeleton.h); the tokens tell the rest. Where the tree has an error, statements are parsed one by
 * one, so that it costs one statement; what stays unclear becomes NODE_UNKNOWN. */
#ifndef PAYLINT_SHELL_TREE_H
#define PAYLINT_SHELL_TREE_H

#include "shell/syntax.h"

enum shell_node_kind {
    NODE_SEQUENCE,  /* children one after the other */
    NODE_AND_OR,    /* children joined by && and || */
    NODE_PIPELINE,  /* children joined by | */
    NODE_COMMAND,   /* a simple command, [[ ]] or (( )) */
    NODE_GROUP,     /* { … }: one child, a sequence */
    NODE_SUBSHELL,  /* ( … ) */
    NODE_IF,        /* children: condition, body, condition, body, …, maybe the else body */
    NODE_FOR,       /* for or select: one child, the body */
    NODE_WHILE,     /* condition, body */
    NODE_UNTIL,     /* condition, body */
    NODE_CASE,      /* children: NODE_CASE_ITEM */
    NODE_CASE_ITEM, /* one child, the body */
    NODE_FUNCTION,  /* one child, the body */
    NODE_UNKNOWN,   /* not understood */
};

enum shell_joint { JOINT_NONE, JOINT_AND, JOINT_OR };

/* A run of tokens of the script: from `first` up to `end`. */
struct token_range {
    uint32_t first;
    uint32_t end;
};

struct shell_node {
    enum shell_node_kind kind : 8;
    enum shell_joint joint : 8; /* how it is joined to the child before it in NODE_AND_OR */
    bool background;            /* followed by &, or behind `coproc` */
    bool negated;               /* preceded by ! */
    bool goes_on;               /* of NODE_CASE_ITEM: ends in ;& or ;;& */
    bool has_list;              /* of NODE_FOR: there is an `in` */
    struct token_range tokens;  /* all of it */
    /* NODE_FOR: the name and the words of the list; NODE_CASE: the word; NODE_CASE_ITEM: the
     * patterns; NODE_FUNCTION: the name. */
    struct token_range head;
    struct token_range redirects; /* after a compound command */
    struct shell_node *children;
    struct shell_node *next;
};

struct shell_tree {
    const struct shell_script *script;
    const struct shell_node *root; /* NODE_SEQUENCE */
    bool has_error;                /* tree-sitter found an error in some statement */
};

/* Holds tree-sitter's parser; one serves any number of scripts, one after the other. */
struct shell_parser;
struct shell_parser *shell_parser_new(void);
/* To be called once, before there is any: without memory tree-sitter then ends the program as an
 * arena does, where of itself it aborts. */
void shell_parser_begin(void);
void shell_parser_free(struct shell_parser *parser);
/* Has tree-sitter-bash look even at what a stack alone can tell: for a test. */
void shell_parser_use_tree_sitter(struct shell_parser *parser);

/* The structure of `script`. What isn't understood is added to `problems`. */
const struct shell_tree *shell_parse(struct shell_parser *parser, struct arena *arena,
                                     const struct shell_script *script,
                                     struct shell_problems *problems);

#endif
