/* Skeletons. In: a script's tokens. Out: a cell for each that holds nothing but structure. */
#include "shell/skeleton.h"

struct drawing {
    const struct shell_script *script;
    struct arena *arena;
    VECTOR(unsigned char) cells;
    VECTOR(uint32_t) tokens;
    size_t end;
    bool separated; /* a separator may not stand here: one does, or a command was just opened */
    bool simple;    /* the command drawn last is a simple one: the next may join it */
    bool closed;    /* what was drawn last closes a compound command */
};

/* An operator that isn't part of a pattern. */
static bool is_operator(const struct token *token, enum token_symbol symbol)
{
    return token->symbol == symbol && !token->pattern;
}

static bool is_for(const struct token *token)
{
    return token->symbol == SYMBOL_FOR || token->symbol == SYMBOL_SELECT;
}

size_t for_brace(const struct shell_script *script, size_t at)
{
    if (!is_for(&script->tokens[at])) {
        return 0;
    }
    for (at++; at < script->token_count; at++) {
        const struct token *token = &script->tokens[at];
        if (token->symbol == SYMBOL_BRACE) {
            return at;
        }
        bool head = token->kind == TOKEN_WORD || token->kind == TOKEN_ARITHMETIC ||
                    token->kind == TOKEN_NEWLINE || token->symbol == SYMBOL_IN ||
                    is_operator(token, SYMBOL_SEMICOLON);
        if (!head) {
            return 0;
        }
    }
    return 0;
}

static bool is_function_parenthesis(const struct shell_script *script, size_t at)
{
    const struct token *token = &script->tokens[at];
    bool closes = is_operator(token, SYMBOL_CLOSING_PARENTHESIS);
    size_t open = closes ? at - 1 : at;
    return (closes || is_operator(token, SYMBOL_PARENTHESIS)) && open > 0 && at > 0 &&
           is_operator(&script->tokens[open], SYMBOL_PARENTHESIS) &&
           open + 1 < script->token_count &&
           is_operator(&script->tokens[open + 1], SYMBOL_CLOSING_PARENTHESIS) &&
           script->tokens[open - 1].kind == TOKEN_WORD;
}

bool token_opens(const struct shell_script *script, const struct token *token)
{
    size_t at = (size_t)(token - script->tokens);
    switch (token->symbol) {
    case SYMBOL_IF:
    case SYMBOL_CASE:
    case SYMBOL_WHILE:
    case SYMBOL_UNTIL:
    case SYMBOL_BRACE:
        return true;
    case SYMBOL_FOR:
    case SYMBOL_SELECT:
        return !for_brace(script, at);
    case SYMBOL_PARENTHESIS:
        return !token->pattern && !is_function_parenthesis(script, at);
    default:
        return false;
    }
}

bool token_closes(const struct shell_script *script, const struct token *token)
{
    switch (token->symbol) {
    case SYMBOL_FI:
    case SYMBOL_DONE:
    case SYMBOL_ESAC:
    case SYMBOL_CLOSING_BRACE:
        return true;
    case SYMBOL_CLOSING_PARENTHESIS:
        return !token->pattern &&
               !is_function_parenthesis(script, (size_t)(token - script->tokens));
    default:
        return false;
    }
}

static void draw(struct drawing *drawing, size_t at, unsigned cell)
{
    VECTOR_PUSH(drawing->arena, &drawing->cells, (unsigned char)cell);
    VECTOR_PUSH(drawing->arena, &drawing->tokens, (uint32_t)at);
    drawing->simple = false;
    drawing->closed = false;
}

static void draw_word(struct drawing *drawing, size_t at)
{
    if (!drawing->simple) {
        draw(drawing, at, CELL_WORD);
        drawing->separated = false;
        drawing->simple = true;
    }
}

/* Two separators in a row are an error to tree-sitter-bash, though `&` and a newline are none. */
static void draw_separator(struct drawing *drawing, size_t at, enum skeleton_cell cell)
{
    if (!drawing->separated) {
        bool simple = drawing->simple;
        draw(drawing, at, cell);
        drawing->simple = simple;
    }
    drawing->separated = true;
    drawing->closed = false;
}

struct reserved_row {
    unsigned char cell; /* CELL_NONE: the word says nothing of nesting */
    bool separated;     /* a separator must be drawn before it where none is */
};

/* bash takes `then` right after a compound command (`if { a; } then`), tree-sitter-bash only after
 * a separator. */
static const struct reserved_row reserved_rows[SYMBOL_COUNT] = {
    [SYMBOL_IF] = {CELL_IF, false},       [SYMBOL_WHILE] = {CELL_WHILE, false},
    [SYMBOL_UNTIL] = {CELL_UNTIL, false}, [SYMBOL_FOR] = {CELL_FOR, false},
    [SYMBOL_SELECT] = {CELL_FOR, false},  [SYMBOL_CASE] = {CELL_CASE, false},
    [SYMBOL_BRACE] = {CELL_BRACE, false}, [SYMBOL_IN] = {CELL_IN, false},
    [SYMBOL_THEN] = {CELL_THEN, true},    [SYMBOL_ELIF] = {CELL_ELIF, true},
    [SYMBOL_ELSE] = {CELL_ELSE, true},    [SYMBOL_DO] = {CELL_DO, true},
    [SYMBOL_FI] = {CELL_FI, true},        [SYMBOL_DONE] = {CELL_DONE, true},
    [SYMBOL_ESAC] = {CELL_ESAC, true},    [SYMBOL_CLOSING_BRACE] = {CELL_CLOSING_BRACE, true},
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
    const struct reserved_row *row = &reserved_rows[token->symbol];
    if (row->cell == CELL_NONE) {
        draw_prefix(drawing, at);
        return;
    }
    bool separate = row->separated && !drawing->separated;
    draw(drawing, at, separate ? row->cell | CELL_SEPARATED : row->cell);
    drawing->closed = token_closes(drawing->script, token);
    drawing->separated = !drawing->closed;
}

static void draw_operator(struct drawing *drawing, size_t at)
{
    const struct token *token = &drawing->script->tokens[at];
    switch (token->symbol) {
    case SYMBOL_CLOSING_PARENTHESIS:
        draw(drawing, at, CELL_CLOSING_PARENTHESIS);
        drawing->separated = token->pattern;
        drawing->closed = !token->pattern;
        return;
    case SYMBOL_PARENTHESIS:
        draw(drawing, at, CELL_PARENTHESIS);
        drawing->separated = true;
        return;
    case SYMBOL_ITEM_END:
    case SYMBOL_ITEM_GOES_ON:
    case SYMBOL_ITEM_TRIES:
        draw(drawing, at, CELL_ITEM_END);
        drawing->separated = true;
        return;
    default:
        draw_separator(drawing, at, CELL_SEPARATOR);
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
    if (list == drawing->end || tokens[list].symbol != SYMBOL_IN) {
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
    const struct token *tokens = drawing->script->tokens;
    draw(drawing, at, CELL_WORD);
    while (at < drawing->end && tokens[at].pattern &&
           tokens[at].symbol != SYMBOL_CLOSING_PARENTHESIS) {
        at++;
    }
    if (at < drawing->end && tokens[at].pattern) {
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
        draw(drawing, at++, CELL_WORD);
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
    bool has_word = tokens[at].symbol == SYMBOL_FUNCTION;
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
    if (is_for(token)) {
        return draw_for(drawing, at);
    }
    if (token->pattern) {
        return draw_patterns(drawing, at);
    }
    if (token->symbol == SYMBOL_CASE) {
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
        draw_separator(drawing, at, CELL_NEWLINE);
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
    return (struct skeleton){drawing.cells.items, drawing.tokens.items, drawing.cells.count};
}

slice skeleton_bytes(struct arena *arena, const struct skeleton *skeleton)
{
    /* `for` and `select` are a `while` with the name for its condition. */
    static const char *const written[] = {
        [CELL_WORD] = "x",        [CELL_SEPARATOR] = ";",     [CELL_NEWLINE] = "\n",
        [CELL_PARENTHESIS] = "(", [CELL_FOR] = "while x",     [CELL_CLOSING_PARENTHESIS] = ")",
        [CELL_IF] = "if",         [CELL_WHILE] = "while",     [CELL_UNTIL] = "until",
        [CELL_CASE] = "case",     [CELL_BRACE] = "{",         [CELL_IN] = "in",
        [CELL_THEN] = "then",     [CELL_ELIF] = "elif",       [CELL_ELSE] = "else",
        [CELL_DO] = "do",         [CELL_FI] = "fi",           [CELL_DONE] = "done",
        [CELL_ESAC] = "esac",     [CELL_CLOSING_BRACE] = "}", [CELL_ITEM_END] = ";;",
    };
    size_t length = skeleton->count * SKELETON_CELL;
    char *bytes = arena_alloc(arena, length);
    memset(bytes, ' ', length);
    for (size_t i = 0; i < skeleton->count; i++) {
        char *place = bytes + i * SKELETON_CELL;
        unsigned cell = skeleton->cells[i];
        const char *word = written[cell & ~(unsigned)CELL_SEPARATED];
        if (cell & CELL_SEPARATED) {
            *place++ = ';';
        }
        memcpy(place, word, strlen(word));
    }
    return (slice){bytes, length};
}
