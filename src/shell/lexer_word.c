/* Words as the grammar takes them (POSIX.1-2017 XCU 2.4, 2.10.2). In: a word. Out: its token, and
 * what may stand next. */
#include "shell/lexing.h"

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
    if (word->symbol == SYMBOL_ESAC && lexing_is_inside(lexing, FRAME_CASE)) {
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
        lexing_open(lexing, FRAME_CASE);
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

void scan_word_token(struct lexing *lexing)
{
    struct scanner *scanner = lexing->scanner;
    uint32_t start = scanner->at;
    bool begins = lexing->expect == EXPECT_COMMAND || lexing->expect == EXPECT_ASSIGNMENT;
    /* An argument with an array is one of `declare` and its like, else bash refuses it. */
    struct part_mode mode = {.array = !lexing_expects_pattern(lexing), .subscript = begins};
    struct shell_word word = scan_word(scanner, mode);
    struct token *token = lexing_push(lexing, TOKEN_WORD, start);
    token->parts = word.parts;
    token->symbol = lexing->expect == EXPECT_COMMAND ? time_option(lexing, token) : SYMBOL_NONE;
    if (token->symbol != SYMBOL_NONE) {
        token->kind = TOKEN_RESERVED;
        return;
    }
    after_word(lexing, token);
}
