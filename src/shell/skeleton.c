/* Skeletons. In: a script's tokens. Out: a cell for each that holds nothing but structure. */
#include "shell/skeleton.h"

struct drawing {
    const struct shell_script *script;
    struct arena *arena;
    VECTOR(char) cells;
    VECTOR(uint32_t) tokens;
    size_t end;
    bool separated; /* a separator may not stand here: one does, or a command was just opened */
    bool simple;    /* the command drawn last is a simple one: the next may join it */
    bool closed;    /* what was drawn last closes a compound command */
};

bool token_is_reserved(const struct shell_script *script, const struct token *token,
                       const char *word)
{
    return token->kind == TOKEN_RESERVED && slice_is(token_bytes(script, token), word);
}

bool token_is_operator(const struct shell_script *script, const struct token *token,
                       const char *operation)
{
    return token->kind == TOKEN_OPERATOR && !token->pattern &&
           slice_is(token_bytes(script, token), operation);
}

static bool is_reserved_of(const struct shell_script *script, const struct token *token,
                           const char *const *words, size_t count)
{
    if (token->kind != TOKEN_RESERVED) {
        return false;
    }
    slice bytes = token_bytes(script, token);
    for (size_t i = 0; i < count; i++) {
        if (slice_is(bytes, words[i])) {
            return true;
        }
    }
    return false;
}

#define IS_RESERVED_OF(script, token, words) \
    is_reserved_of((script), (token), (words), sizeof(words) / sizeof *(words))

static bool is_for(const struct shell_script *script, const struct token *token)
{
    static const char *const words[] = {"for", "select"};
    return IS_RESERVED_OF(script, token, words);
}

size_t for_brace(const struct shell_script *script, size_t at)
{
    if (!is_for(script, &script->tokens[at])) {
        return 0;
    }
    for (at++; at < script->token_count; at++) {
        const struct token *token = &script->tokens[at];
        if (token_is_reserved(script, token, "{")) {
            return at;
        }
        bool head = token->kind == TOKEN_WORD || token->kind == TOKEN_ARITHMETIC ||
                    token->kind == TOKEN_NEWLINE || token_is_reserved(script, token, "in") ||
                    token_is_operator(script, token, ";");
        if (!head) {
            return 0;
        }
    }
    return 0;
}

static bool is_function_parenthesis(const struct shell_script *script, size_t at)
{
    const struct token *token = &script->tokens[at];
    bool closes = token_is_operator(script, token, ")");
    size_t open = closes ? at - 1 : at;
    return (closes || token_is_operator(script, token, "(")) && open > 0 && at > 0 &&
           token_is_operator(script, &script->tokens[open], "(") &&
           open + 1 < script->token_count &&
           token_is_operator(script, &script->tokens[open + 1], ")") &&
           script->tokens[open - 1].kind == TOKEN_WORD;
}

bool token_opens(const struct shell_script *script, const struct token *token)
{
    static const char *const openers[] = {"if", "case", "while", "until", "{"};
    size_t at = (size_t)(token - script->tokens);
    return IS_RESERVED_OF(script, token, openers) ||
           (is_for(script, token) && !for_brace(script, at)) ||
           (token_is_operator(script, token, "(") && !is_function_parenthesis(script, at));
}

bool token_closes(const struct shell_script *script, const struct token *token)
{
    static const char *const closers[] = {"fi", "done", "esac", "}"};
    return IS_RESERVED_OF(script, token, closers) ||
           (token_is_operator(script, token, ")") &&
            !is_function_parenthesis(script, (size_t)(token - script->tokens)));
}

static void draw(struct drawing *drawing, size_t at, const char *cell)
{
    VECTOR_RESERVE(drawing->arena,
                   &drawing->cells); /* the first room, and each after, is a number of cells */
    char *place = drawing->cells.items + drawing->cells.count;
    memset(place, ' ', SKELETON_CELL);
    memcpy(place, cell, strlen(cell));
    drawing->cells.count += SKELETON_CELL;
    VECTOR_PUSH(drawing->arena, &drawing->tokens, (uint32_t)at);
    drawing->simple = false;
    drawing->closed = false;
}

static void draw_word(struct drawing *drawing, size_t at)
{
    if (!drawing->simple) {
        draw(drawing, at, "x");
        drawing->separated = false;
        drawing->simple = true;
    }
}

/* Two separators in a row are an error to tree-sitter-bash, though `&` and a newline are none. */
static void draw_separator(struct drawing *drawing, size_t at, const char *cell)
{
    if (!drawing->separated) {
        bool simple = drawing->simple;
        draw(drawing, at, cell);
        drawing->simple = simple;
    }
    drawing->separated = true;
    drawing->closed = false;
}

struct reserved_cell {
    const char *word;
    const char *cell;
    const char *separated; /* where a separator must be drawn before it */
};

/* bash takes `then` right after a compound command (`if { a; } then`), tree-sitter-bash only after
 * a separator. `for` and `select` become a `while` with the name for its condition. */
static const struct reserved_cell reserved_cells[] = {
    {"if", "if", NULL},        {"while", "while", NULL},    {"until", "until", NULL},
    {"for", "while x", NULL},  {"select", "while x", NULL}, {"case", "case", NULL},
    {"{", "{", NULL},          {"in", "in", NULL},          {"then", "then", ";then"},
    {"elif", "elif", ";elif"}, {"else", "else", ";else"},   {"do", "do", ";do"},
    {"fi", "fi", ";fi"},       {"done", "done", ";done"},   {"esac", "esac", ";esac"},
    {"}", "}", ";}"},
};

/* `!`, `time`, `coproc` and their like say nothing of nesting, but a pipeline may be no more. */
static void draw_prefix(struct drawing *drawing, size_t at)
{
    const struct token *next = &drawing->script->tokens[at + 1];
    bool alone = at + 1 == drawing->end || next->kind == TOKEN_NEWLINE ||
                 (next->kind == TOKEN_OPERATOR && !token_opens(drawing->script, next)) ||
                 token_closes(drawing->script, next);
    if (alone) {
        draw_word(drawing, at);
    }
}

static void draw_reserved(struct drawing *drawing, size_t at)
{
    const struct token *token = &drawing->script->tokens[at];
    slice bytes = token_bytes(drawing->script, token);
    for (size_t i = 0; i < sizeof reserved_cells / sizeof *reserved_cells; i++) {
        const struct reserved_cell *row = &reserved_cells[i];
        if (slice_is(bytes, row->word)) {
            bool separate = row->separated && !drawing->separated;
            draw(drawing, at, separate ? row->separated : row->cell);
            drawing->closed = token_closes(drawing->script, token);
            drawing->separated = !drawing->closed;
            return;
        }
    }
    draw_prefix(drawing, at);
}

static void draw_operator(struct drawing *drawing, size_t at)
{
    const struct token *token = &drawing->script->tokens[at];
    slice bytes = token_bytes(drawing->script, token);
    if (token->pattern) {
        if (slice_is(bytes, ")")) {
            draw(drawing, at, ")");
            drawing->separated = true;
        }
    } else if (slice_is(bytes, "(")) {
        draw(drawing, at, "(");
        drawing->separated = true;
    } else if (slice_is(bytes, ")")) {
        draw(drawing, at, ")");
        drawing->separated = false;
        drawing->closed = true;
    } else if (slice_starts_with(bytes, SLICE(";;")) || slice_is(bytes, ";&")) {
        draw(drawing, at, ";;");
        drawing->separated = true;
    } else {
        draw_separator(drawing, at, ";");
    }
}

/* Behind a `for` everything up to the separator is blank, and all of it where a brace follows.
 * Returns the first token that isn't. */
static size_t draw_for(struct drawing *drawing, size_t at)
{
    const struct token *tokens = drawing->script->tokens;
    size_t brace = for_brace(drawing->script, at);
    if (brace) {
        return brace < drawing->end ? brace : drawing->end;
    }
    draw_reserved(drawing, at);
    drawing->separated = false;
    at++;
    if (at < drawing->end && tokens[at].kind != TOKEN_NEWLINE) {
        at++;
    }
    size_t list = at;
    while (list < drawing->end && tokens[list].kind == TOKEN_NEWLINE) {
        list++;
    }
    if (list == drawing->end || !token_is_reserved(drawing->script, &tokens[list], "in")) {
        return at;
    }
    for (list++; list < drawing->end && tokens[list].kind == TOKEN_WORD;) {
        list++;
    }
    return list;
}

/* One word stands for all the patterns of a case item. Returns the first token behind them. */
static size_t draw_patterns(struct drawing *drawing, size_t at)
{
    draw(drawing, at, "x");
    while (at < drawing->end && drawing->script->tokens[at].pattern) {
        if (slice_is(token_bytes(drawing->script, &drawing->script->tokens[at]), ")")) {
            break;
        }
        at++;
    }
    if (at < drawing->end && drawing->script->tokens[at].pattern) {
        draw_operator(drawing, at++);
    }
    return at;
}

/* Returns the first token behind the word of the `case` and the newlines behind that. */
static size_t draw_case(struct drawing *drawing, size_t at)
{
    const struct token *tokens = drawing->script->tokens;
    draw_reserved(drawing, at++);
    if (at < drawing->end && tokens[at].kind == TOKEN_WORD) {
        draw(drawing, at++, "x");
        drawing->separated = false;
    }
    while (at < drawing->end && tokens[at].kind == TOKEN_NEWLINE) {
        at++;
    }
    return at;
}

/* A function is as good as its body. Returns the first token of that, or `at` where there is no
 * function. */
static size_t skip_function(const struct drawing *drawing, size_t at)
{
    const struct token *tokens = drawing->script->tokens;
    size_t body = at;
    bool has_word = token_is_reserved(drawing->script, &tokens[at], "function");
    body += has_word;
    body += body < drawing->end && tokens[body].kind == TOKEN_WORD;
    if (body + 1 < drawing->end && body > 0 && is_function_parenthesis(drawing->script, body)) {
        body += 2;
    } else if (!has_word) {
        return at;
    }
    while (body < drawing->end && tokens[body].kind == TOKEN_NEWLINE) {
        body++;
    }
    return body;
}

/* Draws the token at `at` and what belongs to it; returns the first token behind. */
static size_t draw_token(struct drawing *drawing, size_t at)
{
    const struct token *token = &drawing->script->tokens[at];
    if (is_for(drawing->script, token)) {
        return draw_for(drawing, at);
    }
    if (token->pattern) {
        return draw_patterns(drawing, at);
    }
    if (token_is_reserved(drawing->script, token, "case")) {
        return draw_case(drawing, at);
    }
    size_t body = skip_function(drawing, at);
    if (body > at) {
        return body;
    }
    switch (token->kind) {
    case TOKEN_REDIRECT:
        if (!drawing->closed) {
            draw_word(drawing, at);
        }
        break;
    case TOKEN_RESERVED:
        draw_reserved(drawing, at);
        break;
    case TOKEN_OPERATOR:
        draw_operator(drawing, at);
        break;
    case TOKEN_NEWLINE:
        draw_separator(drawing, at, "\n");
        break;
    default:
        draw_word(drawing, at);
    }
    return at + 1;
}

struct skeleton skeleton_of(struct arena *arena, const struct shell_script *script, size_t first,
                            size_t end)
{
    struct drawing drawing = {.script = script, .arena = arena, .end = end, .separated = true};
    for (size_t at = first; at < end;) {
        at = draw_token(&drawing, at);
    }
    return (struct skeleton){{drawing.cells.items, drawing.cells.count}, drawing.tokens.items};
}
