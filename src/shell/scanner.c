/* What all scanners share. In: bytes. Out: the classes that they are of, and what stands between
 * tokens. */
#include "shell/scanner.h"

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
