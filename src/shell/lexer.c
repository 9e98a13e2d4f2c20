/* Tokens of shell (POSIX.1-2017 XCU 2.3, 2.4, 2.10; bash(1) "Shell Grammar").
 * In: a view. Out: words, operators, redirections and reserved words in order. Which words are
 * reserved, and what a `)` closes, depends on the grammar: a small state tracks it. */
#include "shell/lexing.h"

struct operator_name {
    const char *name;
    enum token_symbol symbol;
};

/* Longer ones first. */
static const struct operator_name operators[] = {
    {";;&", SYMBOL_ITEM_TRIES},
    {";;", SYMBOL_ITEM_END},
    {";&", SYMBOL_ITEM_GOES_ON},
    {"&&", SYMBOL_AND},
    {"||", SYMBOL_OR},
    {"|&", SYMBOL_PIPE_ALL},
    {";", SYMBOL_SEMICOLON},
    {"&", SYMBOL_BACKGROUND},
    {"|", SYMBOL_PIPE},
    {"(", SYMBOL_PARENTHESIS},
    {")", SYMBOL_CLOSING_PARENTHESIS},
};

/* ---- Operators ---- */

static void after_separator(struct lexing *lexing)
{
    lexing->expect = EXPECT_COMMAND;
}

static void scan_newline(struct lexing *lexing)
{
    uint32_t start = lexing->scanner->at++;
    lexing_push(lexing, TOKEN_NEWLINE, start);
    scan_heredoc_bodies(lexing->scanner);
    enum expectation expect = lexing->expect;
    if (expect != EXPECT_IN_OR_DO && expect != EXPECT_CASE_IN && expect != EXPECT_PATTERN_START &&
        expect != EXPECT_PATTERN) {
        after_separator(lexing);
    }
}

static bool opens_function(const struct lexing *lexing)
{
    if (lexing->expect != EXPECT_FUNCTION_PARENTHESES &&
        !(lexing->expect == EXPECT_ARGUMENT && lexing->first_argument)) {
        return false;
    }
    struct scanner ahead = *lexing->scanner;
    ahead.at++;
    scan_blanks(&ahead);
    return scanner_peek(&ahead, 0) == ')';
}

static void scan_function_parentheses(struct lexing *lexing)
{
    struct scanner *scanner = lexing->scanner;
    uint32_t start = scanner->at++;
    lexing_push(lexing, TOKEN_OPERATOR, start)->symbol = SYMBOL_PARENTHESIS;
    scan_blanks(scanner);
    start = scanner->at++;
    lexing_push(lexing, TOKEN_OPERATOR, start)->symbol = SYMBOL_CLOSING_PARENTHESIS;
    lexing->expect = EXPECT_COMMAND;
}

static void open_parenthesis(struct lexing *lexing)
{
    if (lexing_expects_pattern(lexing)) {
        lexing->expect = EXPECT_PATTERN;
        return;
    }
    lexing_open(lexing, FRAME_PARENTHESIS);
    lexing->expect = EXPECT_COMMAND;
}

static void close_parenthesis(struct lexing *lexing)
{
    if (!lexing_expects_pattern(lexing) && lexing_is_inside(lexing, FRAME_PARENTHESIS)) {
        lexing->frames.count--;
    }
    lexing->expect = EXPECT_COMMAND;
}

static void scan_operator(struct lexing *lexing, const struct operator_name *operation)
{
    struct scanner *scanner = lexing->scanner;
    uint32_t start = scanner->at;
    scanner->at += (uint32_t)strlen(operation->name);
    struct token *token = lexing_push(lexing, TOKEN_OPERATOR, start);
    token->symbol = operation->symbol;
    token->pattern = lexing_expects_pattern(lexing);
    switch (operation->symbol) {
    case SYMBOL_PARENTHESIS:
        open_parenthesis(lexing);
        return;
    case SYMBOL_CLOSING_PARENTHESIS:
        close_parenthesis(lexing);
        return;
    case SYMBOL_ITEM_END:
    case SYMBOL_ITEM_GOES_ON:
    case SYMBOL_ITEM_TRIES:
        lexing->expect =
            lexing_is_inside(lexing, FRAME_CASE) ? EXPECT_PATTERN_START : EXPECT_COMMAND;
        return;
    case SYMBOL_PIPE:
        lexing->expect = lexing->expect == EXPECT_PATTERN ? EXPECT_PATTERN : EXPECT_COMMAND;
        return;
    default:
        after_separator(lexing);
    }
}

static const struct operator_name *operator_here(const struct scanner *scanner)
{
    char first = scanner_peek(scanner, 0);
    if (!is_metacharacter(first)) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (operators[i].name[0] == first && scanner_looks_at(scanner, operators[i].name)) {
            return &operators[i];
        }
    }
    return NULL;
}

/* ---- The loop ---- */

static bool at_closing(const struct lexing *lexing)
{
    return lexing->closing && !lexing_expects_pattern(lexing) && lexing->frames.count == 0 &&
           scanner_peek(lexing->scanner, 0) == ')';
}

static void scan_token(struct lexing *lexing)
{
    struct scanner *scanner = lexing->scanner;
    char c = scanner_peek(scanner, 0);
    if (byte_is(c, BYTE_WORD)) {
        scan_word_token(lexing);
        return;
    }
    if (c == '\n') {
        scan_newline(lexing);
        return;
    }
    if (scan_arithmetic_command(lexing) || scan_condition(lexing) || scan_redirect(lexing)) {
        return;
    }
    if (c == '(' && opens_function(lexing)) {
        scan_function_parentheses(lexing);
        return;
    }
    const struct operator_name *operation = operator_here(scanner);
    if (operation) {
        scan_operator(lexing, operation);
    } else {
        scan_word_token(lexing);
    }
}

const struct shell_script *scan_script(struct scanner *scanner, bool closing)
{
    struct lexing lexing = {.scanner = scanner, .closing = closing};
    struct shell_script *script = ARENA_NEW(scanner->arena, struct shell_script);
    script->view = scanner->view;
    script->start = scanner->at;
    for (;;) {
        scan_blanks(scanner);
        if (scanner_at_end(scanner) || at_closing(&lexing)) {
            break;
        }
        uint32_t before = scanner->at;
        scan_token(&lexing);
        if (scanner->at == before) {
            scanner->at++; /* a NUL byte or the like: not shell, but never an endless loop */
        }
    }
    if (!closing && scanner->pending.count > 0) {
        scanner_problem(scanner, scanner->at, "this heredoc has no body");
    }
    script->end = scanner->at;
    script->tokens = lexing.tokens.items;
    script->token_count = lexing.tokens.count;
    return script;
}

const struct shell_script *shell_lex(struct arena *arena, const struct view *view,
                                     struct shell_problems *problems)
{
    return shell_lex_comments(arena, view, problems, NULL);
}

const struct shell_script *shell_lex_comments(struct arena *arena, const struct view *view,
                                              struct shell_problems *problems,
                                              struct shell_comments *comments)
{
    size_t trials_left = 8 * view->bytes.length + 4096;
    struct bare_parameters bare = {0};
    struct scanner scanner = {
        .arena = arena,
        .view = view,
        .bytes = view->bytes.data,
        .end = (uint32_t)view->bytes.length,
        .trials_left = &trials_left,
        .bare = &bare,
        .problems = problems,
        .comments = comments,
    };
    return scan_script(&scanner, false);
}
