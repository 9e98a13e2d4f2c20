/* Arithmetic (bash(1) "ARITHMETIC EVALUATION"; POSIX.1-2017 XCU 2.6.4). In: an expression whose
 * expansions are done. Out: its value where everything in it is known, and what it sets. */
#include "base/ascii.h"
#include "shell/assignment.h"
#include "shell/expand.h"

#include <errno.h>
#include <stdlib.h>

enum { ARITHMETIC_DEPTH_MAX = 64, ARITHMETIC_LENGTH_MAX = 1024 };

struct arithmetic {
    struct shell_evaluator *evaluator;
    struct span span;
    const char *at; /* NUL-terminated */
    uint32_t depth;
    bool skipping; /* the side of && || ?: that isn't taken */
    bool unknown;
};

static int64_t comma(struct arithmetic *arithmetic);

static int64_t give_up(struct arithmetic *arithmetic)
{
    arithmetic->unknown = true;
    return 0;
}

static void skip_blanks(struct arithmetic *arithmetic)
{
    arithmetic->at += strspn(arithmetic->at, " \t\n");
}

static bool take(struct arithmetic *arithmetic, const char *bytes)
{
    skip_blanks(arithmetic);
    bool found = strncmp(arithmetic->at, bytes, strlen(bytes)) == 0;
    arithmetic->at += found ? strlen(bytes) : 0;
    return found;
}

/* ---- Variables ---- */

static bool parse_number(const char *string, const char **end, int64_t *number)
{
    char *behind;
    errno = 0;
    *number = strtoll(string, &behind, 0);
    *end = behind;
    /* 16#ff isn't understood, and 09 is an error */
    return behind > string && errno == 0 && *behind != '#' && !ascii_is_digit(*behind);
}

static int64_t variable_value(struct arithmetic *arithmetic, slice name)
{
    struct shell_evaluator *evaluator = arithmetic->evaluator;
    const struct variable *variable = state_get(evaluator->state, name);
    slice bytes;
    const char *end;
    int64_t number;
    if (arithmetic->skipping) {
        return 0;
    }
    if (variable && variable->kind == VARIABLE_UNSET) {
        return 0;
    }
    if (!variable || variable->kind != VARIABLE_SCALAR || variable->is_reference ||
        !text_is_literal(evaluator->arena, variable->value, &bytes)) {
        return give_up(arithmetic);
    }
    const char *digits = arena_cstring(evaluator->arena, slice_trim(bytes));
    if (*digits == '\0') {
        return 0;
    }
    return parse_number(digits, &end, &number) && *end == '\0' ? number : give_up(arithmetic);
}

static int64_t set_variable(struct arithmetic *arithmetic, slice name, int64_t number)
{
    struct shell_evaluator *evaluator = arithmetic->evaluator;
    const struct variable *before = state_get(evaluator->state, name);
    if (before && before->kind >= VARIABLE_ARRAY) {
        return give_up(arithmetic);
    }
    if (!arithmetic->skipping && !arithmetic->unknown) {
        slice digits = arena_printf(evaluator->arena, "%lld", (long long)number);
        assign_text(evaluator, name, text_literal(evaluator->arena, digits, arithmetic->span),
                    arithmetic->span);
    }
    return number;
}

/* ---- Operators ---- */

enum { LEVEL_OR = 1, LEVEL_AND, LEVEL_UNARY = 11 };

struct operator_row {
    const char *bytes;
    int level;
};

/* A longer one stands before those that it begins with. */
static const struct operator_row operators[] = {
    {"||", LEVEL_OR}, {"&&", LEVEL_AND}, {"|", 3},  {"^", 4},  {"&", 5},  {"==", 6}, {"!=", 6},
    {"<<", 8},        {">>", 8},         {"<=", 7}, {">=", 7}, {"<", 7},  {">", 7},  {"+", 9},
    {"-", 9},         {"**", 0},         {"*", 10}, {"/", 10}, {"%", 10},
};

static const struct operator_row *peek_operator(struct arithmetic *arithmetic)
{
    skip_blanks(arithmetic);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const struct operator_row *row = &operators[i];
        size_t length = strlen(row->bytes);
        if (strncmp(arithmetic->at, row->bytes, length) == 0) {
            bool assigns = arithmetic->at[length] == '=' && strchr("|^&+-*/%<>", row->bytes[0]) &&
                           row->level != 6 && row->level != 7;
            return assigns ? NULL : row;
        }
    }
    return NULL;
}

/* Wraps as bash does, for signed overflow is not defined in C. */
static int64_t calculate(struct arithmetic *arithmetic, const char *operator, int64_t a, int64_t b)
{
    uint64_t first = (uint64_t)a;
    uint64_t second = (uint64_t)b;
    switch (operator[0]) {
    case '+':
        return (int64_t)(first + second);
    case '-':
        return (int64_t)(first - second);
    case '*':
        return (int64_t)(first * second);
    case '/':
    case '%':
        if (b == 0 || (a == INT64_MIN && b == -1)) {
            return arithmetic->skipping ? 0 : give_up(arithmetic);
        }
        return operator[0] == '/' ? a / b : a % b;
    case '|':
        return (int64_t)(first | second);
    case '^':
        return (int64_t)(first ^ second);
    case '&':
        return (int64_t)(first & second);
    case '=':
        return a == b;
    case '!':
        return a != b;
    case '<':
        return operator[1] == '<' ? (int64_t)(first << (second & 63)) :
               operator[1] == '=' ? a <= b
                                  : a<b;
    default:
        return operator[1] == '>' ? a >> (second & 63) : operator[1] == '=' ? a >= b : a> b;
    }
}

static slice peek_name(struct arithmetic *arithmetic)
{
    skip_blanks(arithmetic);
    return assigned_name(slice_from(arithmetic->at));
}

/* A variable, and what is done to it behind its name. */
static int64_t named(struct arithmetic *arithmetic, slice name)
{
    arithmetic->at += name.length;
    skip_blanks(arithmetic);
    if (*arithmetic->at == '[') {
        return give_up(arithmetic);
    }
    int64_t value = variable_value(arithmetic, name);
    if (take(arithmetic, "++")) {
        set_variable(arithmetic, name, value + 1);
    } else if (take(arithmetic, "--")) {
        set_variable(arithmetic, name, value - 1);
    }
    return value;
}

static int64_t unary(struct arithmetic *arithmetic)
{
    const char *end;
    int64_t number;
    if (take(arithmetic, "++") || take(arithmetic, "--")) {
        bool up = arithmetic->at[-1] == '+';
        slice name = peek_name(arithmetic);
        if (name.length == 0) {
            return give_up(arithmetic);
        }
        arithmetic->at += name.length;
        number = variable_value(arithmetic, name);
        return set_variable(arithmetic, name, up ? number + 1 : number - 1);
    }
    if (take(arithmetic, "!")) {
        return !unary(arithmetic);
    }
    if (take(arithmetic, "~")) {
        return ~unary(arithmetic);
    }
    if (take(arithmetic, "-")) {
        return (int64_t)(0 - (uint64_t)unary(arithmetic));
    }
    if (take(arithmetic, "+")) {
        return unary(arithmetic);
    }
    if (take(arithmetic, "(")) {
        number = comma(arithmetic);
        return take(arithmetic, ")") ? number : give_up(arithmetic);
    }
    slice name = peek_name(arithmetic);
    if (name.length > 0) {
        return named(arithmetic, name);
    }
    if (!parse_number(arithmetic->at, &end, &number)) {
        return give_up(arithmetic);
    }
    arithmetic->at = end;
    return number;
}

static int64_t power(struct arithmetic *arithmetic)
{
    int64_t base = unary(arithmetic);
    if (arithmetic->unknown || !take(arithmetic, "**")) {
        return base;
    }
    int64_t exponent = power(arithmetic);
    uint64_t result = 1;
    if (exponent < 0 || exponent > 64) {
        return give_up(arithmetic);
    }
    while (exponent-- > 0) {
        result *= (uint64_t)base;
    }
    return (int64_t)result;
}

static int64_t binary(struct arithmetic *arithmetic, int level)
{
    int64_t left = power(arithmetic);
    while (!arithmetic->unknown) {
        const struct operator_row *row = peek_operator(arithmetic);
        if (!row || row->level < level) {
            break;
        }
        arithmetic->at += strlen(row->bytes);
        bool was_skipping = arithmetic->skipping;
        bool decided = (row->level == LEVEL_OR && left) || (row->level == LEVEL_AND && !left);
        arithmetic->skipping = was_skipping || decided;
        int64_t right = binary(arithmetic, row->level + 1);
        arithmetic->skipping = was_skipping;
        if (row->level <= LEVEL_AND) {
            left = decided ? row->level == LEVEL_OR : right != 0;
        } else {
            left = calculate(arithmetic, row->bytes, left, right);
        }
    }
    return left;
}

static int64_t conditional(struct arithmetic *arithmetic)
{
    int64_t condition = binary(arithmetic, LEVEL_OR);
    if (arithmetic->unknown || !take(arithmetic, "?")) {
        return condition;
    }
    bool was_skipping = arithmetic->skipping;
    arithmetic->skipping = was_skipping || !condition;
    int64_t yes = comma(arithmetic);
    if (!take(arithmetic, ":")) {
        return give_up(arithmetic);
    }
    arithmetic->skipping = was_skipping || condition;
    int64_t no = conditional(arithmetic);
    arithmetic->skipping = was_skipping;
    return condition ? yes : no;
}

/* name = …, name += … and their like; else a value. */
static int64_t assignment(struct arithmetic *arithmetic)
{
    static const char *const assigning[] = {
        "=", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=", "<<=", ">>="};
    if (++arithmetic->depth > ARITHMETIC_DEPTH_MAX) {
        return give_up(arithmetic);
    }
    const char *start = arithmetic->at;
    slice name = peek_name(arithmetic);
    arithmetic->at += name.length;
    skip_blanks(arithmetic);
    for (size_t i = 0; name.length > 0 && i < sizeof assigning / sizeof *assigning; i++) {
        bool equality = i == 0 && arithmetic->at[0] == '=' && arithmetic->at[1] == '=';
        if (equality || !take(arithmetic, assigning[i])) {
            continue;
        }
        int64_t before = i == 0 ? 0 : variable_value(arithmetic, name);
        int64_t value = assignment(arithmetic);
        value = i == 0 ? value : calculate(arithmetic, assigning[i], before, value);
        arithmetic->depth--;
        return set_variable(arithmetic, name, value);
    }
    arithmetic->at = start;
    int64_t value = conditional(arithmetic);
    arithmetic->depth--;
    return value;
}

static int64_t comma(struct arithmetic *arithmetic)
{
    int64_t value = assignment(arithmetic);
    while (!arithmetic->unknown && take(arithmetic, ",")) {
        value = assignment(arithmetic);
    }
    return value;
}

bool evaluate_arithmetic(struct shell_evaluator *evaluator, struct text expression, slice written,
                         struct span span, int64_t *value)
{
    slice bytes;
    struct arithmetic arithmetic = {.evaluator = evaluator, .span = span};
    bool literal = text_is_literal(evaluator->arena, expression, &bytes) &&
                   bytes.length <= ARITHMETIC_LENGTH_MAX;
    if (literal) {
        arithmetic.at = arena_cstring(evaluator->arena, bytes);
        skip_blanks(&arithmetic);
        *value = *arithmetic.at ? comma(&arithmetic) : 0;
        skip_blanks(&arithmetic);
    }
    if (!literal || arithmetic.unknown || *arithmetic.at) {
        evaluate_arithmetic_effects(evaluator, written, span);
        return false;
    }
    return true;
}

/* ---- What it sets where its value isn't known ---- */

static bool changes_variable(slice expression, size_t from, size_t to)
{
    slice after = slice_trim(slice_sub(expression, to, expression.length));
    slice before = slice_trim(slice_sub(expression, 0, from));
    if (slice_starts_with(after, SLICE("++")) || slice_starts_with(after, SLICE("--")) ||
        slice_ends_with(before, SLICE("++")) || slice_ends_with(before, SLICE("--"))) {
        return true;
    }
    while (after.length > 0 && strchr("+-*/%&|^<>", after.data[0])) {
        after = slice_sub(after, 1, after.length);
    }
    return slice_starts_with(after, SLICE("=")) && !slice_starts_with(after, SLICE("=="));
}

void evaluate_arithmetic_effects(struct shell_evaluator *evaluator, slice expression,
                                 struct span span)
{
    enum { EXPRESSION_MAX = 4096 }; /* the search is quadratic */
    expression = slice_sub(expression, 0, EXPRESSION_MAX);
    for (size_t at = 0; at < expression.length;) {
        size_t end = at;
        while (end < expression.length && ascii_is_name(expression.data[end], false)) {
            end++;
        }
        if (end > at && !ascii_is_digit(expression.data[at]) &&
            changes_variable(expression, at, end)) {
            slice name = slice_sub(expression, at, end);
            state_set_text(evaluator->state, name,
                           evaluator_hole(evaluator, SHAPE_INTEGER, name, span));
        }
        at = end + 1;
    }
}
