/* The lexer's state, shared by lexer.c (operators), lexer_word.c, lexer_redirect.c and
 * lexer_condition.c. Nobody else includes this. */
#ifndef PAYLINT_SHELL_LEXING_H
#define PAYLINT_SHELL_LEXING_H

#include "shell/scanner.h"

/* What may stand next. */
enum expectation {
    EXPECT_COMMAND,    /* reserved words and assignments count */
    EXPECT_ASSIGNMENT, /* after an assignment or redirection: more of them, or the command's name */
    EXPECT_ARGUMENT,
    EXPECT_FOR_NAME,
    EXPECT_IN_OR_DO,
    EXPECT_CASE_WORD,
    EXPECT_CASE_IN,
    EXPECT_PATTERN_START, /* or esac */
    EXPECT_PATTERN,
    EXPECT_FUNCTION_NAME,
    EXPECT_FUNCTION_PARENTHESES,
};

/* What is open. */
enum frame { FRAME_PARENTHESIS, FRAME_CASE };

struct lexing {
    struct scanner *scanner;
    bool closing;
    enum expectation expect;
    bool first_argument; /* the command has one word so far: `(` makes it a function */
    struct {
        unsigned char *items;
        size_t count;
        size_t capacity;
    } frames;
    struct {
        struct token *items;
        size_t count;
        size_t capacity;
    } tokens;
};

static inline bool scanner_looks_at(const struct scanner *scanner, const char *string)
{
    slice rest = {scanner->bytes + scanner->at, scanner->end - scanner->at};
    return slice_starts_with(rest, slice_from(string));
}

static inline struct token *lexing_push(struct lexing *lexing, enum token_kind kind, uint32_t start)
{
    VECTOR_RESERVE(lexing->scanner->arena, &lexing->tokens);
    struct token *token = &lexing->tokens.items[lexing->tokens.count++];
    *token = (struct token){.kind = kind, .start = start, .end = lexing->scanner->at};
    return token;
}

static inline void lexing_open(struct lexing *lexing, enum frame frame)
{
    VECTOR_PUSH(lexing->scanner->arena, &lexing->frames, (unsigned char)frame);
}

static inline bool lexing_is_inside(const struct lexing *lexing, enum frame frame)
{
    return lexing->frames.count > 0 && lexing->frames.items[lexing->frames.count - 1] == frame;
}

static inline bool lexing_expects_pattern(const struct lexing *lexing)
{
    return lexing->expect == EXPECT_PATTERN || lexing->expect == EXPECT_PATTERN_START;
}

/* lexer_word.c: a word, which may turn out to be reserved. */
void scan_word_token(struct lexing *lexing);
/* These take nothing and return false where something else stands.
 * lexer_redirect.c: a redirection with its target. */
bool scan_redirect(struct lexing *lexing);
/* lexer_condition.c: (( … )) and [[ … ]], each one token. */
bool scan_arithmetic_command(struct lexing *lexing);
bool scan_condition(struct lexing *lexing);

#endif
