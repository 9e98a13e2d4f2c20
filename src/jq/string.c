/* Strings of jq: escapes as in JSON, and \(…). In: where one starts. Out: its parts. */
#include "jq/parse.h"

static void add_part(const struct jq_node ***last, struct jq_node *part)
{
    **last = part;
    *last = &part->next;
}

/* The literal bytes from `start` up to the position at hand, escapes decoded. */
static struct jq_node *literal_part(struct jq_parser *parser, uint32_t start)
{
    struct jq_node *part = jq_node_new(parser, JQ_LITERAL, start);
    part->text = json_unescaped(parser->arena, parser->program, start, parser->at);
    for (size_t i = 0; i < part->text.count; i++) {
        const struct text_piece *piece = &part->text.pieces[i];
        if (piece->kind == PIECE_HOLE && !shape_is_json_string_safe(piece->hole->shape)) {
            jq_parse_fail(parser); /* it may end the string */
        }
    }
    return part;
}

struct jq_node *jq_parse_string(struct jq_parser *parser, slice format)
{
    slice bytes = parser->program->bytes;
    struct jq_node *node = jq_node_new(parser, JQ_FORMATTED, parser->at++);
    node->name = format;
    const struct jq_node **last = &node->parts;
    uint32_t start = parser->at;
    while (!parser->failed) {
        if (parser->at >= bytes.length) {
            jq_parse_fail(parser);
        } else if (bytes.data[parser->at] == '"') {
            break;
        } else if (bytes.data[parser->at] != '\\') {
            parser->at++;
        } else if (parser->at + 1 < bytes.length && bytes.data[parser->at + 1] == '(') {
            add_part(&last, literal_part(parser, start));
            parser->at += 2;
            struct jq_node *part = jq_node_new(parser, JQ_ENTRY, parser->at);
            part->first = jq_parse_pipe(parser);
            jq_expect(parser, ")");
            add_part(&last, part);
            start = parser->at;
        } else {
            parser->at += 2;
        }
    }
    if (!parser->failed) {
        add_part(&last, literal_part(parser, start));
        parser->at++;
    }
    node->end = parser->at;
    return node;
}
