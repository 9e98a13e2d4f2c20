/* Words and the quoting inside them (POSIX.1-2017 XCU 2.2; bash(1) "QUOTING").
 * In: the scanner at the first byte. Out: the word's parts, each with its place. */
#include "shell/scanner.h"

struct word_part *part_append(struct scanner *scanner, struct part_list *list,
                              enum word_part_kind kind, uint32_t start, uint32_t end)
{
    struct word_part *part = ARENA_NEW(scanner->arena, struct word_part);
    part->kind = kind;
    part->start = start;
    part->end = end;
    if (list->last) {
        list->last->next = part;
    } else {
        list->first = part;
    }
    list->last = part;
    return part;
}

/* Adds a literal byte range; a neighbour of the same kind takes it in. */
static void append_literal(struct scanner *scanner, struct part_list *list, uint32_t start,
                           uint32_t end)
{
    if (start == end) {
        return;
    }
    if (list->last && list->last->kind == PART_LITERAL && list->last->end == start) {
        list->last->end = end;
        return;
    }
    part_append(scanner, list, PART_LITERAL, start, end);
}

static void take_literal(struct scanner *scanner, struct part_list *list, uint32_t length)
{
    append_literal(scanner, list, scanner->at, scanner->at + length);
    scanner->at += length;
}

void scan_single_quoted(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at;
    const char *close = memchr(scanner->bytes + start + 1, '\'', scanner->end - start - 1);
    if (close) {
        scanner->at = (uint32_t)(close - scanner->bytes) + 1;
    } else {
        scanner_problem(scanner, start, "this ' is never closed");
        scanner->at = scanner->end;
    }
    part_append(scanner, list, PART_SINGLE_QUOTED, start, scanner->at);
}

void scan_double_quoted(struct scanner *scanner, struct part_list *list, uint32_t start)
{
    scanner->at++;
    const struct word_part *children =
        scan_parts(scanner, (struct part_mode){.quoted = true, .stop = '"'});
    if (scanner_at_end(scanner)) {
        scanner_problem(scanner, start, "this \" is never closed");
    } else {
        scanner->at++;
    }
    part_append(scanner, list, PART_DOUBLE_QUOTED, start, scanner->at)->children = children;
}

static void scan_backslash(struct scanner *scanner, struct part_list *list, struct part_mode mode)
{
    char next = scanner_peek(scanner, 1);
    uint32_t start = scanner->at;
    if (next == '\n') {
        scanner->at += 2;
        part_append(scanner, list, PART_CONTINUATION, start, scanner->at);
        return;
    }
    bool quotes = !mode.quoted || next == '$' || next == '`' || next == '\\' ||
                  (next == '"' && !mode.heredoc) || (next == '}' && mode.stop == '}');
    if (!quotes || scanner->at + 1 >= scanner->end) {
        take_literal(scanner, list, 1);
        return;
    }
    scanner->at += 2;
    part_append(scanner, list, PART_ESCAPE, start, scanner->at);
}

/* name=( … ) : the words inside, comments and newlines between them. */
static void scan_array(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at++;
    struct part_list words = {0};
    for (;;) {
        scan_blanks(scanner);
        if (scanner_peek(scanner, 0) == '\n') {
            scanner->at++;
            scan_heredoc_bodies(scanner);
            continue;
        }
        if (scanner_at_end(scanner)) {
            scanner_problem(scanner, start, "this ( is never closed");
            break;
        }
        uint32_t word_start = scanner->at;
        if (scanner_peek(scanner, 0) == ')') {
            scanner->at++;
            break;
        }
        struct shell_word word = scan_word(scanner, true);
        if (scanner->at == word_start) {
            scanner->at++; /* an operator has no place here */
            continue;
        }
        struct word_part *part = part_append(scanner, &words, PART_WORD, word_start, scanner->at);
        part->children = word.parts;
    }
    part_append(scanner, list, PART_ARRAY, start, scanner->at)->children = words.first;
}

/* ?(…) *(…) +(…) @(…) !(…): patterns of extglob, read as literal bytes and expansions. */
static bool is_extended_pattern(const struct scanner *scanner, uint32_t word_start)
{
    if (scanner->at == word_start || scanner_peek(scanner, 0) != '(') {
        return false;
    }
    char before = scanner->bytes[scanner->at - 1];
    return memchr("?*+@!", before, 5) != NULL;
}

static void scan_extended_pattern(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at;
    take_literal(scanner, list, 1);
    if (++scanner->depth > SHELL_DEPTH_MAX) {
        scanner_problem(scanner, start, "nested too deeply");
        take_literal(scanner, list, scanner->end - scanner->at);
        scanner->depth--;
        return;
    }
    const struct word_part *inner =
        scan_parts(scanner, (struct part_mode){.expression = true, .stop = ')'});
    for (const struct word_part *part = inner; part; part = part->next) {
        *part_append(scanner, list, part->kind, part->start, part->end) =
            (struct word_part){.kind = part->kind,
                               .start = part->start,
                               .end = part->end,
                               .children = part->children,
                               .parameter = part->parameter,
                               .script = part->script};
    }
    if (!scanner_at_end(scanner)) {
        take_literal(scanner, list, 1);
    }
    scanner->depth--;
}

/* Whether the bytes from `start` up to here are a name, with or without `[…]`, and `=` or `+=`. */
static bool ends_assignment(const struct scanner *scanner, uint32_t start, bool subscripted)
{
    uint32_t at = scanner->at;
    if (at == start || scanner->bytes[at - 1] != '=') {
        return false;
    }
    at -= at - 1 > start && scanner->bytes[at - 2] == '+' ? 2 : 1;
    if (subscripted) {
        return at > start && scanner->bytes[at - 1] == ']';
    }
    for (uint32_t i = start; i < at; i++) {
        if (!is_name_byte(scanner->bytes[i])) {
            return false;
        }
    }
    return at > start && is_name_start(scanner->bytes[start]);
}

/* At the [ of name[…]=: takes the subscript with its blanks and quotes. */
static bool scan_subscript(struct scanner *scanner, struct part_list *list, uint32_t start)
{
    for (uint32_t i = start; i < scanner->at; i++) {
        if (!is_name_byte(scanner->bytes[i])) {
            return false;
        }
    }
    if (!scanner_may_try(scanner)) {
        return false;
    }
    struct scanner before = *scanner;
    struct part_list list_before = *list;
    size_t problem_count = scanner->problems->count;
    struct part_list inner = {0};
    take_literal(scanner, &inner, 1);
    inner.last->next = scan_parts(scanner, (struct part_mode){.stop = ']', .stop_too = '\n'});
    char after = scanner_peek(scanner, 1);
    bool closed = scanner_peek(scanner, 0) == ']';
    if (closed && (after == '=' || (after == '+' && scanner_peek(scanner, 2) == '='))) {
        if (list->last) {
            list->last->next = inner.first;
        } else {
            list->first = inner.first;
        }
        for (list->last = inner.last; list->last->next;) {
            /* The list is being built: its parts may still be linked. */
            list->last = (struct word_part *)list->last->next;
        }
        take_literal(scanner, list, 1);
        return true;
    }
    size_t wasted = scanner->wasted + (scanner->at - before.at);
    scanner->problems->count = problem_count;
    *scanner = before;
    *list = list_before;
    scanner->wasted = wasted;
    return false;
}

/* Bytes that begin nothing, wherever they stand in a word. */
static bool is_ordinary(char c, struct part_mode mode)
{
    if (c == '\\' || c == '$' || c == '`' || c == '"' || c == '\'') {
        return false;
    }
    if (mode.stop && (c == mode.stop || c == mode.stop_too)) {
        return false;
    }
    if (mode.word && (is_metacharacter(c) || c == '[' || c == '=')) {
        return false;
    }
    return !mode.expression || !(c == '(' || c == ')' || is_blank(c) || c == '\n');
}

/* What is special in a word only: metacharacters and assignments. False: the word ends here. */
static bool scan_in_word(struct scanner *scanner, struct part_list *list, struct part_mode mode,
                         uint32_t start, bool *subscripted)
{
    char c = scanner_peek(scanner, 0);
    if ((c == '<' || c == '>') && scanner_peek(scanner, 1) == '(') {
        scan_process(scanner, list);
        return true;
    }
    if (is_extended_pattern(scanner, start)) {
        scan_extended_pattern(scanner, list);
        return true;
    }
    if (c == '(' && mode.assignment && ends_assignment(scanner, start, *subscripted)) {
        scan_array(scanner, list);
        return true;
    }
    if (is_metacharacter(c)) {
        return false;
    }
    if (c == '[' && mode.assignment && !*subscripted && scan_subscript(scanner, list, start)) {
        *subscripted = true;
        return true;
    }
    take_literal(scanner, list, 1);
    return true;
}

static bool ends_expression(struct scanner *scanner, uint32_t *parentheses)
{
    char c = scanner_peek(scanner, 0);
    if (*parentheses == 0 && (is_blank(c) || c == '\n' || c == ')')) {
        return true;
    }
    *parentheses += c == '(';
    *parentheses -= c == ')';
    return false;
}

const struct word_part *scan_parts(struct scanner *scanner, struct part_mode mode)
{
    struct part_list list = {0};
    uint32_t start = scanner->at;
    uint32_t parentheses = 0;
    bool subscripted = false;
    while (!scanner_at_end(scanner)) {
        char c = scanner_peek(scanner, 0);
        if (is_ordinary(c, mode)) {
            uint32_t from = scanner->at;
            while (!scanner_at_end(scanner) && is_ordinary(scanner_peek(scanner, 0), mode)) {
                scanner->at++;
            }
            append_literal(scanner, &list, from, scanner->at);
        } else if (mode.stop && (c == mode.stop || c == mode.stop_too) && parentheses == 0) {
            break;
        } else if (c == '\\') {
            scan_backslash(scanner, &list, mode);
        } else if (c == '\'' && !mode.quoted) {
            scan_single_quoted(scanner, &list);
        } else if (c == '"' && !mode.heredoc) {
            scan_double_quoted(scanner, &list, scanner->at);
        } else if (c == '`') {
            scan_backquoted(scanner, &list, mode.quoted);
        } else if (c == '$' && scan_dollar(scanner, &list, mode.quoted)) {
            continue;
        } else if (mode.word) {
            if (!scan_in_word(scanner, &list, mode, start, &subscripted)) {
                break;
            }
        } else if (mode.expression && ends_expression(scanner, &parentheses)) {
            break;
        } else {
            take_literal(scanner, &list, 1);
        }
    }
    return list.first;
}

struct shell_word scan_word(struct scanner *scanner, bool assignment)
{
    uint32_t start = scanner->at;
    const struct word_part *parts =
        scan_parts(scanner, (struct part_mode){.word = true, .assignment = assignment});
    bool plain = parts && parts->kind == PART_LITERAL && !parts->next;
    return (struct shell_word){start, scanner->at, plain ? NULL : parts};
}
