/* Terms of jq: literals, paths, brackets, control structures, calls. In: where one starts. Out: its
 * tree. */
#include "jq/parse.h"

#include "base/ascii.h"

static char peek_byte(struct jq_parser *parser)
{
    jq_skip_blanks(parser);
    return parser->at < parser->program->bytes.length ? parser->program->bytes.data[parser->at]
                                                      : '\0';
}

/* ---- Numbers and holes ---- */

static const struct jq_node *parse_number(struct jq_parser *parser)
{
    uint32_t start = parser->at;
    slice bytes = parser->program->bytes;
    while (parser->at < bytes.length) {
        char c = bytes.data[parser->at];
        bool sign = (c == '-' || c == '+') && (bytes.data[parser->at - 1] | 0x20) == 'e';
        if (!ascii_is_digit(c) && c != '.' && (c | 0x20) != 'e' && !(sign && parser->at > start)) {
            break;
        }
        parser->at++;
    }
    struct jq_node *node = jq_node_new(parser, JQ_LITERAL, start);
    node->text = flat_cut(parser->arena, parser->program, start, parser->at);
    return node;
}

/* What the shell has put there is code, unless it is a number. */
static const struct jq_node *parse_hole(struct jq_parser *parser)
{
    uint32_t start = parser->at++;
    struct jq_node *node = jq_node_new(parser, JQ_LITERAL, start);
    node->text = flat_cut(parser->arena, parser->program, start, parser->at);
    const struct hole *hole = text_first_hole(node->text);
    return hole && hole->shape == SHAPE_INTEGER ? node : jq_parse_fail(parser);
}

/* ---- Paths ---- */

/* A field's name as a string: its bytes stand in the program. */
static struct jq_node *name_node(struct jq_parser *parser, uint32_t start)
{
    struct jq_node *part = jq_node_new(parser, JQ_LITERAL, start);
    part->text = flat_cut(parser->arena, parser->program, start, parser->at);
    struct jq_node *node = jq_node_new(parser, JQ_FORMATTED, start);
    node->parts = part;
    return node;
}

static struct jq_node *index_node(struct jq_parser *parser, const struct jq_node *of,
                                  const struct jq_node *by)
{
    struct jq_node *node = jq_node_new(parser, JQ_INDEX, of->start);
    node->first = of;
    node->second = by;
    return node;
}

/* What stands behind a dot: a name or a string. NULL where neither does. */
static const struct jq_node *parse_field(struct jq_parser *parser)
{
    uint32_t start = parser->at;
    if (start < parser->program->bytes.length && parser->program->bytes.data[start] == '"') {
        return jq_parse_string(parser, SLICE(""));
    }
    slice name = jq_peek_word(parser);
    if (name.length == 0 || name.data != parser->program->bytes.data + start) {
        parser->at = start;
        return NULL;
    }
    parser->at += (uint32_t)name.length;
    return name_node(parser, start);
}

/* [e], [e:e] or []; the bracket has been taken. */
static const struct jq_node *parse_brackets(struct jq_parser *parser, const struct jq_node *of)
{
    if (jq_take(parser, "]")) {
        struct jq_node *node = jq_node_new(parser, JQ_ITERATE, of->start);
        node->first = of;
        return node;
    }
    const struct jq_node *from = peek_byte(parser) == ':' ? NULL : jq_parse_pipe(parser);
    struct jq_node *node = index_node(parser, of, from);
    if (jq_take(parser, ":")) {
        node->kind = JQ_SLICE;
        node->third = peek_byte(parser) == ']' ? NULL : jq_parse_pipe(parser);
    }
    jq_expect(parser, "]");
    node->end = parser->at;
    return node;
}

static const struct jq_node *parse_dot(struct jq_parser *parser)
{
    uint32_t start = parser->at;
    jq_take(parser, ".");
    struct jq_node *identity = jq_node_new(parser, JQ_IDENTITY, start);
    if (parser->at < parser->program->bytes.length &&
        parser->program->bytes.data[parser->at] == '.') {
        parser->at++;
        return jq_node_new(parser, JQ_RECURSE, start);
    }
    const struct jq_node *field = parse_field(parser);
    return field ? index_node(parser, identity, field) : identity;
}

/* ---- Objects ---- */

static struct jq_node *call_node(struct jq_parser *parser, enum jq_node_kind kind, uint32_t start,
                                 slice name)
{
    struct jq_node *node = jq_node_new(parser, kind, start);
    node->name = name;
    return node;
}

/* The key, and the value that it has where none is written. */
static void parse_key(struct jq_parser *parser, struct jq_node *entry)
{
    uint32_t start = parser->at;
    char first = peek_byte(parser);
    start = parser->at;
    if (jq_take(parser, "$")) {
        slice name = jq_take_name(parser);
        entry->second = call_node(parser, JQ_VARIABLE, start, name);
        entry->first = name_node(parser, start + 1);
    } else if (jq_take(parser, "(")) {
        entry->first = jq_parse_pipe(parser);
        jq_expect(parser, ")");
    } else if (first == '"' || first == '@') {
        slice format = first == '@' ? jq_peek_word(parser) : SLICE("");
        entry->first = first == '"' ? jq_parse_string(parser, format) : jq_parse_fail(parser);
        entry->second = index_node(parser, jq_node_new(parser, JQ_IDENTITY, start), entry->first);
    } else {
        jq_take_name(parser);
        entry->first = name_node(parser, start);
        entry->second = index_node(parser, jq_node_new(parser, JQ_IDENTITY, start), entry->first);
    }
}

static const struct jq_node *parse_object(struct jq_parser *parser, uint32_t start)
{
    struct jq_node *node = jq_node_new(parser, JQ_OBJECT_OF, start);
    const struct jq_node **last = &node->parts;
    while (!parser->failed && !jq_take(parser, "}")) {
        struct jq_node *entry = jq_node_new(parser, JQ_ENTRY, parser->at);
        parse_key(parser, entry);
        if (jq_take(parser, ":")) {
            entry->second = jq_parse_without_comma(parser);
        } else if (!entry->second) {
            jq_parse_fail(parser);
        }
        *last = entry;
        last = &entry->next;
        if (!jq_take(parser, ",") && peek_byte(parser) != '}') {
            jq_parse_fail(parser);
        }
    }
    node->end = parser->at;
    return node;
}

/* ---- Control structures ---- */

/* Behind `if` or `elif`. */
static const struct jq_node *parse_if(struct jq_parser *parser, uint32_t start)
{
    struct jq_node *node = jq_node_new(parser, JQ_IF, start);
    node->first = jq_parse_pipe(parser);
    if (!jq_take_word(parser, "then")) {
        return jq_parse_fail(parser);
    }
    node->second = jq_parse_pipe(parser);
    uint32_t other = parser->at;
    if (jq_take_word(parser, "elif")) {
        node->third = parse_if(parser, other);
        return node;
    }
    if (jq_take_word(parser, "else")) {
        node->third = jq_parse_pipe(parser);
    }
    if (!jq_take_word(parser, "end")) {
        jq_parse_fail(parser);
    }
    node->end = parser->at;
    return node;
}

static const struct jq_node *parse_fold(struct jq_parser *parser, enum jq_node_kind kind,
                                        uint32_t start)
{
    struct jq_node *node = jq_node_new(parser, kind, start);
    node->first = jq_parse_postfix(parser);
    if (!jq_take_word(parser, "as")) {
        return jq_parse_fail(parser);
    }
    jq_expect(parser, "$");
    node->name = jq_take_name(parser);
    jq_expect(parser, "(");
    node->second = jq_parse_pipe(parser);
    jq_expect(parser, ";");
    node->third = jq_parse_pipe(parser);
    if (kind == JQ_FOREACH && jq_take(parser, ";")) {
        node->fourth = jq_parse_pipe(parser);
    }
    jq_expect(parser, ")");
    node->end = parser->at;
    return node;
}

static const struct jq_node *parse_try(struct jq_parser *parser, uint32_t start)
{
    struct jq_node *node = jq_node_new(parser, JQ_TRY, start);
    node->first = jq_parse_postfix(parser);
    node->second = jq_take_word(parser, "catch") ? jq_parse_postfix(parser) : NULL;
    node->end = parser->at;
    return node;
}

static const struct jq_node *parse_call(struct jq_parser *parser, uint32_t start, slice name)
{
    struct jq_node *node = call_node(parser, JQ_CALL, start, name);
    const struct jq_node **last = &node->parts;
    if (jq_take(parser, "(")) {
        do {
            const struct jq_node *argument = jq_parse_pipe(parser);
            struct jq_node *part = jq_node_new(parser, JQ_ENTRY, argument->start);
            part->first = argument;
            *last = part;
            last = &part->next;
        } while (!parser->failed && jq_take(parser, ";"));
        jq_expect(parser, ")");
    }
    node->end = parser->at;
    return node;
}

static const struct jq_node *parse_word(struct jq_parser *parser)
{
    static const char *const reserved[] = {"then",    "elif",  "else",   "end",   "as",
                                           "def",     "and",   "or",     "catch", "import",
                                           "include", "label", "__loc__"};
    uint32_t start = parser->at;
    slice word = jq_take_name(parser);
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (slice_is(word, reserved[i])) {
            return jq_parse_fail(parser);
        }
    }
    if (slice_is(word, "if")) {
        return parse_if(parser, start);
    }
    if (slice_is(word, "try")) {
        return parse_try(parser, start);
    }
    if (slice_is(word, "reduce")) {
        return parse_fold(parser, JQ_REDUCE, start);
    }
    if (slice_is(word, "foreach")) {
        return parse_fold(parser, JQ_FOREACH, start);
    }
    return parse_call(parser, start, word);
}

/* ---- Terms ---- */

/* @format, alone or before a string. */
static const struct jq_node *parse_format(struct jq_parser *parser, uint32_t start)
{
    slice name = jq_take_name(parser);
    if (peek_byte(parser) == '"') {
        return jq_parse_string(parser, name);
    }
    struct jq_node *node = call_node(parser, JQ_FORMATTED, start, name);
    struct jq_node *part = jq_node_new(parser, JQ_ENTRY, start);
    part->first = jq_node_new(parser, JQ_IDENTITY, start);
    node->parts = part;
    return node;
}

static const struct jq_node *parse_array(struct jq_parser *parser, uint32_t start)
{
    struct jq_node *node = jq_node_new(parser, JQ_ARRAY_OF, start);
    if (!jq_take(parser, "]")) {
        node->first = jq_parse_pipe(parser);
        jq_expect(parser, "]");
    }
    node->end = parser->at;
    return node;
}

static const struct jq_node *parse_term(struct jq_parser *parser)
{
    char first = peek_byte(parser);
    uint32_t start = parser->at;
    if (first == TEXT_HOLE_BYTE && flat_is_hole(parser->program, start)) {
        return parse_hole(parser);
    }
    if (first == '"') {
        return jq_parse_string(parser, SLICE(""));
    }
    if (first == '.' && parser->at + 1 < parser->program->bytes.length &&
        ascii_is_digit(parser->program->bytes.data[parser->at + 1])) {
        return parse_number(parser);
    }
    if (first == '.') {
        return parse_dot(parser);
    }
    if (ascii_is_digit(first)) {
        return parse_number(parser);
    }
    if (jq_take(parser, "$")) {
        slice name = jq_take_name(parser);
        return call_node(parser, JQ_VARIABLE, start, name);
    }
    if (jq_take(parser, "@")) {
        return parse_format(parser, start);
    }
    if (jq_take(parser, "{")) {
        return parse_object(parser, start);
    }
    if (jq_take(parser, "[")) {
        return parse_array(parser, start);
    }
    if (jq_take(parser, "(")) {
        const struct jq_node *inner = jq_parse_pipe(parser);
        jq_expect(parser, ")");
        return inner;
    }
    return parse_word(parser);
}

const struct jq_node *jq_parse_postfix(struct jq_parser *parser)
{
    if (parser->failed || parser->depth >= JQ_PARSE_DEPTH_MAX) {
        return jq_parse_fail(parser);
    }
    parser->depth++;
    const struct jq_node *node = parse_term(parser);
    for (bool more = true; more && !parser->failed;) {
        slice rest = slice_sub(parser->program->bytes, parser->at, parser->program->bytes.length);
        if (slice_starts_with(rest, SLICE("?//"))) {
            jq_parse_fail(parser);
        } else if (jq_take(parser, "[")) {
            node = parse_brackets(parser, node);
        } else if (jq_take(parser, "?")) {
            struct jq_node *optional = jq_node_new(parser, JQ_TRY, node->start);
            optional->first = node;
            node = optional;
        } else if (peek_byte(parser) == '.' && node->kind != JQ_RECURSE) {
            parser->at++;
            const struct jq_node *field = parse_field(parser);
            bool bracket = !field && peek_byte(parser) == '[';
            node = field ? index_node(parser, node, field) : node;
            if (!field && !bracket) {
                jq_parse_fail(parser);
            }
        } else {
            more = false;
        }
    }
    parser->depth--;
    return node;
}
