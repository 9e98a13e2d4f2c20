/* Nodes by where they stand. In: a tree. Out: the nodes round a token, found without a walk past
 * all that stand before it.
 *
 * The nodes are in the order of their first tokens, each before its children. Of those that begin
 * at a token or before, the last one holds it, or one round that does. */
#include "fix/fixer.h"

/* A node whose children are being put down. */
struct open_node {
    uint32_t index;
    const struct shell_node *child; /* the next of them; NULL: there is none left */
    bool is_condition;              /* in an `if`, `while` or `until` the next one is */
};

/* Children are conditions and bodies by turns, but for the body behind `else`. */
static bool is_tested(const struct shell_node *parent, const struct open_node *open)
{
    bool tests =
        parent->kind == NODE_IF || parent->kind == NODE_WHILE || parent->kind == NODE_UNTIL;
    return tests && open->is_condition && open->child->next;
}

struct outline outline_new(struct arena *arena, const struct shell_tree *tree)
{
    VECTOR(struct outline_node) nodes = {0};
    VECTOR(struct open_node) open = {0};
    struct outline_node node = {.node = tree->root};
    for (;;) {
        struct open_node entered = {(uint32_t)nodes.count, node.node->children, true};
        VECTOR_PUSH(arena, &nodes, node);
        VECTOR_PUSH(arena, &open, entered);
        while (open.count > 0 && !open.items[open.count - 1].child) {
            open.count--;
        }
        if (open.count == 0) {
            return (struct outline){nodes.items, nodes.count};
        }
        struct open_node *parent = &open.items[open.count - 1];
        node =
            (struct outline_node){.node = parent->child,
                                  .parent = parent->index,
                                  .is_tested = is_tested(nodes.items[parent->index].node, parent)};
        parent->child = parent->child->next;
        parent->is_condition = !parent->is_condition;
    }
}

static bool holds(const struct outline_node *node, uint32_t token)
{
    return token >= node->node->tokens.first && token < node->node->tokens.end;
}

/* The innermost node that holds the token; the root where none does. */
static uint32_t innermost(const struct outline *outline, uint32_t token)
{
    size_t low = 1;
    size_t high = outline->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (outline->nodes[middle].node->tokens.first <= token) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    uint32_t index = (uint32_t)low - 1;
    while (index > 0 && !holds(&outline->nodes[index], token)) {
        index = outline->nodes[index].parent;
    }
    return index;
}

struct outline_path outline_path(struct arena *arena, const struct outline *outline, uint32_t token)
{
    uint32_t last = innermost(outline, token);
    size_t count = 1;
    for (uint32_t i = last; i > 0; i = outline->nodes[i].parent) {
        count++;
    }
    const struct outline_node **steps = ARENA_ARRAY(arena, const struct outline_node *, count);
    for (size_t i = count; i > 0; i--) {
        steps[i - 1] = &outline->nodes[last];
        last = outline->nodes[last].parent;
    }
    return (struct outline_path){steps, count};
}
