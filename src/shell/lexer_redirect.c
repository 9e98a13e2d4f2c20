/* Redirections (POSIX.1-2017 XCU 2.7; bash(1) "REDIRECTION"). In: the bytes of one. Out: its token.
 */
#include "shell/lexing.h"

#include <stdlib.h>

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

bool scan_redirect(struct lexing *lexing)
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
    lexing_push(lexing, TOKEN_REDIRECT, start)->redirect = redirect;
    if (lexing->expect == EXPECT_COMMAND) {
        lexing->expect = EXPECT_ASSIGNMENT;
    }
    return true;
}
