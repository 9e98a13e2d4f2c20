/* Tokens of shell (POSIX.1-2017 XCU 2.3, 2.4, 2.10; bash(1) "Shell Grammar").
 * In: a view. Out: words, operators, redirections and reserved words in order. Which words are
 * reserved, and what a `)` closes, depends on the grammar: a small state tracks it. */
#include "shell/scanner.h"

#include <stdlib.h>

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

struct reserved_word {
    const char *name;
    enum token_symbol symbol;
    enum expectation next;
};

static const struct reserved_word reserved_words[] = {
    {"!", SYMBOL_NOT, EXPECT_COMMAND},
    {"{", SYMBOL_BRACE, EXPECT_COMMAND},
    {"}", SYMBOL_CLOSING_BRACE, EXPECT_COMMAND},
    {"if", SYMBOL_IF, EXPECT_COMMAND},
    {"then", SYMBOL_THEN, EXPECT_COMMAND},
    {"elif", SYMBOL_ELIF, EXPECT_COMMAND},
    {"else", SYMBOL_ELSE, EXPECT_COMMAND},
    {"fi", SYMBOL_FI, EXPECT_COMMAND},
    {"while", SYMBOL_WHILE, EXPECT_COMMAND},
    {"until", SYMBOL_UNTIL, EXPECT_COMMAND},
    {"do", SYMBOL_DO, EXPECT_COMMAND},
    {"done", SYMBOL_DONE, EXPECT_COMMAND},
    {"time", SYMBOL_TIME, EXPECT_COMMAND},
    {"coproc", SYMBOL_COPROC, EXPECT_COMMAND},
    {"for", SYMBOL_FOR, EXPECT_FOR_NAME},
    {"select", SYMBOL_SELECT, EXPECT_FOR_NAME},
    {"case", SYMBOL_CASE, EXPECT_CASE_WORD},
    {"function", SYMBOL_FUNCTION, EXPECT_FUNCTION_NAME},
    {"esac", SYMBOL_ESAC, EXPECT_COMMAND},
};

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

struct redirect_operator {
    const char *name;
    enum redirect_kind kind;
};

/* Longer ones first. */
static const struct redirect_operator redirect_operators[] = {
    {"&>>", REDIRECT_ALL_APPEND}, {"<<<", REDIRECT_STRING}, {"<<-", REDIRECT_HEREDOC},
    {"&>", REDIRECT_ALL},         {"<<", REDIRECT_HEREDOC}, {">>", REDIRECT_APPEND},
    {"<>", REDIRECT_IN_OUT},      {"<&", REDIRECT_COPY_IN}, {">&", REDIRECT_COPY_OUT},
    {">|", REDIRECT_OUT},         {"<", REDIRECT_IN},       {">", REDIRECT_OUT},
};

#define LETTER (BYTE_NAME_START | BYTE_WORD)
#define LETTERS(a, b, c, d, e, f, g) \
    [a] = LETTER, [b] = LETTER, [c] = LETTER, [d] = LETTER, [e] = LETTER, [f] = LETTER, [g] = LETTER

/* Not of BYTE_WORD are bytes that operators, redirections, comments and [[ begin with, and those
 * that end the script. */
const unsigned char byte_classes[256] = {
    [' '] = BYTE_BLANK | BYTE_META | BYTE_EXPRESSION,
    ['\t'] = BYTE_BLANK | BYTE_META | BYTE_EXPRESSION,
    ['\n'] = BYTE_META | BYTE_EXPRESSION,
    ['('] = BYTE_META | BYTE_EXPRESSION,
    [')'] = BYTE_META | BYTE_EXPRESSION,
    ['|'] = BYTE_META,
    ['&'] = BYTE_META,
    [';'] = BYTE_META,
    ['<'] = BYTE_META,
    ['>'] = BYTE_META,
    ['['] = BYTE_BRACKET,
    ['\\'] = BYTE_SPECIAL,
    ['$'] = BYTE_SPECIAL | BYTE_WORD,
    ['`'] = BYTE_SPECIAL | BYTE_WORD,
    ['"'] = BYTE_SPECIAL | BYTE_WORD,
    ['\''] = BYTE_SPECIAL | BYTE_WORD,
    ['-'] = BYTE_WORD,
    ['/'] = BYTE_WORD,
    ['.'] = BYTE_WORD,
    ['_'] = LETTER,
    ['0'] = BYTE_DIGIT,
    ['1'] = BYTE_DIGIT,
    ['2'] = BYTE_DIGIT,
    ['3'] = BYTE_DIGIT,
    ['4'] = BYTE_DIGIT,
    ['5'] = BYTE_DIGIT,
    ['6'] = BYTE_DIGIT,
    ['7'] = BYTE_DIGIT,
    ['8'] = BYTE_DIGIT,
    ['9'] = BYTE_DIGIT,
    LETTERS('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    LETTERS('h', 'i', 'j', 'k', 'l', 'm', 'n'),
    LETTERS('o', 'p', 'q', 'r', 's', 't', 'u'),
    LETTERS('A', 'B', 'C', 'D', 'E', 'F', 'G'),
    LETTERS('H', 'I', 'J', 'K', 'L', 'M', 'N'),
    LETTERS('O', 'P', 'Q', 'R', 'S', 'T', 'U'),
    ['v'] = LETTER,
    ['w'] = LETTER,
    ['x'] = LETTER,
    ['y'] = LETTER,
    ['z'] = LETTER,
    ['V'] = LETTER,
    ['W'] = LETTER,
    ['X'] = LETTER,
    ['Y'] = LETTER,
    ['Z'] = LETTER,
};

struct scanner scanner_inside(const struct scanner *outer, const struct view *view)
{
    return (struct scanner){
        .arena = outer->arena,
        .view = view,
        .bytes = view->bytes.data,
        .end = (uint32_t)view->bytes.length,
        .depth = outer->depth,
        .trials_left = outer->trials_left,
        .bare = outer->bare,
        .problems = outer->problems,
        .comments = outer->comments,
    };
}

bool scanner_enter(struct scanner *scanner, uint32_t start)
{
    if (scanner->depth < SHELL_DEPTH_MAX) {
        scanner->depth++;
        return true;
    }
    scanner_problem(scanner, start, "nested too deeply");
    return false;
}

void scanner_problem(struct scanner *scanner, uint32_t at, const char *message)
{
    struct shell_problem problem = {.offset = view_origin(scanner->view, at), .message = message};
    VECTOR_PUSH(scanner->arena, scanner->problems, problem);
}

static bool scanner_looks_at(const struct scanner *scanner, const char *string)
{
    slice rest = {scanner->bytes + scanner->at, scanner->end - scanner->at};
    return slice_starts_with(rest, slice_from(string));
}

static void scan_comment(struct scanner *scanner)
{
    struct shell_comment comment = {scanner->at, scanner->at, scanner->view};
    const char *here = scanner->bytes + scanner->at;
    const char *newline = memchr(here, '\n', scanner->end - scanner->at);
    scanner->at = newline ? (uint32_t)(newline - scanner->bytes) : scanner->end;
    comment.end = scanner->at;
    if (scanner->comments) {
        VECTOR_PUSH(scanner->arena, scanner->comments, comment);
    }
}

void scan_blanks(struct scanner *scanner)
{
    while (!scanner_at_end(scanner)) {
        char c = scanner->bytes[scanner->at];
        if (is_blank(c)) {
            scanner->at++;
        } else if (c == '\\' && scanner_peek(scanner, 1) == '\n') {
            scanner->at += 2;
        } else if (c == '#') {
            scan_comment(scanner);
        } else {
            return;
        }
    }
}

static struct token *push_token(struct lexing *lexing, enum token_kind kind, uint32_t start)
{
    VECTOR_RESERVE(lexing->scanner->arena, &lexing->tokens);
    struct token *token = &lexing->tokens.items[lexing->tokens.count++];
    *token = (struct token){.kind = kind, .start = start, .end = lexing->scanner->at};
    return token;
}

static void push_frame(struct lexing *lexing, enum frame frame)
{
    VECTOR_PUSH(lexing->scanner->arena, &lexing->frames, (unsigned char)frame);
}

static bool inside(const struct lexing *lexing, enum frame frame)
{
    return lexing->frames.count > 0 && lexing->frames.items[lexing->frames.count - 1] == frame;
}

static bool expects_pattern(const struct lexing *lexing)
{
    return lexing->expect == EXPECT_PATTERN || lexing->expect == EXPECT_PATTERN_START;
}

/* ---- Operators ---- */

static void after_separator(struct lexing *lexing)
{
    lexing->expect = EXPECT_COMMAND;
}

static void scan_newline(struct lexing *lexing)
{
    uint32_t start = lexing->scanner->at++;
    push_token(lexing, TOKEN_NEWLINE, start);
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
    push_token(lexing, TOKEN_OPERATOR, start)->symbol = SYMBOL_PARENTHESIS;
    scan_blanks(scanner);
    start = scanner->at++;
    push_token(lexing, TOKEN_OPERATOR, start)->symbol = SYMBOL_CLOSING_PARENTHESIS;
    lexing->expect = EXPECT_COMMAND;
}

static void open_parenthesis(struct lexing *lexing)
{
    if (expects_pattern(lexing)) {
        lexing->expect = EXPECT_PATTERN;
        return;
    }
    push_frame(lexing, FRAME_PARENTHESIS);
    lexing->expect = EXPECT_COMMAND;
}

static void close_parenthesis(struct lexing *lexing)
{
    if (!expects_pattern(lexing) && inside(lexing, FRAME_PARENTHESIS)) {
        lexing->frames.count--;
    }
    lexing->expect = EXPECT_COMMAND;
}

static void scan_operator(struct lexing *lexing, const struct operator_name *operation)
{
    struct scanner *scanner = lexing->scanner;
    uint32_t start = scanner->at;
    scanner->at += (uint32_t)strlen(operation->name);
    struct token *token = push_token(lexing, TOKEN_OPERATOR, start);
    token->symbol = operation->symbol;
    token->pattern = expects_pattern(lexing);
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
        lexing->expect = inside(lexing, FRAME_CASE) ? EXPECT_PATTERN_START : EXPECT_COMMAND;
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

/* ---- Redirections ---- */

/* How long the number or {name} before a redirection is; 0 where there is none. */
static uint32_t descriptor_length(const struct scanner *scanner)
{
    uint32_t length = 0;
    if (scanner_peek(scanner, 0) == '{' && is_name_start(scanner_peek(scanner, 1))) {
        for (length = 1; is_name_byte(scanner_peek(scanner, length)); length++) {
        }
        length = scanner_peek(scanner, length) == '}' ? length + 1 : 0;
    } else {
        while (is_digit(scanner_peek(scanner, length))) {
            length++;
        }
    }
    char next = scanner_peek(scanner, length);
    return next == '<' || next == '>' ? length : 0;
}

static const struct redirect_operator *redirect_here(const struct scanner *scanner, uint32_t ahead)
{
    char first = scanner_peek(scanner, ahead);
    if (first != '<' && first != '>' && first != '&') {
        return NULL;
    }
    struct scanner at = *scanner;
    at.at += ahead;
    if (scanner_looks_at(&at, "<(") || scanner_looks_at(&at, ">(")) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof redirect_operators / sizeof *redirect_operators; i++) {
        if (redirect_operators[i].name[0] == first &&
            scanner_looks_at(&at, redirect_operators[i].name)) {
            return &redirect_operators[i];
        }
    }
    return NULL;
}

static bool scan_redirect(struct lexing *lexing)
{
    struct scanner *scanner = lexing->scanner;
    uint32_t start = scanner->at;
    uint32_t length = descriptor_length(scanner);
    const struct redirect_operator *operation = redirect_here(scanner, length);
    if (!operation) {
        return false;
    }
    struct redirect *redirect = ARENA_NEW(scanner->arena, struct redirect);
    redirect->kind = operation->kind;
    redirect->descriptor = -1;
    if (length > 0 && length < 9 && is_digit(scanner_peek(scanner, 0))) {
        redirect->descriptor =
            atoi(arena_cstring(scanner->arena, (slice){scanner->bytes + scanner->at, length}));
    }
    scanner->at += length + (uint32_t)strlen(operation->name);
    while (is_blank(scanner_peek(scanner, 0)) ||
           (scanner_peek(scanner, 0) == '\\' && scanner_peek(scanner, 1) == '\n')) {
        scanner->at += is_blank(scanner_peek(scanner, 0)) ? 1 : 2;
    }
    if (operation->kind == REDIRECT_HEREDOC) {
        bool strip_tabs = operation->name[2] == '-';
        redirect->heredoc = scan_heredoc_start(scanner, strip_tabs, &redirect->target);
    } else {
        redirect->target = scan_word(scanner, (struct part_mode){0});
    }
    push_token(lexing, TOKEN_REDIRECT, start)->redirect = redirect;
    if (lexing->expect == EXPECT_COMMAND) {
        lexing->expect = EXPECT_ASSIGNMENT;
    }
    return true;
}

/* ---- Words ---- */

static const struct reserved_word *reserved_word(slice bytes)
{
    enum { LONGEST = 8 };
    if (bytes.length > LONGEST) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof reserved_words / sizeof *reserved_words; i++) {
        if (slice_is(bytes, reserved_words[i].name)) {
            return &reserved_words[i];
        }
    }
    return NULL;
}

/* Whether the word's bytes begin like an assignment: name=, name+=, name[. */
static bool is_assignment(slice bytes)
{
    size_t at = 0;
    while (at < bytes.length && is_name_byte(bytes.data[at])) {
        at++;
    }
    if (at == 0 || at == bytes.length || !is_name_start(bytes.data[0])) {
        return false;
    }
    if (bytes.data[at] == '[') {
        return true;
    }
    at += bytes.data[at] == '+';
    return at < bytes.length && bytes.data[at] == '=';
}

static bool take_reserved(struct lexing *lexing, struct token *token, slice bytes)
{
    const struct reserved_word *word = reserved_word(bytes);
    if (!word) {
        return false;
    }
    token->kind = TOKEN_RESERVED;
    token->symbol = word->symbol;
    lexing->expect = word->next;
    if (word->symbol == SYMBOL_ESAC && inside(lexing, FRAME_CASE)) {
        lexing->frames.count--;
    }
    return true;
}

static slice bytes_of(const struct lexing *lexing, const struct token *token)
{
    return (slice){lexing->scanner->bytes + token->start, token->end - token->start};
}

/* Whether the token before this one is that reserved word. */
static bool is_reserved_before(const struct lexing *lexing, const struct token *token,
                               enum token_symbol symbol)
{
    return token > lexing->tokens.items && token[-1].symbol == symbol;
}

/* Whether a word that only a compound command begins with comes next. */
static bool compound_follows(const struct scanner *scanner)
{
    static const char *const openers[] = {"{",     "if",   "for",    "while",
                                          "until", "case", "select", "[["};
    struct scanner ahead = *scanner;
    scan_blanks(&ahead);
    if (scanner_peek(&ahead, 0) == '(') {
        return true;
    }
    uint32_t start = ahead.at;
    while (!scanner_at_end(&ahead) && !is_metacharacter(scanner_peek(&ahead, 0))) {
        ahead.at++;
    }
    slice word = {ahead.bytes + start, ahead.at - start};
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        if (slice_is(word, openers[i])) {
            return true;
        }
    }
    return false;
}

/* `coproc NAME { …; }`: only before a compound command is there a name. */
static bool names_coprocess(struct lexing *lexing, struct token *token)
{
    if (!is_reserved_before(lexing, token, SYMBOL_COPROC) ||
        reserved_word(bytes_of(lexing, token)) || !compound_follows(lexing->scanner)) {
        return false;
    }
    token->kind = TOKEN_RESERVED;
    return true;
}

static void after_first_word(struct lexing *lexing, slice bytes)
{
    lexing->expect = is_assignment(bytes) ? EXPECT_ASSIGNMENT : EXPECT_ARGUMENT;
    lexing->first_argument = true;
}

/* The word behind `for NAME`: `in`, or what begins the body. */
static void after_for_name(struct lexing *lexing, struct token *token, slice bytes)
{
    enum token_symbol symbol = slice_is(bytes, "do")   ? SYMBOL_DO
                               : slice_is(bytes, "{")  ? SYMBOL_BRACE
                               : slice_is(bytes, "in") ? SYMBOL_IN
                                                       : SYMBOL_NONE;
    bool begins_body = symbol == SYMBOL_DO || symbol == SYMBOL_BRACE;
    if (!token->parts && symbol != SYMBOL_NONE) {
        token->kind = TOKEN_RESERVED;
        token->symbol = symbol;
    }
    lexing->expect = begins_body ? EXPECT_COMMAND : EXPECT_ARGUMENT;
    lexing->first_argument = false;
}

static void after_pattern(struct lexing *lexing, struct token *token)
{
    token->pattern = true;
    lexing->expect = EXPECT_PATTERN;
}

/* What stands where `in` belongs need not be that. */
static enum token_symbol symbol_of(slice bytes)
{
    const struct reserved_word *word = reserved_word(bytes);
    return slice_is(bytes, "in") ? SYMBOL_IN : word ? word->symbol : SYMBOL_NONE;
}

/* Changes the state as the word just read demands. */
static void after_word(struct lexing *lexing, struct token *token)
{
    slice bytes = {lexing->scanner->bytes + token->start, token->end - token->start};
    bool plain = token->parts == NULL;
    switch (lexing->expect) {
    case EXPECT_COMMAND:
        if (!plain || (!names_coprocess(lexing, token) && !take_reserved(lexing, token, bytes))) {
            after_first_word(lexing, bytes);
        }
        return;
    case EXPECT_ASSIGNMENT:
        after_first_word(lexing, bytes);
        return;
    case EXPECT_FUNCTION_PARENTHESES: /* function name { */
        lexing->expect = EXPECT_COMMAND;
        after_word(lexing, token);
        return;
    case EXPECT_ARGUMENT:
        lexing->first_argument = false;
        return;
    case EXPECT_FOR_NAME:
        lexing->expect = EXPECT_IN_OR_DO;
        return;
    case EXPECT_IN_OR_DO:
        after_for_name(lexing, token, bytes);
        return;
    case EXPECT_CASE_WORD:
        lexing->expect = EXPECT_CASE_IN;
        return;
    case EXPECT_CASE_IN:
        token->kind = TOKEN_RESERVED;
        token->symbol = symbol_of(bytes);
        push_frame(lexing, FRAME_CASE);
        lexing->expect = EXPECT_PATTERN_START;
        return;
    case EXPECT_PATTERN_START:
        if (plain && slice_is(bytes, "esac")) {
            take_reserved(lexing, token, bytes);
        } else {
            after_pattern(lexing, token);
        }
        return;
    case EXPECT_PATTERN:
        after_pattern(lexing, token);
        return;
    case EXPECT_FUNCTION_NAME:
        lexing->expect = EXPECT_FUNCTION_PARENTHESES;
        return;
    }
}

/* `time -p`, `time --`: an option of the reserved word. */
static enum token_symbol time_option(const struct lexing *lexing, const struct token *token)
{
    slice bytes = bytes_of(lexing, token);
    bool after_time = is_reserved_before(lexing, token, SYMBOL_TIME);
    if (after_time && slice_is(bytes, "-p")) {
        return SYMBOL_TIME_PORTABLE;
    }
    bool ends = after_time || is_reserved_before(lexing, token, SYMBOL_TIME_PORTABLE);
    return ends && slice_is(bytes, "--") ? SYMBOL_TIME_END : SYMBOL_NONE;
}

static void scan_word_token(struct lexing *lexing)
{
    struct scanner *scanner = lexing->scanner;
    uint32_t start = scanner->at;
    bool begins = lexing->expect == EXPECT_COMMAND || lexing->expect == EXPECT_ASSIGNMENT;
    /* An argument with an array is one of `declare` and its like, else bash refuses it. */
    struct part_mode mode = {.array = !expects_pattern(lexing), .subscript = begins};
    struct shell_word word = scan_word(scanner, mode);
    struct token *token = push_token(lexing, TOKEN_WORD, start);
    token->parts = word.parts;
    token->symbol = lexing->expect == EXPECT_COMMAND ? time_option(lexing, token) : SYMBOL_NONE;
    if (token->symbol != SYMBOL_NONE) {
        token->kind = TOKEN_RESERVED;
        return;
    }
    after_word(lexing, token);
}

/* ---- (( )) and [[ ]] ---- */

static bool scan_arithmetic_command(struct lexing *lexing)
{
    struct scanner *scanner = lexing->scanner;
    bool here = lexing->expect == EXPECT_COMMAND || lexing->expect == EXPECT_FOR_NAME ||
                lexing->expect == EXPECT_FUNCTION_PARENTHESES;
    uint32_t start = scanner->at;
    const struct word_part *parts;
    if (!here || scanner_peek(scanner, 0) != '(' || scanner_peek(scanner, 1) != '(' ||
        !scan_arithmetic(scanner, &parts)) {
        return false;
    }
    push_token(lexing, TOKEN_ARITHMETIC, start)->parts = parts;
    /* After for ((…)) comes `do`, maybe behind a `;`; after (( )) an operator. */
    lexing->expect = EXPECT_COMMAND;
    return true;
}

static bool is_condition_operator(const struct scanner *scanner)
{
    char c = scanner_peek(scanner, 0);
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '&' || c == '|' || c == '\n';
}

static void skip_condition_space(struct scanner *scanner)
{
    scan_blanks(scanner);
    while (scanner_peek(scanner, 0) == '\n') {
        scanner->at++;
        scan_heredoc_bodies(scanner);
        scan_blanks(scanner);
    }
}

static void append_condition_word(struct scanner *scanner, struct part_list *list,
                                  bool after_matches)
{
    uint32_t start = scanner->at;
    const struct word_part *parts;
    if (after_matches) {
        parts = scan_parts(scanner, (struct part_mode){.expression = true});
    } else {
        parts = scan_word(scanner, (struct part_mode){0}).parts;
    }
    part_append(scanner, list, PART_WORD, start, scanner->at)->children = parts;
}

/* [[ … ]]: its operands and operators become words of one token (bash(1) "Compound Commands"). */
static bool scan_condition(struct lexing *lexing)
{
    struct scanner *scanner = lexing->scanner;
    char after = scanner_peek(scanner, 2);
    if (lexing->expect != EXPECT_COMMAND || scanner_peek(scanner, 0) != '[' ||
        scanner_peek(scanner, 1) != '[' || !is_metacharacter(after)) {
        return false;
    }
    uint32_t start = scanner->at;
    scanner->at += 2;
    struct part_list words = {0};
    bool after_matches = false;
    bool closed = false;
    while (!closed) {
        skip_condition_space(scanner);
        if (scanner_at_end(scanner)) {
            scanner_problem(scanner, start, "[[ without ]]");
            break;
        }
        uint32_t word_start = scanner->at;
        if (!after_matches && is_condition_operator(scanner)) {
            scanner->at++;
            continue;
        }
        append_condition_word(scanner, &words, after_matches);
        if (scanner->at == word_start) {
            scanner->at++; /* a stray byte that no word begins with */
        }
        slice bytes = {scanner->bytes + word_start, scanner->at - word_start};
        after_matches = slice_is(bytes, "=~");
        closed = slice_is(bytes, "]]");
    }
    push_token(lexing, TOKEN_CONDITION, start)->parts = words.first;
    lexing->expect = EXPECT_COMMAND;
    return true;
}

/* ---- The loop ---- */

static bool at_closing(const struct lexing *lexing)
{
    return lexing->closing && !expects_pattern(lexing) && lexing->frames.count == 0 &&
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
