/* Expansions: what begins with $ or ` (POSIX.1-2017 XCU 2.6; bash(1) "EXPANSION").
 * In: the scanner at that byte. Out: one part, with the script or the operand inside it read. */
#include "shell/scanner.h"

/* Counts one level of nesting; past the limit takes the rest of the view as not understood. */
static bool enter(struct scanner *scanner, struct part_list *list, uint32_t start)
{
    if (scanner_enter(scanner, start)) {
        return true;
    }
    scanner->at = scanner->end;
    part_append(scanner, list, PART_OPAQUE, start, scanner->at);
    return false;
}

static void close_with(struct scanner *scanner, char close, uint32_t start, const char *problem)
{
    if (scanner_peek(scanner, 0) == close && !scanner_at_end(scanner)) {
        scanner->at++;
    } else {
        scanner_problem(scanner, start, problem);
    }
}

/* From just behind the `(`. */
static const struct shell_script *scan_substitution(struct scanner *scanner, uint32_t start)
{
    bool outer = scanner->in_substitution;
    size_t outer_first = scanner->pending_first;
    scanner->in_substitution = true;
    scanner->pending_first = scanner->pending.count;
    const struct shell_script *script = scan_script(scanner, true);
    scanner->in_substitution = outer;
    scanner->pending_first = outer_first;
    close_with(scanner, ')', start, "this ( is never closed");
    return script;
}

static void scan_command_substitution(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at;
    if (!enter(scanner, list, start)) {
        return;
    }
    scanner->at += 2;
    const struct shell_script *script = scan_substitution(scanner, start);
    part_append(scanner, list, PART_COMMAND, start, scanner->at)->script = script;
    scanner->depth--;
}

void scan_process(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at;
    if (!enter(scanner, list, start)) {
        return;
    }
    scanner->at += 2;
    const struct shell_script *script = scan_substitution(scanner, start);
    part_append(scanner, list, PART_PROCESS, start, scanner->at)->script = script;
    scanner->depth--;
}

/* Inside `…` a backslash is taken away before $, ` and \, and before " where the whole stands in
 * double quotes (POSIX.1-2017 XCU 2.6.3). */
static bool backquote_drops(char next, bool quoted)
{
    return next == '$' || next == '`' || next == '\\' || (next == '"' && quoted);
}

void scan_backquoted(struct scanner *scanner, struct part_list *list, bool quoted)
{
    uint32_t start = scanner->at;
    if (!enter(scanner, list, start)) {
        return;
    }
    struct view_builder *builder = view_builder_new(scanner->arena, scanner->view);
    uint32_t from = ++scanner->at;
    while (!scanner_at_end(scanner) && scanner_peek(scanner, 0) != '`') {
        if (scanner_peek(scanner, 0) != '\\') {
            scanner->at++;
            continue;
        }
        if (backquote_drops(scanner_peek(scanner, 1), quoted)) {
            view_builder_keep(builder, from, scanner->at);
            from = scanner->at + 1;
        }
        scanner->at = scanner->at + 2 < scanner->end ? scanner->at + 2 : scanner->end;
    }
    view_builder_keep(builder, from, scanner->at);
    close_with(scanner, '`', start, "this ` is never closed");
    const struct view *view = view_builder_finish(builder);
    struct scanner inner = scanner_inside(scanner, view);
    const struct shell_script *script = scan_script(&inner, false);
    part_append(scanner, list, PART_COMMAND, start, scanner->at)->script = script;
    scanner->depth--;
}

/* ---- Arithmetic ---- */

bool scan_arithmetic(struct scanner *scanner, const struct word_part **parts)
{
    struct trial trial;
    if (scanner->depth >= SHELL_DEPTH_MAX || !trial_begin(&trial, scanner)) {
        return false;
    }
    scanner->at += 2;
    scanner->depth++;
    *parts = scan_parts(scanner, (struct part_mode){.opens = '(', .stop = ')'});
    scanner->depth--;
    if (scanner_peek(scanner, 0) == ')' && scanner_peek(scanner, 1) == ')') {
        scanner->at += 2;
        return true;
    }
    trial_undo(&trial, scanner);
    return false;
}

static bool scan_dollar_arithmetic(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at;
    const struct word_part *parts;
    scanner->at++;
    if (!scan_arithmetic(scanner, &parts)) {
        scanner->at = start;
        return false;
    }
    part_append(scanner, list, PART_ARITHMETIC, start, scanner->at)->children = parts;
    return true;
}

/* $[…], the old form of $((…)). */
static void scan_bracket_arithmetic(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at;
    if (!enter(scanner, list, start)) {
        return;
    }
    scanner->at += 2;
    const struct word_part *parts =
        scan_parts(scanner, (struct part_mode){.opens = '[', .stop = ']'});
    close_with(scanner, ']', start, "this $[ is never closed");
    part_append(scanner, list, PART_ARITHMETIC, start, scanner->at)->children = parts;
    scanner->depth--;
}

/* ---- Parameters ---- */

struct operator_row {
    const char *bytes;
    enum parameter_operator operation;
    bool colon;
};

/* Longer ones first. */
static const struct operator_row operator_rows[] = {
    {":-", PARAMETER_DEFAULT, true},       {":=", PARAMETER_ASSIGN, true},
    {":?", PARAMETER_ERROR, true},         {":+", PARAMETER_ALTERNATIVE, true},
    {"##", PARAMETER_CUT_PREFIXES, false}, {"%%", PARAMETER_CUT_SUFFIXES, false},
    {"//", PARAMETER_REPLACE_ALL, false},  {"/#", PARAMETER_REPLACE_START, false},
    {"/%", PARAMETER_REPLACE_END, false},  {"^^", PARAMETER_UPPER, false},
    {",,", PARAMETER_LOWER, false},        {"-", PARAMETER_DEFAULT, false},
    {"=", PARAMETER_ASSIGN, false},        {"?", PARAMETER_ERROR, false},
    {"+", PARAMETER_ALTERNATIVE, false},   {"#", PARAMETER_CUT_PREFIX, false},
    {"%", PARAMETER_CUT_SUFFIX, false},    {"/", PARAMETER_REPLACE, false},
    {"^", PARAMETER_UPPER_FIRST, false},   {",", PARAMETER_LOWER_FIRST, false},
    {":", PARAMETER_SUBSTRING, false},     {"@", PARAMETER_TRANSFORM, false},
};

static bool is_special_parameter(char c)
{
    return c != '\0' && memchr("@*#?-$!0", c, 8) != NULL;
}

/* How long the name at `ahead` is; 0 where there is none. */
static uint32_t name_length(const struct scanner *scanner, uint32_t ahead, bool braced)
{
    uint32_t length = 0;
    char first = scanner_peek(scanner, ahead);
    if (is_name_start(first)) {
        while (is_name_byte(scanner_peek(scanner, ahead + length))) {
            length++;
        }
        return length;
    }
    while (is_digit(scanner_peek(scanner, ahead + length)) && (braced || length == 0)) {
        length++;
    }
    return length ? length : is_special_parameter(first);
}

static bool is_replace(enum parameter_operator operation)
{
    return operation == PARAMETER_REPLACE || operation == PARAMETER_REPLACE_ALL ||
           operation == PARAMETER_REPLACE_START || operation == PARAMETER_REPLACE_END;
}

/* Whether the operand is a pattern, in which quotes quote even inside "…"; else the text that
 * stands there is a word in the quoting of the whole. */
static bool is_pattern_operator(enum parameter_operator operation)
{
    return operation >= PARAMETER_CUT_PREFIX && operation <= PARAMETER_LOWER;
}

static void scan_operand(struct scanner *scanner, struct parameter *parameter, bool quoted)
{
    bool literal_quotes = quoted && !is_pattern_operator(parameter->operation);
    struct part_mode mode = {.stop = '}', .stop_too = '}', .quoted = literal_quotes};
    if (is_replace(parameter->operation)) {
        /* A first byte that is the separator belongs to the pattern. */
        mode.stop_too = '/';
    } else if (parameter->operation == PARAMETER_SUBSTRING) {
        mode.stop_too = ':';
    }
    parameter->operand = scan_parts(scanner, mode);
    if (mode.stop_too != '}' && scanner_peek(scanner, 0) == mode.stop_too) {
        scanner->at++;
        parameter->has_second = true;
        mode.stop_too = '}';
        parameter->second = scan_parts(scanner, mode);
    }
}

static void scan_operator_and_operand(struct scanner *scanner, struct parameter *parameter,
                                      bool quoted)
{
    slice rest = {scanner->bytes + scanner->at, scanner->end - scanner->at};
    for (size_t i = 0; i < sizeof operator_rows / sizeof *operator_rows; i++) {
        const struct operator_row *row = &operator_rows[i];
        if (slice_starts_with(rest, slice_from(row->bytes))) {
            parameter->operation = row->operation;
            parameter->colon = row->colon;
            scanner->at += (uint32_t)strlen(row->bytes);
            scan_operand(scanner, parameter, quoted);
            return;
        }
    }
    /* Not a form that bash knows: keep to the closing brace and say nothing of the value. */
    parameter->name = SLICE("");
    scan_parts(scanner, (struct part_mode){.stop = '}', .quoted = quoted});
}

/* `${#…`: the length of a parameter, or the parameter `#` itself. */
static bool is_length_prefix(const struct scanner *scanner)
{
    char next = scanner_peek(scanner, 1);
    return scanner_peek(scanner, 0) == '#' &&
           (is_name_byte(next) || (is_special_parameter(next) && scanner_peek(scanner, 2) == '}'));
}

static bool is_indirect_prefix(const struct scanner *scanner)
{
    char next = scanner_peek(scanner, 1);
    return scanner_peek(scanner, 0) == '!' &&
           (is_name_byte(next) || next == '@' || next == '*' || next == '#');
}

/* ${!prefix*} and ${!prefix@}: the names of variables, which nothing here says the value of. */
static bool names_by_prefix(const struct scanner *scanner, const struct parameter *parameter)
{
    char sign = scanner_peek(scanner, 0);
    return parameter->prefix == '!' && !parameter->has_subscript && (sign == '*' || sign == '@') &&
           scanner_peek(scanner, 1) == '}';
}

static void scan_braced(struct scanner *scanner, struct part_list *list, bool quoted)
{
    uint32_t start = scanner->at;
    if (!enter(scanner, list, start)) {
        return;
    }
    struct parameter *parameter = ARENA_NEW(scanner->arena, struct parameter);
    parameter->braced = true;
    scanner->at += 2;
    if (is_length_prefix(scanner) || is_indirect_prefix(scanner)) {
        parameter->prefix = scanner_peek(scanner, 0);
        scanner->at++;
    }
    uint32_t length = name_length(scanner, 0, true);
    parameter->name = (slice){scanner->bytes + scanner->at, length};
    scanner->at += length;
    if (length > 0 && scanner_peek(scanner, 0) == '[') {
        parameter->has_subscript = true;
        scanner->at++;
        parameter->subscript = scan_parts(scanner, (struct part_mode){.opens = '[', .stop = ']'});
        close_with(scanner, ']', start, "this [ is never closed");
    }
    if (names_by_prefix(scanner, parameter)) {
        parameter->name = SLICE("");
        scanner->at++;
    } else if (scanner_peek(scanner, 0) != '}') {
        scan_operator_and_operand(scanner, parameter, quoted);
    }
    close_with(scanner, '}', start, "this ${ is never closed");
    part_append(scanner, list, PART_PARAMETER, start, scanner->at)->parameter = parameter;
    scanner->depth--;
}

/* The parameter of $name. */
static const struct parameter *bare_parameter(struct scanner *scanner, slice name)
{
    unsigned place = (unsigned char)name.data[0] * 5U + (unsigned char)name.data[name.length - 1] +
                     (unsigned)name.length;
    const struct parameter **recent = &scanner->bare->items[place % BARE_PARAMETERS];
    if (!*recent || !slice_equal((*recent)->name, name)) {
        struct parameter *parameter = ARENA_NEW(scanner->arena, struct parameter);
        parameter->name = name;
        *recent = parameter;
    }
    return *recent;
}

static bool scan_bare_parameter(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at;
    uint32_t length = name_length(scanner, 1, false);
    if (length == 0) {
        return false;
    }
    slice name = {scanner->bytes + start + 1, length};
    const struct parameter *parameter = bare_parameter(scanner, name);
    scanner->at += 1 + length;
    part_append(scanner, list, PART_PARAMETER, start, scanner->at)->parameter = parameter;
    return true;
}

/* $'…': ends at a ' that no backslash stands before. */
static void scan_ansi_c_quoted(struct scanner *scanner, struct part_list *list)
{
    uint32_t start = scanner->at;
    scanner->at += 2;
    while (!scanner_at_end(scanner) && scanner_peek(scanner, 0) != '\'') {
        scanner->at += scanner_peek(scanner, 0) == '\\' ? 2 : 1;
    }
    if (scanner->at > scanner->end) {
        scanner->at = scanner->end;
    }
    close_with(scanner, '\'', start, "this $' is never closed");
    part_append(scanner, list, PART_ANSI_C_QUOTED, start, scanner->at);
}

bool scan_dollar(struct scanner *scanner, struct part_list *list, bool quoted)
{
    switch (scanner_peek(scanner, 1)) {
    case '(':
        if (scanner_peek(scanner, 2) != '(' || !scan_dollar_arithmetic(scanner, list)) {
            scan_command_substitution(scanner, list);
        }
        return true;
    case '{':
        scan_braced(scanner, list, quoted);
        return true;
    case '[':
        scan_bracket_arithmetic(scanner, list);
        return true;
    case '\'':
        if (quoted) {
            return false;
        }
        scan_ansi_c_quoted(scanner, list);
        return true;
    case '"':
        if (quoted) {
            return false;
        }
        scanner->at++;
        scan_double_quoted(scanner, list, scanner->at - 1);
        return true;
    default:
        return scan_bare_parameter(scanner, list);
    }
}
