/* Loops (bash(1) "Looping Constructs"). In: a loop. Out: its body run word by word where the words
 * are known, round by round where the condition is; else until what it changes is stable. */
#include "shell/loop.h"

#include "shell/expand.h"

/* ---- Loops that are followed round by round ---- */

/* Whether another round follows, as far as that is known, in the state at hand. */
static enum status next_round(struct shell_evaluator *evaluator, const struct repeated *repeated,
                              struct span span)
{
    if (repeated->head) {
        return counted_condition(evaluator, repeated->head, span);
    }
    evaluator->asked = false;
    enum status status =
        repeated_goes_on(repeated, evaluate_decided(evaluator, repeated->condition));
    /* `while true`: how many rounds there are is told by nothing here. */
    return status == STATUS_SUCCESS && !evaluator->asked ? STATUS_UNKNOWN : status;
}

/* Runs the loop round by round; false where it isn't known how many rounds there are. */
static bool follow_rounds(struct shell_evaluator *evaluator, const struct repeated *repeated,
                          struct span span)
{
    bool followed = false;
    struct loop loop;
    loop_enter(evaluator, &loop);
    bool known = !repeated->head || counted_run(evaluator, repeated->head, 0, span);
    uint64_t path = evaluator->path;
    for (uint32_t round = 0; known && round <= EVALUATE_UNROLL_MAX; round++) {
        evaluator->path = path;
        evaluator_enter_path(evaluator, round);
        enum status status = next_round(evaluator, repeated, span);
        followed = status == STATUS_FAILURE || !evaluator->live;
        if (status != STATUS_SUCCESS || !evaluator->live) {
            break;
        }
        evaluate_iteration(evaluator, &loop, repeated->body);
        followed = !evaluator->live;
        known = !followed && (!repeated->head || counted_run(evaluator, repeated->head, 2, span));
    }
    evaluator->path = path;
    loop_leave(evaluator, &loop);
    return followed;
}

/* False where it can't be followed: then nothing has happened. */
static bool try_rounds(struct shell_evaluator *evaluator, const struct repeated *repeated,
                       struct span span)
{
    if (evaluator->unrolled >= EVALUATE_UNROLL_DEPTH_MAX) {
        return false;
    }
    evaluator->unrolled++;
    struct shown shown = evaluator_shown(evaluator);
    struct branch branch = branch_begin(evaluator);
    bool followed = follow_rounds(evaluator, repeated, span);
    if (!followed) {
        branch_end(evaluator, branch);
        evaluator_take_back(evaluator, &shown);
    }
    evaluator->unrolled--;
    return followed;
}

static void evaluate_rounds(struct shell_evaluator *evaluator, const struct repeated *repeated,
                            struct span span)
{
    if (!try_rounds(evaluator, repeated, span)) {
        evaluate_repeated(evaluator, repeated, span);
    }
}

void evaluate_while(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct repeated repeated = {.condition = node->children,
                                .until = node->kind == NODE_UNTIL,
                                .body = node->children->next};
    evaluate_rounds(evaluator, &repeated, evaluator_span(evaluator, node));
}

/* ---- for ---- */

/* Whether a word of the list may stand for any number of words. */
static bool is_one_item(struct text text)
{
    if (text_is_list(text)) {
        return false;
    }
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind == PIECE_HOLE && !shape_is_one_word(piece->hole->shape) &&
            !piece->quoting) {
            return false;
        }
        for (size_t k = 0;
             piece->kind == PIECE_LITERAL && piece->quoting == TEXT_PLAIN && k < piece->length;
             k++) {
            if (strchr("*?[{", piece->data[k])) {
                return false;
            }
        }
    }
    return text.count > 0;
}

static bool is_unrollable(const struct arguments *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!is_one_item(list->items[i].text)) {
            return false;
        }
    }
    return list->count <= EVALUATE_UNROLL_MAX;
}

static void evaluate_unrolled(struct shell_evaluator *evaluator, slice name,
                              const struct arguments *list, const struct shell_node *body)
{
    struct loop loop;
    loop_enter(evaluator, &loop);
    for (size_t i = 0; i < list->count && evaluator->live; i++) {
        uint64_t path = evaluator_enter_path(evaluator, i);
        assign_text(evaluator, name, list->items[i].text, list->items[i].span);
        evaluate_iteration(evaluator, &loop, body);
        evaluator->path = path;
    }
    loop_leave(evaluator, &loop);
}

static void find_words(struct shell_evaluator *evaluator, const struct shell_node *node,
                       struct arguments *list)
{
    const struct shell_script *script = evaluator->script;
    const struct variable *positional = state_get(evaluator->state, STATE_POSITIONAL);
    for (uint32_t i = node->head.first + 1; i < node->head.end; i++) {
        if (script->tokens[i].kind == TOKEN_WORD) { /* not `in` */
            expand_word(evaluator, script->view, token_word(&script->tokens[i]), list);
        }
    }
    if (!node->has_list && positional && positional->kind == VARIABLE_ARRAY) {
        for (uint32_t i = 0; i < positional->count; i++) {
            struct shell_argument argument = {positional->items[i],
                                              evaluator_span(evaluator, node)};
            VECTOR_PUSH(evaluator->arena, list, argument);
        }
    } else if (!node->has_list && positional && positional->kind == VARIABLE_OPAQUE) {
        /* f "$@": how many there are isn't known. */
        struct span span = evaluator_span(evaluator, node);
        const struct hole *hole = text_first_hole(positional->value);
        struct text any = evaluator_unknown_list(evaluator, hole ? hole->from : SLICE("$@"), span);
        struct shell_argument argument = {any, span};
        VECTOR_PUSH(evaluator->arena, list, argument);
    }
}

/* What the variable of a loop is in some round: one of the words, where they are known. */
static struct text any_word(struct shell_evaluator *evaluator, const struct arguments *list,
                            bool selects, slice name, struct span span)
{
    struct arena *arena = evaluator->arena;
    const struct hole *hole = list->count == 1 ? text_first_hole(list->items[0].text) : NULL;
    if (!selects && hole && hole->each && list->items[0].text.count == 1) {
        struct text word = text_choice(arena, evaluator->state->next_choice++,
                                       hole->each->alternatives, hole->each->count);
        return text_bounded(evaluator, word, span);
    }
    slice from = arena_printf(arena, "the words of the loop over %.*s", SLICE_ARGS(name));
    return evaluator_unknown(evaluator, from, span);
}

void evaluate_for(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    const struct token *head = &evaluator->script->tokens[node->head.first];
    struct span span = evaluator_span(evaluator, node);
    slice name = token_bytes(evaluator->script, head);
    if (head->kind == TOKEN_ARITHMETIC) {
        struct repeated counted = {.head = head, .body = node->children};
        evaluate_rounds(evaluator, &counted, span);
        return;
    }
    const struct variable *variable = state_get(evaluator->state, name);
    if (variable && variable->is_reference) { /* to each of the words in turn */
        state_forget(evaluator->state, SLICE("a loop over references"), span);
    }
    struct shell_argument room[ARGUMENTS_ROOM];
    struct arguments list = {.items = room, .capacity = ARGUMENTS_ROOM};
    find_words(evaluator, node, &list);
    bool selects = slice_is(token_bytes(evaluator->script, head - 1), "select");
    bool known = node->has_list || state_get(evaluator->state, STATE_POSITIONAL);
    if (known && !selects && is_unrollable(&list)) {
        evaluate_unrolled(evaluator, name, &list, node->children);
        return;
    }
    struct repeated repeated = {.body = node->children, .name = name};
    repeated.value = any_word(evaluator, &list, selects, name, span);
    evaluate_repeated(evaluator, &repeated, span);
}
