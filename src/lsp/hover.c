/* Hovers (LSP 3.17, "Hover"). In: a position. Out: what is wrong there and why, the payload that
 * stands there or is sent from there as its receiver would get it, and what is known of each hole.
 */
#include "lsp/state.h"

#include "lsp/prose.h"
#include "report/json_output.h"
#include "report/showing.h"
#include "rule/alternative.h"

enum {
    SHOWN_MAX = 3,             /* payloads, alternatives of one included */
    PAYLOAD_LENGTH_MAX = 4000, /* of what is shown of one */
    LITERALS_MAX = 8,          /* of a hole that is one of several */
    LITERAL_LENGTH_MAX = 60,
};

struct hovering {
    struct arena *arena;
    const struct source *source;
    uint32_t offset;
    struct prose prose;
    struct span span; /* of what is shown first; source NULL: nothing is shown yet */
    size_t shown;
    size_t left_out;
    const struct payload *payload; /* that is looked at, and which of its alternatives */
    size_t turn;
};

static bool holds(const struct hovering *hovering, struct span span)
{
    return span.source == hovering->source && span.start <= hovering->offset &&
           hovering->offset <= span.end;
}

static void note_span(struct hovering *hovering, struct span span)
{
    if (!hovering->span.source) {
        hovering->span = span;
    }
}

/* ---- Findings ---- */

static void show_finding(struct hovering *hovering, const struct told *told)
{
    struct prose *prose = &hovering->prose;
    struct buffer *text = &prose->text;
    const struct finding *finding = told->finding;
    const struct rule *rule = finding->rule;
    note_span(hovering, told->span);
    prose_mark(prose, "**");
    buffer_append(text, slice_from(severity_name(rule->severity)));
    prose_mark(prose, "**");
    buffer_append_byte(text, ' ');
    prose_append_code(prose, rule->id);
    if (finding->certainty != CERTAINTY_VIOLATES) {
        buffer_printf(text, " (%s)", certainty_name(finding->certainty));
    }
    buffer_append(text, SLICE("\n\n"));
    prose_append(prose, finding->message);
    buffer_append(text, SLICE("\n\n"));
    prose_append(prose, rule->why);
    if (rule->help.length > 0) {
        buffer_append(text, SLICE("\n\n"));
        prose_mark(prose, "*");
        buffer_append(text, SLICE("What to do:"));
        prose_mark(prose, "*");
        buffer_append_byte(text, ' ');
        prose_append(prose, rule->help);
    }
    buffer_append(text, SLICE("\n\n"));
    prose_mark(prose, "---\n\n");
}

static void show_findings(struct hovering *hovering, const struct reading *reading)
{
    for (size_t i = 0; i < reading->told.count; i++) {
        if (holds(hovering, reading->told.items[i].span)) {
            show_finding(hovering, &reading->told.items[i]);
        }
    }
}

/* ---- Holes ---- */

static const char *shape_for_people(enum shape shape)
{
    static const char *const names[SHAPE_COUNT] = {
        [SHAPE_LITERAL] = "known",
        [SHAPE_ONE_OF] = "one of",
        [SHAPE_UUID_LOWER] = "a UUID in lower case",
        [SHAPE_UUID_UPPER] = "a UUID in upper case",
        [SHAPE_UUID] = "a UUID, in lower or upper case as the machine prints it",
        [SHAPE_INTEGER] = "an integer",
        [SHAPE_HEX] = "hexadecimal digits",
        [SHAPE_BASE64] = "base64",
        [SHAPE_WORD] = "a word: nothing in it needs quoting in JSON",
        [SHAPE_TEXT] = "any text",
        [SHAPE_UNKNOWN] = "unknown: any text",
    };
    return names[shape];
}

static void append_literals(struct prose *prose, const struct hole *hole)
{
    struct buffer *text = &prose->text;
    for (size_t i = 0; i < hole->one_of_count && i < LITERALS_MAX; i++) {
        buffer_append(text, i > 0 ? SLICE(", ") : SLICE(" "));
        prose_append_code(prose, slice_sub(hole->one_of[i], 0, LITERAL_LENGTH_MAX));
    }
    if (hole->one_of_count > LITERALS_MAX) {
        buffer_append(text, SLICE(", …"));
    }
}

static void append_hole(struct hovering *hovering, const struct showing *showing,
                        const struct text_piece *piece)
{
    const struct hole *hole = piece->hole;
    struct prose *prose = &hovering->prose;
    struct buffer *text = &prose->text;
    slice name = showing_hole(showing, piece);
    buffer_append(text, SLICE("- "));
    prose_append_code(prose, name);
    buffer_printf(text, ": %s", shape_for_people(hole->shape));
    append_literals(prose, hole);
    if (hole->from.length > 0 && !slice_equal(hole->from, name)) {
        buffer_append(text, hole->from_outside ? SLICE("; it depends on ") : SLICE("; made by "));
        prose_append_code(prose, hole->from);
    } else if (hole->from_outside) {
        buffer_append(text, SLICE("; it comes from outside the script"));
    }
    if (hole->span.source && hole->span.end > hole->span.start) {
        struct position at = source_position(hole->span.source, hole->span.start);
        bool own = hole->span.source == hovering->source;
        slice path = own ? SLICE("") : slice_basename(slice_from(hole->span.source->path));
        buffer_printf(text, " (%.*s%sline %u)", SLICE_ARGS(path), own ? "" : ", ", at.line);
    }
    buffer_append_byte(text, '\n');
}

static bool is_listed(const struct showing *showing, size_t index)
{
    const struct hole *hole = piece_hole(showing->flat.pieces[index].piece);
    for (size_t i = 0; i < index; i++) {
        if (piece_hole(showing->flat.pieces[i].piece) == hole) {
            return true;
        }
    }
    return false;
}

static void append_holes(struct hovering *hovering, const struct showing *showing)
{
    bool any = false;
    for (size_t i = 0; i < showing->flat.piece_count; i++) {
        const struct text_piece *piece = showing->flat.pieces[i].piece;
        if (piece->kind == PIECE_HOLE && !is_listed(showing, i)) {
            buffer_append(&hovering->prose.text, any ? SLICE("") : SLICE("\n"));
            append_hole(hovering, showing, piece);
            any = true;
        }
    }
}

/* ---- Payloads ---- */

/* What the receiver gets, holes by name, cut to some length. */
static slice shown_text(struct hovering *hovering, const struct showing *showing)
{
    struct buffer text = {.arena = hovering->arena};
    for (size_t i = 0; i < showing->flat.piece_count; i++) {
        const struct text_piece *piece = showing->flat.pieces[i].piece;
        if (text.length > PAYLOAD_LENGTH_MAX) {
            buffer_append(&text, SLICE("…"));
            break;
        }
        if (piece->kind == PIECE_LITERAL) {
            size_t room = PAYLOAD_LENGTH_MAX + 1 - text.length;
            slice cut = slice_sub(piece_bytes(piece), 0, room);
            while (cut.length < piece->length && cut.length > 0 &&
                   ((unsigned char)piece->data[cut.length] & 0xC0) == 0x80) {
                cut.length--;
            }
            buffer_append(&text, cut);
        } else {
            buffer_printf(&text, "⟨%.*s: %s⟩",
                          SLICE_ARGS(bytes_shown(hovering->arena, showing_hole(showing, piece))),
                          shape_name(piece->hole->shape));
        }
    }
    return buffer_slice(&text);
}

/* Which of a payload's alternatives it is. */
static void append_turn(struct hovering *hovering, const struct payload *payload)
{
    size_t count = text_resolve(hovering->arena, payload->text, PAYLOAD_ALTERNATIVES_MAX).count;
    if (count > 1) {
        buffer_printf(&hovering->prose.text, ", case %zu of %zu", hovering->turn, count);
    }
}

static void append_heading(struct hovering *hovering, const struct showing *showing)
{
    struct prose *prose = &hovering->prose;
    struct buffer *text = &prose->text;
    const struct payload *payload = showing->payload;
    slice destination = payload_destination(hovering->arena, payload);
    if (payload->sink) {
        prose_append_code(prose, payload->sink->name);
        buffer_append(text, SLICE(" sends"));
    } else {
        buffer_append(text, SLICE("JSON that reaches no known sender"));
    }
    if (destination.data) {
        buffer_append(text, SLICE(" to "));
        prose_append_code(prose, destination);
    }
    if (payload->inside.data) {
        buffer_printf(text, ", %s in ", payload->encoding);
        prose_append_code(prose, payload->inside);
    }
    append_turn(hovering, payload);
    if (showing->is_json) {
        static const char *const validities[] = {
            [JSON_VALID] = "", [JSON_INVALID] = " (no JSON)", [JSON_UNKNOWN] = " (maybe no JSON)"};
        buffer_append(text, slice_from(validities[showing->document.validity]));
    }
    buffer_append(text, SLICE("\n\n"));
}

/* Whether the position is where some of the payload is written or comes by. */
static bool passes_here(const struct hovering *hovering, const struct showing *showing)
{
    for (size_t i = 0; i < showing->flat.piece_count; i++) {
        const struct text_piece *piece = showing->flat.pieces[i].piece;
        if (holds(hovering, piece->span) ||
            (piece->kind == PIECE_HOLE && holds(hovering, piece->hole->span))) {
            return true;
        }
        for (const struct trail *step = piece->trail; step; step = step->older) {
            if (holds(hovering, step->span)) {
                return true;
            }
        }
    }
    return false;
}

static void show_here(const struct showing *showing, void *target)
{
    struct hovering *hovering = target;
    struct span span = showing_span(showing);
    bool here = holds(hovering, span);
    hovering->turn = hovering->payload == showing->payload ? hovering->turn + 1 : 1;
    hovering->payload = showing->payload;
    if (!here && !holds(hovering, showing->payload->command) && !passes_here(hovering, showing)) {
        return;
    }
    if (hovering->shown++ >= SHOWN_MAX) {
        hovering->left_out++;
        return;
    }
    if (here) {
        note_span(hovering, span);
    }
    append_heading(hovering, showing);
    prose_append_block(&hovering->prose, showing->is_json ? "json" : "",
                       shown_text(hovering, showing));
    append_holes(hovering, showing);
    buffer_append_byte(&hovering->prose.text, '\n');
}

static void show_payloads(struct hovering *hovering, const struct payload_list *payloads)
{
    for (size_t i = 0; i < payloads->count; i++) {
        show_payload(hovering->arena, &payloads->items[i], show_here, hovering);
    }
    if (hovering->left_out > 0) {
        buffer_printf(&hovering->prose.text, "… and %zu more.\n", hovering->left_out);
    }
}

/* ---- The request ---- */

static slice without_rule(slice text)
{
    text = slice_trim(text);
    slice rule = SLICE("---");
    return slice_ends_with(text, rule) ? slice_trim(slice_sub(text, 0, text.length - rule.length))
                                       : text;
}

static cJSON *hover_of(const struct server *server, const struct hovering *hovering)
{
    slice text = without_rule(buffer_slice(&hovering->prose.text));
    if (text.length == 0) {
        return NULL;
    }
    cJSON *hover = cJSON_CreateObject();
    cJSON *contents = output_add_object(hover, "contents");
    bool plain = server->client.has_plain_hover_only;
    cJSON_AddStringToObject(contents, "kind", plain ? "plaintext" : "markdown");
    output_add_slice(hovering->arena, contents, "value", text);
    if (hovering->span.source) {
        position_add_range(hover, "range", server->client.encoding, hovering->span.source,
                           hovering->span.start, hovering->span.end);
    }
    return hover;
}

cJSON *hover_answer(struct server *server, const struct value *params, struct failure *failure)
{
    uint32_t line;
    uint32_t character;
    struct document *document = document_of(server, params, failure);
    if (!document) {
        return NULL;
    }
    if (!params_count(params, "position.line", &line) ||
        !params_count(params, "position.character", &character)) {
        *failure = (struct failure){CODE_INVALID_PARAMS, "`position` is not there"};
        return NULL;
    }
    const struct reading *reading = reading_of(server, document);
    if (!reading) {
        return NULL;
    }
    struct hovering hovering = {.arena = server->scratch,
                                .source = reading->script.analysed->source,
                                .prose = {.text = {.arena = server->scratch},
                                          .is_plain = server->client.has_plain_hover_only}};
    hovering.offset =
        (uint32_t)position_offset(server->client.encoding, hovering.source->bytes, line, character);
    show_findings(&hovering, reading);
    show_payloads(&hovering, &reading->script.analysed->payloads);
    return hover_of(server, &hovering);
}
