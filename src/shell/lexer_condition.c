/* (( )) and [[ ]] (bash(1) "Compound Commands"). In: the bytes of one. Out: its token. */
#include "shell/lexing.h"

bool scan_arithmetic_command(struct lexing *lexing)
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
    lexing_push(lexing, TOKEN_ARITHMETIC, start)->parts = parts;
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
bool scan_condition(struct lexing *lexing)
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
    lexing_push(lexing, TOKEN_CONDITION, start)->parts = words.first;
    lexing->expect = EXPECT_COMMAND;
    return true;
}
