/* `paylint payloads`: every payload reconstructed (DESIGN section 7). In: payloads. Out: text for
 * people, or one JSON document. */
#include "base/shown.h"
#include "report/json_output.h"
#include "report/showing.h"
#include "report/style.h"
#include "rule/alternative.h"

/* ---- JSON ---- */

static void add_parts(const struct showing *showing, cJSON *object)
{
    cJSON *parts = output_add_array(object, "parts");
    for (size_t i = 0; i < showing->flat.piece_count;) {
        cJSON *part = output_add_object(parts, NULL);
        const struct text_piece *piece = showing->flat.pieces[i].piece;
        if (piece->kind == PIECE_HOLE) {
            cJSON *hole = output_add_object(part, "hole");
            output_add_slice(showing->arena, hole, "source", showing_hole(showing, piece));
            cJSON_AddStringToObject(hole, "shape", shape_name(piece->hole->shape));
            output_add_slice(showing->arena, hole, "from", piece->hole->from);
            i++;
            continue;
        }
        uint32_t start = showing->flat.pieces[i].start;
        while (i < showing->flat.piece_count &&
               showing->flat.pieces[i].piece->kind == PIECE_LITERAL) {
            i++;
        }
        uint32_t end = i < showing->flat.piece_count ? showing->flat.pieces[i].start
                                                     : (uint32_t)showing->flat.bytes.length;
        output_add_slice(showing->arena, part, "text", slice_sub(showing->flat.bytes, start, end));
    }
}

static enum shape value_shape(const struct value *value)
{
    const struct string_value *string = &value->string;
    bool one_hole = string->hole_count == 1 && string->bytes.length == 1;
    if (one_hole) {
        return string->holes[0].piece->hole->shape;
    }
    return string->hole_count == 0 ? SHAPE_LITERAL : SHAPE_TEXT;
}

static void add_fields(const struct showing *showing, cJSON *fields, const struct value *value,
                       slice pointer)
{
    if (value->kind != VALUE_OBJECT && value->kind != VALUE_ARRAY) {
        cJSON *field = output_add_object(fields, NULL);
        output_add_slice(showing->arena, field, "pointer", pointer);
        cJSON_AddStringToObject(field, "shape", shape_name(value_shape(value)));
        return;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        bool object = value->kind == VALUE_OBJECT;
        slice inner = object ? json_pointer_append_key(showing->arena, pointer,
                                                       value->members[i].key.string.bytes)
                             : json_pointer_append_index(showing->arena, pointer, i);
        add_fields(showing, fields, object ? &value->members[i].value : &value->items[i], inner);
    }
}

static void add_payload(const struct showing *showing, cJSON *payloads)
{
    struct span span = showing_span(showing);
    cJSON *object = output_add_object(payloads, NULL);
    output_add_slice(showing->arena, object, "path", slice_from(span.source->path));
    if (showing->payload->script && showing->payload->script != span.source) {
        cJSON_AddStringToObject(object, "script", showing->payload->script->path);
    }
    output_add_position(object, "start", span.source, span.start);
    output_add_position(object, "end", span.source, span.end);
    const struct sink *sink = showing->payload->sink;
    output_add_slice(showing->arena, object, "sink", sink ? sink->name : SLICE("json"));
    output_add_slice(showing->arena, object, "destination",
                     payload_destination(showing->arena, showing->payload));
    output_add_slice(showing->arena, object, "inside", showing->payload->inside);
    if (showing->payload->encoding) {
        cJSON_AddStringToObject(object, "encoding", showing->payload->encoding);
    }
    cJSON_AddStringToObject(object, "json", showing_validity(showing));
    add_parts(showing, object);
    cJSON *fields = output_add_array(object, "fields");
    if (showing->is_json) {
        add_fields(showing, fields, &showing->document.root, SLICE(""));
    }
}

/* ---- Text ---- */

/* Where text goes, and how it looks. */
struct payload_text {
    const struct text_style *style;
    FILE *out;
};

static void print_payload(const struct showing *showing, const struct payload_text *text)
{
    const struct text_style *style = text->style;
    FILE *out = text->out;
    struct span span = showing_span(showing);
    struct position position = source_position(span.source, span.start);
    const struct sink *sink = showing->payload->sink;
    slice destination = payload_destination(showing->arena, showing->payload);
    fputs(style->bold, out);
    shown_print(out, slice_from(span.source->path));
    fprintf(out, ":%u:%u%s: ", position.line, position.column, style->off);
    shown_print(out, sink ? sink->name : SLICE("json"));
    if (destination.data) {
        fprintf(out, " to %.*s", SLICE_ARGS(bytes_shown(showing->arena, destination)));
    }
    if (showing->payload->inside.data) {
        fprintf(out, ", %s in %.*s", showing->payload->encoding,
                SLICE_ARGS(bytes_shown(showing->arena, showing->payload->inside)));
    }
    fprintf(out, " (JSON: %s)\n", showing_validity(showing));
    for (size_t i = 0; i < showing->flat.piece_count; i++) {
        const struct text_piece *piece = showing->flat.pieces[i].piece;
        if (piece->kind == PIECE_LITERAL) {
            shown_print_lines(out, piece_bytes(piece));
        } else {
            fprintf(out, "%s⟨", style->info);
            shown_print(out, showing_hole(showing, piece));
            fprintf(out, ": %s⟩%s", shape_name(piece->hole->shape), style->off);
        }
    }
    fputs("\n\n", out);
}

/* ---- Both ---- */

static void show_json(const struct showing *showing, void *target)
{
    add_payload(showing, target);
}

static void show_text(const struct showing *showing, void *target)
{
    print_payload(showing, target);
}

static void show_all(struct arena *arena, const struct payload *payloads, size_t count,
                     show_function *show, void *target)
{
    for (size_t i = 0; i < count; i++) {
        show_payload(arena, &payloads[i], show, target);
    }
}

void report_payloads_text(struct arena *arena, const struct payload *payloads, size_t count,
                          bool coloured, FILE *out)
{
    struct payload_text text = {text_style(coloured), out};
    show_all(arena, payloads, count, show_text, &text);
}

void report_payloads_json(struct arena *arena, const struct payload *payloads, size_t count,
                          FILE *out)
{
    cJSON *document = cJSON_CreateObject();
    show_all(arena, payloads, count, show_json, output_add_array(document, "payloads"));
    output_print(document, out);
}
