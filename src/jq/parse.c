/* Operators of jq, by precedence climbing (jq(1)). In: a program. Out: its tree. */
#include "jq/parse.h"

#include "base/ascii.h"

struct jq_node *jq_node_new(const struct jq_parser *parser, enum jq_node_kind kind, uint32_t start)
{
    struct jq_node *node = ARENA_NEW(parser->arena, struct jq_node);
    node->kind = kind;
    node->start = start;
    node->end = parser->at;
    return node;
}

struct jq_node *jq_parse_fail(struct jq_parser *parser)
{
    parser->failed = true;
    return jq_node_new(parser, JQ_IDENTITY, parser->at);
}

/* ---- Tokens ---- */

static slice rest_of(const struct jq_parser *parser)
{
    return slice_sub(parser->program->bytes, parser->at, parser->program->bytes.length);
}

void jq_skip_blanks(struct jq_parser *parser)
{
    for (;;) {
        slice rest = rest_of(parser);
        if (rest.length == 0) {
            return;
        }
        if (rest.data[0] == '#') {
            parser->at += (uint32_t)slice_find_byte(rest, '\n');
        } else if (memchr(" \t\r\n", rest.data[0], 4)) {
            parser->at++;
        } else {
            return;
        }
    }
}

bool jq_take(struct jq_parser *parser, const char *bytes)
{
    jq_skip_blanks(parser);
    slice wanted = slice_from(bytes);
    bool found = slice_starts_with(rest_of(parser), wanted);
    parser->at += found ? (uint32_t)wanted.length : 0;
    return found;
}

void jq_expect(struct jq_parser *parser, const char *bytes)
{
    if (!jq_take(parser, bytes)) {
        jq_parse_fail(parser);
    }
}

slice jq_peek_word(struct jq_parser *parser)
{
    jq_skip_blanks(parser);
    slice rest = rest_of(parser);
    size_t length = 0;
    while (length < rest.length && ascii_is_name(rest.data[length], length == 0)) {
        length++;
    }
    return slice_sub(rest, 0, length);
}

bool jq_take_word(struct jq_parser *parser, const char *word)
{
    bool found = slice_is(jq_peek_word(parser), word);
    parser->at += found ? (uint32_t)strlen(word) : 0;
    return found;
}

slice jq_take_name(struct jq_parser *parser)
{
    slice name = jq_peek_word(parser);
    parser->at += (uint32_t)name.length;
    if (name.length == 0) {
        jq_parse_fail(parser);
    }
    return name;
}

/* ---- Operators ---- */

enum associativity { LEFT, RIGHT, NONE };

struct operator_row {
    const char *bytes;
    int level; /* the higher, the tighter */
    enum associativity associativity;
    enum jq_node_kind kind;
};

enum {
    LEVEL_PIPE,
    LEVEL_COMMA,
    LEVEL_ALTERNATIVE,
    LEVEL_UPDATE,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_COMPARE,
    LEVEL_ADD,
    LEVEL_MULTIPLY
};

/* A longer one stands before those that it begins with. */
static const struct operator_row operators[] = {
    {"?//", -1, NONE, JQ_BINARY},
    {"//=", LEVEL_UPDATE, NONE, JQ_UPDATE},
    {"//", LEVEL_ALTERNATIVE, RIGHT, JQ_BINARY},
    {"|=", LEVEL_UPDATE, NONE, JQ_UPDATE},
    {"|", LEVEL_PIPE, RIGHT, JQ_PIPE},
    {",", LEVEL_COMMA, LEFT, JQ_COMMA},
    {"==", LEVEL_COMPARE, NONE, JQ_BINARY},
    {"!=", LEVEL_COMPARE, NONE, JQ_BINARY},
    {"<=", LEVEL_COMPARE, NONE, JQ_BINARY},
    {">=", LEVEL_COMPARE, NONE, JQ_BINARY},
    {"<", LEVEL_COMPARE, NONE, JQ_BINARY},
    {">", LEVEL_COMPARE, NONE, JQ_BINARY},
    {"+=", LEVEL_UPDATE, NONE, JQ_UPDATE},
    {"-=", LEVEL_UPDATE, NONE, JQ_UPDATE},
    {"*=", LEVEL_UPDATE, NONE, JQ_UPDATE},
    {"/=", LEVEL_UPDATE, NONE, JQ_UPDATE},
    {"%=", LEVEL_UPDATE, NONE, JQ_UPDATE},
    {"=", LEVEL_UPDATE, NONE, JQ_UPDATE},
    {"+", LEVEL_ADD, LEFT, JQ_BINARY},
    {"-", LEVEL_ADD, LEFT, JQ_BINARY},
    {"*", LEVEL_MULTIPLY, LEFT, JQ_BINARY},
    {"/", LEVEL_MULTIPLY, LEFT, JQ_BINARY},
    {"%", LEVEL_MULTIPLY, LEFT, JQ_BINARY},
    {"or", LEVEL_OR, LEFT, JQ_BINARY},
    {"and", LEVEL_AND, LEFT, JQ_BINARY},
};

static const struct operator_row *peek_operator(struct jq_parser *parser)
{
    slice word = jq_peek_word(parser);
    slice rest = rest_of(parser);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const struct operator_row *row = &operators[i];
        bool named = row->bytes[0] >= 'a' && row->bytes[0] <= 'z';
        if (named ? slice_is(word, row->bytes) : slice_starts_with(rest, slice_from(row->bytes))) {
            return row;
        }
    }
    return NULL;
}

static const struct jq_node *parse_from(struct jq_parser *parser, int level);

/* first as $name | body, for which the pipe is only a mark. */
static const struct jq_node *parse_binding(struct jq_parser *parser, const struct jq_node *first)
{
    struct jq_node *node = jq_node_new(parser, JQ_AS, first->start);
    node->first = first;
    jq_expect(parser, "$");
    node->name = jq_take_name(parser);
    jq_expect(parser, "|");
    node->second = parse_from(parser, LEVEL_PIPE);
    node->end = parser->at;
    return node;
}

static const struct jq_node *parse_operand(struct jq_parser *parser)
{
    uint32_t start = parser->at;
    if (jq_take(parser, "-")) {
        struct jq_node *negated = jq_node_new(parser, JQ_NEGATE, start);
        negated->first = jq_parse_postfix(parser);
        return negated;
    }
    const struct jq_node *node = jq_parse_postfix(parser);
    return jq_take_word(parser, "as") ? parse_binding(parser, node) : node;
}

static const struct jq_node *parse_from(struct jq_parser *parser, int level)
{
    if (parser->failed || parser->depth >= JQ_PARSE_DEPTH_MAX) {
        return jq_parse_fail(parser);
    }
    parser->depth++;
    const struct jq_node *left = parse_operand(parser);
    int limit = LEVEL_MULTIPLY; /* an operator that doesn't associate can't follow itself */
    while (!parser->failed) {
        const struct operator_row *row = peek_operator(parser);
        if (!row || row->level < level || row->level > limit) {
            break;
        }
        parser->at += (uint32_t)strlen(row->bytes);
        struct jq_node *node = jq_node_new(parser, row->kind, left->start);
        node->name = slice_from(row->bytes);
        node->first = left;
        node->second =
            parse_from(parser, row->associativity == RIGHT ? row->level : row->level + 1);
        node->end = parser->at;
        limit = row->associativity == NONE ? row->level - 1 : row->level;
        left = node;
    }
    parser->depth--;
    return left;
}

/* ---- Definitions ---- */

static const struct jq_node *parse_definition(struct jq_parser *parser)
{
    enum { PARAMETERS_MAX = 8 };
    struct jq_node *node = jq_node_new(parser, JQ_DEFINE, parser->at);
    slice *parameters = ARENA_ARRAY(parser->arena, slice, PARAMETERS_MAX);
    node->name = jq_take_name(parser);
    node->parameters = parameters;
    if (jq_take(parser, "(")) {
        do {
            slice name = jq_take_name(parser); /* $name isn't understood */
            if (node->parameter_count == PARAMETERS_MAX || parser->failed) {
                return jq_parse_fail(parser);
            }
            parameters[node->parameter_count++] = name;
        } while (jq_take(parser, ";"));
        jq_expect(parser, ")");
    }
    jq_expect(parser, ":");
    node->first = jq_parse_pipe(parser);
    jq_expect(parser, ";");
    node->second = jq_parse_pipe(parser);
    node->end = parser->at;
    return node;
}

const struct jq_node *jq_parse_pipe(struct jq_parser *parser)
{
    return jq_take_word(parser, "def") ? parse_definition(parser) : parse_from(parser, LEVEL_PIPE);
}

const struct jq_node *jq_parse_without_comma(struct jq_parser *parser)
{
    const struct jq_node *left = parse_from(parser, LEVEL_ALTERNATIVE);
    const struct operator_row *row = peek_operator(parser);
    if (!row || row->kind != JQ_PIPE || parser->failed) {
        return left;
    }
    parser->at++;
    struct jq_node *node = jq_node_new(parser, JQ_PIPE, left->start);
    node->first = left;
    node->second = jq_parse_without_comma(parser);
    node->end = parser->at;
    return node;
}

const struct jq_node *jq_parse(struct arena *arena, const struct flat_text *program)
{
    struct jq_parser parser = {.arena = arena, .program = program};
    jq_skip_blanks(&parser);
    if (parser.at == program->bytes.length) {
        return jq_node_new(&parser, JQ_IDENTITY, 0);
    }
    const struct jq_node *node = jq_parse_pipe(&parser);
    jq_skip_blanks(&parser);
    return parser.failed || parser.at < program->bytes.length ? NULL : node;
}
