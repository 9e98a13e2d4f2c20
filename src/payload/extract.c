/* Payloads of commands. In: a command's options and its sink. Out: the text that is sent. */
#include "payload/extract.h"

struct extracting {
    struct arena *arena;
    const struct sink *sink;
    struct shell_evaluator *evaluator;
    const struct shell_event *event;
    const struct options *options;
};

/* ---- Files and standard input ---- */

static struct text unknown_text(struct arena *arena, slice from, struct span span)
{
    return text_of_hole(arena, hole_unknown(arena, from, span));
}

static struct text file_text(const struct extracting *extracting, struct text name,
                             struct span span)
{
    slice bytes;
    struct text text;
    const struct shell_event *event = extracting->event;
    if (!text_is_literal(extracting->arena, name, &bytes)) {
        return shell_read_file(extracting->evaluator, name, &text)
                   ? text
                   : unknown_text(extracting->arena, SLICE("a file"), span);
    }
    if (slice_is(bytes, "-") || slice_is(bytes, "/dev/stdin")) {
        return event->has_stdin ? event->stdin_text
                                : unknown_text(extracting->arena, SLICE("standard input"), span);
    }
    if (shell_read_file(extracting->evaluator, name, &text)) {
        return text;
    }
    return unknown_text(extracting->arena,
                        arena_printf(extracting->arena, "file %.*s", SLICE_ARGS(bytes)), span);
}

/* curl(1) --data: carriage returns, newlines and null bytes of a file are left out. */
static struct text without_newlines(struct arena *arena, struct text text)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind != PIECE_LITERAL) {
            text_append_piece(&builder, *piece);
            continue;
        }
        size_t from = 0;
        for (size_t k = 0; k <= piece->bytes.length; k++) {
            char c = k < piece->bytes.length ? piece->bytes.data[k] : '\n';
            if (c != '\n' && c != '\r' && c != '\0') {
                continue;
            }
            if (k > from) {
                text_append_piece(&builder, text_piece_cut(*piece, from, k));
            }
            from = k + 1;
        }
    }
    return text_finish(&builder);
}

static struct text option_payload(const struct extracting *extracting,
                                  const struct payload_option *row, const struct option *option)
{
    slice prefix = text_prefix(option->value);
    if (!row->file_prefix.data || !slice_starts_with(prefix, row->file_prefix)) {
        return option->value;
    }
    struct text name = text_drop_prefix(extracting->arena, option->value, row->file_prefix.length);
    struct text text = file_text(extracting, name, option->span);
    return row->strip_newlines ? without_newlines(extracting->arena, text) : text;
}

/* ---- What is said of the payload ---- */

enum content { CONTENT_UNSAID, CONTENT_JSON, CONTENT_OTHER };

static slice lower_case(struct arena *arena, slice bytes)
{
    char *copy = arena_cstring(arena, bytes);
    for (size_t i = 0; i < bytes.length; i++) {
        copy[i] = (char)(copy[i] >= 'A' && copy[i] <= 'Z' ? copy[i] | 0x20 : copy[i]);
    }
    return (slice){copy, bytes.length};
}

static bool contains(slice bytes, const char *part)
{
    return slice_find(bytes, slice_from(part)) < bytes.length;
}

/* Content-Type (RFC 9110 section 8.3); ndjson is many documents, not one. */
static enum content content_of(const struct extracting *extracting)
{
    enum content content = CONTENT_UNSAID;
    for (size_t i = 0; i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        if (!option->name.data || !slice_list_has(extracting->sink->headers, option->name)) {
            continue;
        }
        slice bytes;
        bool literal = text_is_literal(extracting->arena, option->value, &bytes);
        bytes = lower_case(extracting->arena, literal ? bytes : text_prefix(option->value));
        if (!slice_starts_with(bytes, SLICE("content-type:"))) {
            continue;
        }
        if (!literal) {
            content = CONTENT_UNSAID;
        } else {
            bool json = contains(bytes, "json") && !contains(bytes, "ndjson") &&
                        !contains(bytes, "jsonl") && !contains(bytes, "json-seq");
            content = json ? CONTENT_JSON : CONTENT_OTHER;
        }
    }
    return content;
}

static bool has_query_flag(const struct extracting *extracting)
{
    for (size_t i = 0; i < extracting->options->count; i++) {
        slice name = extracting->options->items[i].name;
        if (name.data && slice_list_has(extracting->sink->query_flags, name)) {
            return true;
        }
    }
    return false;
}

static struct text destination_of(const struct extracting *extracting)
{
    const struct sink *sink = extracting->sink;
    uint32_t argument = 0;
    struct text found = {0};
    for (size_t i = 0; i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        if (option->name.data && slice_equal(option->name, sink->destination_option)) {
            return option->value;
        }
        if (!option->name.data && sink->has_destination_argument &&
            argument++ == sink->destination_argument) {
            found = option->value;
        }
    }
    return found;
}

/* ---- Entry ---- */

static const struct payload_option *payload_option_of(const struct sink *sink, slice name)
{
    for (size_t i = 0; i < sink->payload_count; i++) {
        if (name.data && slice_equal(sink->payloads[i].option, name)) {
            return &sink->payloads[i];
        }
    }
    return NULL;
}

/* Several options are joined as curl does: --data with &, --json with nothing between. */
static bool gather(const struct extracting *extracting, struct payload *payload)
{
    struct text_builder builder = {.arena = extracting->arena};
    bool any = false;
    for (size_t i = 0; i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        const struct payload_option *row = payload_option_of(extracting->sink, option->name);
        if (!row) {
            continue;
        }
        if (any && !row->is_json) {
            text_append_literal(&builder, SLICE("&"), option->span, TEXT_PLAIN);
        }
        payload->is_json = payload->is_json || row->is_json;
        text_append(&builder, option_payload(extracting, row, option));
        any = true;
    }
    payload->text = text_finish(&builder);
    return any;
}

enum extracted payload_extract(struct arena *arena, const struct sink *sink,
                               struct shell_evaluator *evaluator, const struct shell_event *event,
                               struct payload *payload)
{
    struct options options;
    if (!options_of(arena, sink, event, &options)) {
        return EXTRACTED_OTHER;
    }
    struct extracting extracting = {arena, sink, evaluator, event, &options};
    *payload = (struct payload){.sink = sink, .command = event->argv[0].span};
    enum content content = content_of(&extracting);
    if (content == CONTENT_OTHER || has_query_flag(&extracting) || !gather(&extracting, payload)) {
        return EXTRACTED_NOTHING;
    }
    payload->is_json = payload->is_json || content == CONTENT_JSON;
    payload->destination = destination_of(&extracting);
    return EXTRACTED_PAYLOAD;
}

/* ---- Bare JSON ---- */

static size_t skip_space(slice bytes, size_t at)
{
    while (at < bytes.length && strchr(" \t\r\n", bytes.data[at]) && bytes.data[at]) {
        at++;
    }
    return at;
}

static slice final_bytes(struct text text)
{
    const struct text_piece *last = &text.pieces[text.count - 1];
    return last->kind == PIECE_LITERAL ? slice_trim(last->bytes) : SLICE("");
}

bool is_bare_json(struct text text)
{
    if (text.count == 0) {
        return false;
    }
    slice bytes = slice_trim(text_prefix(text));
    bool array = bytes.length > 0 && bytes.data[0] == '[';
    size_t at = array ? skip_space(bytes, 1) : 0;
    if (at >= bytes.length || bytes.data[at] != '{') {
        return false;
    }
    at = skip_space(bytes, at + 1);
    if (at >= bytes.length || bytes.data[at] != '"') {
        return false;
    }
    at += 1 + slice_find_byte(slice_sub(bytes, at + 1, bytes.length), '"');
    at = skip_space(bytes, at + 1);
    slice final = final_bytes(text);
    return at < bytes.length && bytes.data[at] == ':' && final.length > 0 &&
           final.data[final.length - 1] == (array ? ']' : '}');
}
