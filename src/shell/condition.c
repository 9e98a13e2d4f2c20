/* Conditions (POSIX.1-2017 XCU test; bash(1) "CONDITIONAL EXPRESSIONS"). In: operands as texts.
 * Out: what the status is, or a key that is the same for the same comparison. */
#include "shell/condition.h"

#include "base/buffer.h"
#include "shell/pattern.h"
#include "shell/regex.h"
#include "shell/setting.h"

#include <stdlib.h>

struct operands {
    struct shell_evaluator *evaluator;
    const struct text *items;
    size_t count;
    bool pattern_known; /* of [[ a == pattern ]] and [[ a =~ regex ]] */
    slice pattern;
};

/* ---- Deciding ---- */

static enum status status_of(bool holds)
{
    return holds ? STATUS_SUCCESS : STATUS_FAILURE;
}

static enum status emptiness_status(struct text text, bool wants_empty)
{
    enum emptiness emptiness = text_emptiness(text);
    if (emptiness == MAYBE_EMPTY) {
        return STATUS_UNKNOWN;
    }
    return status_of((emptiness == ALWAYS_EMPTY) == wants_empty);
}

static bool read_number(slice bytes, long *number)
{
    enum { LENGTH_MAX = 17 };
    char string[LENGTH_MAX + 1] = "";
    char *end;
    /* With a leading 0 it is octal to [[ and decimal to [. */
    bool octal = bytes.length > 1 && bytes.data[0] == '0';
    if (bytes.length == 0 || bytes.length > LENGTH_MAX || octal) {
        return false;
    }
    memcpy(string, bytes.data, bytes.length);
    *number = strtol(string, &end, 10);
    return *end == '\0';
}

static enum status compare_numbers(slice name, slice a, slice b)
{
    long first;
    long second;
    if (!read_number(a, &first) || !read_number(b, &second)) {
        return STATUS_UNKNOWN;
    }
    if (slice_is(name, "-eq")) {
        return status_of(first == second);
    }
    if (slice_is(name, "-ne")) {
        return status_of(first != second);
    }
    if (slice_is(name, "-lt")) {
        return status_of(first < second);
    }
    if (slice_is(name, "-le")) {
        return status_of(first <= second);
    }
    return slice_is(name, "-gt") ? status_of(first > second) : status_of(first >= second);
}

static bool is_number_operator(slice name)
{
    static const char *const names[] = {"-eq", "-ne", "-lt", "-le", "-gt", "-ge"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

static bool is_text_operator(slice name)
{
    return slice_is(name, "=") || slice_is(name, "==") || slice_is(name, "!=");
}

static bool is_match_operator(slice name)
{
    return slice_is(name, "=~");
}

static enum status compare(const struct operands *operands, slice name)
{
    struct arena *arena = operands->evaluator->arena;
    slice a;
    slice b;
    if (!text_is_literal(arena, operands->items[0], &a)) {
        return STATUS_UNKNOWN;
    }
    if (is_match_operator(name)) {
        struct regex_match match;
        bool found = regex_find(arena, a, operands->pattern, &match);
        return found ? status_of(match.matches) : STATUS_UNKNOWN;
    }
    if (operands->pattern_known && is_text_operator(name)) {
        bool matches = pattern_matches(arena, a, operands->pattern);
        return status_of(matches != slice_is(name, "!="));
    }
    if (!text_is_literal(arena, operands->items[2], &b)) {
        return STATUS_UNKNOWN;
    }
    if (is_number_operator(name)) {
        return compare_numbers(name, a, b);
    }
    return status_of(slice_equal(a, b) != slice_is(name, "!="));
}

/* ---- Keys ---- */

static void append_text_key(struct buffer *key, struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind == PIECE_LITERAL) {
            buffer_append(key, piece_bytes(piece));
        } else if (piece->kind == PIECE_HOLE) {
            buffer_printf(key, "%cH%p", '\0', (const void *)piece->hole);
        } else {
            buffer_printf(key, "%cC%u", '\0', piece->choice->id);
        }
    }
    buffer_append_byte(key, '\0');
}

static slice key_of(const struct operands *operands, const char *name)
{
    struct buffer key = {.arena = operands->evaluator->arena};
    buffer_append(&key, slice_from(name));
    for (size_t i = 0; i < operands->count; i++) {
        append_text_key(&key, operands->items[i]);
    }
    return buffer_slice(&key);
}

/* ---- Forms ---- */

enum status status_opposite(enum status status)
{
    static const enum status opposite[] = {STATUS_UNKNOWN, STATUS_FAILURE, STATUS_SUCCESS};
    return opposite[status];
}

struct condition condition_negated(struct condition condition)
{
    condition.status = status_opposite(condition.status);
    condition.negated = !condition.negated;
    return condition;
}

/* -n and -z are one comparison, and so are = and !=. */
static struct condition with_key(const struct operands *operands, enum status status,
                                 const char *name, bool is_negated)
{
    return (struct condition){
        .status = status, .key = key_of(operands, name), .negated = is_negated};
}

static struct condition decide(struct operands operands)
{
    struct arena *arena = operands.evaluator->arena;
    slice name;
    if (operands.count >= 2 && text_is_literal(arena, operands.items[0], &name) &&
        slice_is(name, "!")) {
        operands.items++;
        operands.count--;
        return condition_negated(decide(operands));
    }
    if (operands.count == 1) {
        return with_key(&operands, emptiness_status(operands.items[0], false), "-n", false);
    }
    if (operands.count == 2 && text_is_literal(arena, operands.items[0], &name) &&
        (slice_is(name, "-n") || slice_is(name, "-z"))) {
        bool empty = slice_is(name, "-z");
        struct operands one = {operands.evaluator, operands.items + 1, 1, false, {NULL, 0}};
        return with_key(&one, emptiness_status(one.items[0], empty), "-n", empty);
    }
    if (operands.count == 3 && text_is_literal(arena, operands.items[1], &name) &&
        (is_text_operator(name) || is_number_operator(name) ||
         (is_match_operator(name) && operands.pattern_known))) {
        struct text both[] = {operands.items[0], operands.items[2]};
        struct operands key = {operands.evaluator, both, 2, false, {NULL, 0}};
        const char *kind = is_text_operator(name) ? "=" : arena_cstring(arena, name);
        slice plain;
        if (operands.pattern_known &&
            !(is_text_operator(name) && pattern_is_plain(arena, operands.pattern, &plain))) {
            both[1] = text_literal(arena, operands.pattern, (struct span){0});
            kind = is_text_operator(name) ? "= pattern" : kind;
        }
        return with_key(&key, compare(&operands, name), kind, slice_is(name, "!="));
    }
    return (struct condition){0};
}

static const struct choice *operand_choice(const struct operands *operands)
{
    const struct choice *choice = NULL;
    for (size_t i = 0; i < operands->count && !choice; i++) {
        choice = text_first_choice(operands->items[i]);
    }
    return choice;
}

static const struct operands *keep_operands(const struct operands *operands)
{
    struct arena *arena = operands->evaluator->arena;
    struct operands *kept = ARENA_NEW(arena, struct operands);
    struct text *items = ARENA_ARRAY(arena, struct text, operands->count);
    memcpy(items, operands->items, operands->count * sizeof *items);
    *kept = *operands;
    kept->items = items;
    return kept;
}

/* With what is needed to decide again, once a choice in it is made. */
static struct condition decide_first(const struct operands *operands)
{
    struct condition condition = decide(*operands);
    bool hangs_on_choice = condition.key.data && operand_choice(operands);
    condition.operands = hangs_on_choice ? keep_operands(operands) : NULL;
    condition.fresh_from = operands->evaluator->choice_mark;
    return condition;
}

struct condition condition_of_test(struct shell_evaluator *evaluator,
                                   const struct shell_argument *argv, size_t argc)
{
    enum { ROOM = 8 };
    struct text room[ROOM];
    struct text *items = argc <= ROOM ? room : ARENA_ARRAY(evaluator->arena, struct text, argc);
    slice name;
    slice last;
    text_is_literal(evaluator->arena, argv[0].text, &name);
    if (slice_is(name, "[")) {
        bool closed = argc > 1 && text_is_literal(evaluator->arena, argv[argc - 1].text, &last) &&
                      slice_is(last, "]");
        if (!closed) {
            return (struct condition){0};
        }
        argc--;
    }
    for (size_t i = 1; i < argc; i++) {
        items[i - 1] = argv[i].text;
    }
    struct operands operands = {evaluator, items, argc - 1, false, {NULL, 0}};
    return decide_first(&operands);
}

/* BASH_REMATCH: what the whole expression matched, and its groups (bash(1) "Compound Commands"). */
static void set_matched(const struct operands *operands, struct span span)
{
    struct shell_evaluator *evaluator = operands->evaluator;
    struct regex_match match;
    slice bytes;
    slice name;
    bool known = operands->pattern_known && !setting_may_be_on(evaluator, SETTING_NOCASEMATCH) &&
                 text_is_literal(evaluator->arena, operands->items[1], &name) &&
                 is_match_operator(name) &&
                 text_is_literal(evaluator->arena, operands->items[0], &bytes) &&
                 regex_find(evaluator->arena, bytes, operands->pattern, &match);
    if (!known) {
        assign_opaque(evaluator, SLICE("BASH_REMATCH"), span);
        return;
    }
    struct text *items = ARENA_ARRAY(evaluator->arena, struct text, match.count);
    for (size_t i = 0; i < match.count; i++) {
        items[i] = text_cut(evaluator->arena, operands->items[0], match.groups[i].from,
                            match.groups[i].to);
    }
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    *variable =
        (struct variable){.kind = VARIABLE_ARRAY, .items = items, .count = (uint32_t)match.count};
    state_set(evaluator->state, SLICE("BASH_REMATCH"), variable);
}

/* Between the operands of [[ ]] stand operators that are no words, and these aren't read here:
 * where the bytes between two words hold more than blanks, nothing is said. */
static bool only_blanks(slice bytes)
{
    return slice_trim(bytes).length == 0;
}

struct condition condition_of_words(struct shell_evaluator *evaluator, const struct token *token)
{
    enum { WORDS_MAX = 4 };
    const struct view *view = evaluator->script->view;
    struct text items[WORDS_MAX];
    struct operands operands = {evaluator, items, 0, false, {NULL, 0}};
    uint32_t before = token->start + 2;
    bool plain = true;
    bool matches = false;
    bool was_live = evaluator->live;
    for (const struct word_part *word = token->parts; word; word = word->next) {
        struct shell_word whole = {word->start, word->end, word->children};
        plain = plain && only_blanks(slice_sub(view->bytes, before, word->start)) &&
                operands.count < WORDS_MAX;
        before = word->end;
        matches = matches || is_match_operator(slice_sub(view->bytes, word->start, word->end));
        struct text text = expand_unsplit(evaluator, view, whole);
        if (!word->next || !plain) {
            continue; /* ]] */
        }
        if (operands.count == 2) {
            operands.pattern_known = expand_word_pattern(evaluator, view, whole, &operands.pattern);
        }
        items[operands.count++] = text;
    }
    operands.pattern_known = operands.pattern_known && operands.count == 3 && plain;
    /* Behind && and || not all words are expanded: ${x:?} may not be. */
    evaluator->live = evaluator->live || (was_live && !plain);
    if (matches) {
        set_matched(&operands, view_span(view, token->start, token->end));
    }
    bool decides = plain && !setting_may_be_on(evaluator, SETTING_NOCASEMATCH);
    return decides ? decide_first(&operands) : (struct condition){0};
}

/* ---- Assuming ---- */

/* Whether the condition may hold (or fail) where the choice is made so. */
static bool fits(const struct operands *operands, uint32_t id, uint32_t index, bool wanted)
{
    struct operands chosen = *operands;
    struct arena *arena = operands->evaluator->arena;
    struct text *items = ARENA_ARRAY(arena, struct text, operands->count);
    for (size_t i = 0; i < operands->count; i++) {
        items[i] = text_choose(arena, operands->items[i], id, index);
    }
    chosen.items = items;
    return decide(chosen).status != (wanted ? STATUS_FAILURE : STATUS_SUCCESS);
}

bool condition_assume(struct shell_evaluator *evaluator, struct condition condition, bool holds)
{
    const struct choice *choice = condition.operands ? operand_choice(condition.operands) : NULL;
    if (!choice) {
        return true;
    }
    uint32_t fitting = 0;
    uint32_t last = 0;
    for (uint32_t i = 0; i < choice->count; i++) {
        if (fits(condition.operands, choice->id, i, holds != condition.inverted)) {
            fitting++;
            last = i;
        }
    }
    /* What arose in the condition itself, as ${X:-} does, stands nowhere else. */
    if (fitting == 1 && choice->id < condition.fresh_from) {
        state_choose(evaluator->state, choice->id, last);
    }
    return fitting > 0;
}

uint32_t condition_choice(struct shell_evaluator *evaluator, struct condition condition)
{
    if (!condition.key.data) {
        return evaluator->state->next_choice++;
    }
    uint32_t *id = map_get(evaluator->conditions, condition.key);
    if (!id) {
        id = ARENA_NEW(evaluator->arena, uint32_t);
        *id = evaluator->state->next_choice++;
        map_put(evaluator->conditions, condition.key, id);
    }
    return *id;
}
