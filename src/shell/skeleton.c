/* Skeletons. In: a script's tokens. Out: bytes of the same length that hold nothing but structure.
 */
#include "shell/skeleton.h"

struct drawing {
    const struct shell_script *script;
    char *bytes;     /* all blank at first */
    uint32_t origin; /* offset in the view of bytes[0] */
    const struct token *before;
    bool separated; /* a newline or `;` was the last thing drawn */
};

bool token_closes(const struct shell_script *script, const struct token *token)
{
    static const char *const closers[] = {"fi", "done", "esac", "}"};
    slice bytes = token_bytes(script, token);
    if (token->kind == TOKEN_OPERATOR) {
        return !token->pattern && slice_is(bytes, ")");
    }
    for (size_t i = 0; token->kind == TOKEN_RESERVED && i < sizeof closers / sizeof *closers; i++) {
        if (slice_is(bytes, closers[i])) {
            return true;
        }
    }
    return false;
}

static void fill(struct drawing *drawing, const struct token *token, char byte)
{
    memset(drawing->bytes + (token->start - drawing->origin), byte, token->end - token->start);
    drawing->separated = byte == ' ' && drawing->separated;
}

static void copy(struct drawing *drawing, const struct token *token)
{
    slice bytes = token_bytes(drawing->script, token);
    memcpy(drawing->bytes + (token->start - drawing->origin), bytes.data, bytes.length);
    drawing->separated = false;
}

static void draw_last_byte(struct drawing *drawing, const struct token *token, char byte)
{
    drawing->bytes[token->end - 1 - drawing->origin] = byte;
    drawing->separated = true;
}

static bool is_one_of(slice bytes, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_is(bytes, names[i])) {
            return true;
        }
    }
    return false;
}

/* Reserved words that say nothing of nesting. */
static bool is_prefix(slice bytes)
{
    static const char *const prefixes[] = {"!", "time", "-p", "coproc"};
    return is_one_of(bytes, prefixes, sizeof prefixes / sizeof *prefixes);
}

/* Reserved words that bash takes right after a compound command, but tree-sitter-bash only after a
 * separator: `if { a; } then`, `for x do`. */
static bool wants_separator(slice bytes)
{
    static const char *const words[] = {"then", "elif", "else", "fi", "do", "done", "}"};
    return is_one_of(bytes, words, sizeof words / sizeof *words);
}

static void draw_separator_before(struct drawing *drawing, const struct token *token)
{
    if (!drawing->before || drawing->separated || token->start <= drawing->origin) {
        return;
    }
    bool after_words = drawing->before->kind != TOKEN_RESERVED ||
                       token_closes(drawing->script, drawing->before) ||
                       is_prefix(token_bytes(drawing->script, drawing->before));
    char *byte = &drawing->bytes[token->start - 1 - drawing->origin];
    if (after_words && *byte == ' ') {
        *byte = ';';
    }
}

static void draw_reserved(struct drawing *drawing, const struct token *token)
{
    slice bytes = token_bytes(drawing->script, token);
    if (is_prefix(bytes)) {
        return;
    }
    if (wants_separator(bytes)) {
        draw_separator_before(drawing, token);
    }
    copy(drawing, token);
}

static void draw_operator(struct drawing *drawing, const struct token *token)
{
    slice bytes = token_bytes(drawing->script, token);
    if (token->pattern && !slice_is(bytes, ")")) {
        fill(drawing, token, 'x');
    } else if (slice_is(bytes, "(") || slice_is(bytes, ")")) {
        copy(drawing, token);
    } else if (slice_starts_with(bytes, SLICE(";;")) || slice_is(bytes, ";&")) {
        memcpy(drawing->bytes + (token->start - drawing->origin), ";;", 2);
        drawing->separated = true;
    } else {
        draw_last_byte(drawing, token, ';');
    }
}

/* A redirection is a word of its command, but nothing behind a compound command. */
static void draw_redirect(struct drawing *drawing, const struct token *token)
{
    const struct token *before = drawing->before;
    bool after_compound = before && (token_closes(drawing->script, before) ||
                                     (before->kind == TOKEN_REDIRECT &&
                                      drawing->bytes[before->start - drawing->origin] == ' '));
    fill(drawing, token, after_compound ? ' ' : 'x');
}

/* Draws `for` with its name; the list between `in` and the separator stays blank. Returns the first
 * token after them. */
static size_t draw_for(struct drawing *drawing, size_t at, size_t end)
{
    const struct token *tokens = drawing->script->tokens;
    copy(drawing, &tokens[at]);
    drawing->before = &tokens[at++];
    if (at < end && (tokens[at].kind == TOKEN_WORD || tokens[at].kind == TOKEN_ARITHMETIC)) {
        fill(drawing, &tokens[at], 'x');
        drawing->before = &tokens[at++];
    }
    while (at < end && tokens[at].kind == TOKEN_NEWLINE) {
        at++;
    }
    if (at < end && tokens[at].kind == TOKEN_RESERVED &&
        slice_is(token_bytes(drawing->script, &tokens[at]), "in")) {
        at++;
        while (at < end && tokens[at].kind == TOKEN_WORD) {
            at++;
        }
    }
    return at;
}

/* The patterns of a case item become one word, the blanks between them too. */
static void fill_gap(struct drawing *drawing, const struct token *token)
{
    const struct token *before = drawing->before;
    if (token->pattern && before && before->pattern && before->end < token->start &&
        !slice_is(token_bytes(drawing->script, before), ")")) {
        memset(drawing->bytes + (before->end - drawing->origin), 'x', token->start - before->end);
    }
}

static void draw(struct drawing *drawing, const struct token *token)
{
    fill_gap(drawing, token);
    switch (token->kind) {
    case TOKEN_WORD:
    case TOKEN_ARITHMETIC:
    case TOKEN_CONDITION:
        fill(drawing, token, 'x');
        break;
    case TOKEN_RESERVED:
        draw_reserved(drawing, token);
        break;
    case TOKEN_OPERATOR:
        draw_operator(drawing, token);
        break;
    case TOKEN_REDIRECT:
        draw_redirect(drawing, token);
        break;
    case TOKEN_NEWLINE:
        draw_last_byte(drawing, token, '\n');
        break;
    }
    drawing->before = token;
}

static bool begins_for(const struct shell_script *script, const struct token *token)
{
    slice bytes = token_bytes(script, token);
    return token->kind == TOKEN_RESERVED && (slice_is(bytes, "for") || slice_is(bytes, "select"));
}

slice skeleton_of(struct arena *arena, const struct shell_script *script, size_t first, size_t end)
{
    if (first == end) {
        return SLICE("");
    }
    uint32_t origin = script->tokens[first].start;
    uint32_t length = script->tokens[end - 1].end - origin;
    struct drawing drawing = {.script = script, .origin = origin};
    drawing.bytes = arena_alloc(arena, length);
    memset(drawing.bytes, ' ', length);
    for (size_t at = first; at < end;) {
        if (begins_for(script, &script->tokens[at])) {
            at = draw_for(&drawing, at, end);
        } else {
            draw(&drawing, &script->tokens[at++]);
        }
    }
    return (slice){drawing.bytes, length};
}
