/* Words and the quoting inside them (POSIX.1-2017 XCU 2.2; bash(1) "QUOTING").
 * In: the scanner at the first byte. Out: the word's parts, each with its place. */
#include "shell/scanner.h"

static struct word_part *append(struct scanner *scanner, struct part_list *list,
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

static void finish_literal(struct scanner *scanner, struct part_list *list)
{
    if (list->literal_start < list->literal_end) {
        append(scanner, list, PART_LITERAL, list->literal_start, list->literal_end);
        list->literal_start = list->literal_end;
    }
}

struct word_part *part_append(struct scanner *scanner, struct part_list *list,
                              enum word_part_kind kind, uint32_t start, uint32_t end)
{
    finish_literal(scanner, list);
    return append(scanner, list, kind, start, end);
}

const struct word_part *part_list_finish(struct scanner *scanner, struct part_list *list)
{
    finish_literal(scanner, list);
    return list->first;
}

/* Adds a literal byte range; one that ends where it begins takes it in. */
static void append_literal(struct scanner *scanner, struct part_list *list, uint32_t start,
                           uint32_t end)
{
    if (start == end) {
        return;
    }
    if (list->literal_end != start) {
        finish_literal(scanner, list);
    }
    if (list->literal_start == list->literal_end) {
        list->literal_start = start;
    }
    list->literal_end = end;
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
    uint32_t start = scanner->at;
    if (!scanner_enter(scanner, start)) {
        scanner->at = scanner->end;
        part_append(scanner, list, PART_OPAQUE, start, scanner->at);
        return;
    }
    scanner->at++;
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
        struct shell_word word = scan_word(scanner, (struct part_mode){.element = true});
        if (scanner->at == word_start) {
            scanner->at++; /* an operator has no place here */
            continue;
        }
        struct word_part *part = part_append(scanner, &words, PART_WORD, word_start, scanner->at);
        part->children = word.parts;
    }
    part_append(scanner, list, PART_ARRAY, start, scanner->at)->children = words.first;
    scanner->depth--;
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

/* Adds the parts of `more` to those of `list`. */
static void append_parts(struct scanner *scanner, struct part_list *list,
                         const struct word_part *more)
{
    for (; more; more = more->next) {
        if (more->kind == PART_LITERAL) {
            append_literal(scanner, list, more->start, more->end);
            continue;
        }
        struct word_part *part = part_append(scanner, list, more->kind, more->start, more->end);
        *part = *more;
        part->next = NULL;
    }
}

static void scan_extended_pattern(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at;
    take_literal(scanner, list, 1);
    if (!scanner_enter(scanner, start)) {
        take_literal(scanner, list, scanner->end - scanner->at);
        return;
    }
    const struct word_part *inner =
        scan_parts(scanner, (struct part_mode){.opens = '(', .stop = ')'});
    append_parts(scanner, list, inner);
    if (!scanner_at_end(scanner)) {
        take_literal(scanner, list, 1);
    }
    scanner->depth--;
}

/* Whether the bytes from `start` up to here are a name, with or without `[…]`, and `=` or `+=`. */
static bool ends_assignment(const struct scanner *scanner, uint32_t start)
{
    uint32_t at = scanner->at;
    if (at == start || scanner->bytes[at - 1] != '=') {
        return false;
    }
    at -= at - 1 > start && scanner->bytes[at - 2] == '+' ? 2 : 1;
    uint32_t name_end = start;
    while (name_end < at && is_name_byte(scanner->bytes[name_end])) {
        name_end++;
    }
    if (name_end == start || !is_name_start(scanner->bytes[start])) {
        return false;
    }
    return name_end == at || (scanner->bytes[name_end] == '[' && scanner->bytes[at - 1] == ']');
}

static bool is_name_so_far(const struct scanner *scanner, uint32_t start)
{
    for (uint32_t i = start; i < scanner->at; i++) {
        if (!is_name_byte(scanner->bytes[i])) {
            return false;
        }
    }
    return scanner->at > start && is_name_start(scanner->bytes[start]);
}

static bool begins_subscript(const struct scanner *scanner, struct part_mode mode, uint32_t start)
{
    return scanner_peek(scanner, 0) == '[' && ((mode.element && scanner->at == start) ||
                                               (mode.subscript && is_name_so_far(scanner, start)));
}

/* At the [ behind a name: takes the subscript with its blanks and quotes. Where no ] follows on the
 * line, bash would read on; a [ in a script with that mistake is taken as it stands. */
static bool scan_subscript(struct scanner *scanner, struct part_list *list)
{
    struct trial trial;
    if (!trial_begin(&trial, scanner)) {
        return false;
    }
    scanner->at++;
    const struct word_part *inner =
        scan_parts(scanner, (struct part_mode){.opens = '[', .stop = ']', .stop_too = '\n'});
    if (scanner_peek(scanner, 0) != ']') {
        trial_undo(&trial, scanner);
        return false;
    }
    append_literal(scanner, list, trial.before.at, trial.before.at + 1);
    append_parts(scanner, list, inner);
    take_literal(scanner, list, 1);
    return true;
}

/* What is special in a word only: metacharacters and assignments. False: the word ends here. */
static bool scan_in_word(struct scanner *scanner, struct part_list *list, struct part_mode mode,
                         uint32_t start)
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
    if (c == '(' && mode.array && ends_assignment(scanner, start)) {
        scan_array(scanner, list);
        return true;
    }
    if (is_metacharacter(c)) {
        return false;
    }
    if (!begins_subscript(scanner, mode, start) || !scan_subscript(scanner, list)) {
        take_literal(scanner, list, 1);
    }
    return true;
}

/* Follows the nesting of brackets; false where the byte here ends the parts. */
static bool stays_inside(const struct scanner *scanner, struct part_mode mode, uint32_t *nesting)
{
    char c = scanner_peek(scanner, 0);
    char opens = mode.expression ? '(' : mode.opens;
    char closes = mode.expression ? ')' : mode.stop;
    if (*nesting == 0 && mode.stop && (c == mode.stop || c == mode.stop_too)) {
        return false;
    }
    if (*nesting == 0 && mode.expression && (is_blank(c) || c == '\n' || c == ')')) {
        return false;
    }
    if (opens && c == opens) {
        ++*nesting;
    } else if (opens && c == closes) {
        --*nesting;
    } else if (mode.stop_too == '\n' && c == '\n') {
        return false; /* whatever is open */
    }
    return true;
}

/* What begins with a byte that quotes or expands; false where it does neither here. */
static bool scan_special(struct scanner *scanner, struct part_list *list, struct part_mode mode)
{
    switch (scanner_peek(scanner, 0)) {
    case '\\':
        scan_backslash(scanner, list, mode);
        return true;
    case '\'':
        if (mode.quoted) {
            return false;
        }
        scan_single_quoted(scanner, list);
        return true;
    case '"':
        if (mode.heredoc) {
            return false;
        }
        scan_double_quoted(scanner, list, scanner->at);
        return true;
    case '`':
        scan_backquoted(scanner, list, mode.quoted);
        return true;
    case '$':
        return scan_dollar(scanner, list, mode.quoted);
    default:
        return false;
    }
}

/* Bytes that begin nothing, wherever they stand. */
static void take_ordinary(struct scanner *scanner, struct part_list *list, struct part_mode mode)
{
    const unsigned special = BYTE_SPECIAL | (mode.word ? BYTE_META | BYTE_BRACKET : 0) |
                             (mode.expression ? BYTE_EXPRESSION : 0);
    /* Where there is none, a byte that is special already. */
    const char stop = mode.stop ? mode.stop : '$';
    const char stop_too = mode.stop ? mode.stop_too : '$';
    const char opens = mode.opens ? mode.opens : '$';
    uint32_t from = scanner->at;
    uint32_t at = from;
    for (; at < scanner->end; at++) {
        char c = scanner->bytes[at];
        if (byte_is(c, special) || c == stop || c == stop_too || c == opens) {
            break;
        }
    }
    scanner->at = at;
    append_literal(scanner, list, from, at);
}

static void scan_list(struct scanner *scanner, struct part_list *list, struct part_mode mode)
{
    uint32_t start = scanner->at;
    uint32_t nesting = 0;
    for (;;) {
        take_ordinary(scanner, list, mode);
        if (scanner_at_end(scanner) || !stays_inside(scanner, mode, &nesting)) {
            break;
        }
        if (scan_special(scanner, list, mode)) {
            continue;
        }
        if (!mode.word) {
            take_literal(scanner, list, 1);
        } else if (!scan_in_word(scanner, list, mode, start)) {
            break;
        }
    }
}

const struct word_part *scan_parts(struct scanner *scanner, struct part_mode mode)
{
    struct part_list list = {0};
    scan_list(scanner, &list, mode);
    return part_list_finish(scanner, &list);
}

struct shell_word scan_word(struct scanner *scanner, struct part_mode mode)
{
    uint32_t start = scanner->at;
    mode.word = true;
    struct part_list list = {0};
    scan_list(scanner, &list, mode);
    bool plain = !list.first;
    return (struct shell_word){start, scanner->at, plain ? NULL : part_list_finish(scanner, &list)};
}
