/* A tree at work, shared by tree.c and tree_compound.c. Nobody else includes this. */
#ifndef PAYLINT_SHELL_BUILDING_H
#define PAYLINT_SHELL_BUILDING_H

#include "shell/extent.h"
#include "shell/skeleton.h"
#include "shell/tree.h"

struct building {
    struct arena *arena;
    const struct shell_script *script;
    struct extents extents;
    struct shell_problems *problems;
    uint32_t at;
    uint32_t depth;
};

static inline struct shell_node *node_new(struct building *building, enum shell_node_kind kind)
{
    struct shell_node *node = ARENA_NEW(building->arena, struct shell_node);
    node->kind = kind;
    node->tokens = (struct token_range){building->at, building->at};
    return node;
}

static inline const struct token *token_here(const struct building *building)
{
    return &building->script->tokens[building->at];
}

/* SYMBOL_NONE at the end. */
static inline enum token_symbol symbol_here(const struct building *building, uint32_t end)
{
    return building->at < end ? token_here(building)->symbol : SYMBOL_NONE;
}

static inline bool here_is(const struct building *building, uint32_t end, enum token_symbol symbol)
{
    return symbol_here(building, end) == symbol;
}

static inline void skip_newlines(struct building *building, uint32_t end)
{
    while (building->at < end && token_here(building)->kind == TOKEN_NEWLINE) {
        building->at++;
    }
}

static inline void step_over(struct building *building, uint32_t end)
{
    building->at += building->at < end;
}

static inline void append_child(struct shell_node *parent, struct shell_node **last,
                                struct shell_node *child)
{
    if (*last) {
        (*last)->next = child;
    } else {
        parent->children = child;
    }
    *last = child;
}

static inline struct extent extent_here(const struct building *building)
{
    if (!building->extents.by_token || building->at >= building->script->token_count) {
        return (struct extent){0};
    }
    return building->extents.by_token[building->at];
}

static inline struct shell_node *build_unknown(struct building *building, uint32_t end)
{
    struct shell_node *node = node_new(building, NODE_UNKNOWN);
    building->at = end;
    node->tokens.end = end;
    return node;
}

static inline void problem_here(struct building *building, const char *message)
{
    struct shell_problem problem = {
        .offset = view_origin(building->script->view, token_here(building)->start),
        .message = message};
    VECTOR_PUSH(building->arena, building->problems, problem);
}

/* ---- tree.c ---- */

/* From here up to `end`. */
struct shell_node *build_sequence(struct building *building, uint32_t end);
struct shell_node *build_command(struct building *building, uint32_t end);

/* ---- tree_compound.c ---- */

typedef struct shell_node *compound_builder(struct building *building, uint32_t end);
/* What builds the compound command that begins here; NULL where none does. */
compound_builder *compound_here(const struct building *building, uint32_t end);
/* The compound command and its redirections. */
struct shell_node *build_compound(struct building *building, compound_builder *build, uint32_t end);

#endif
