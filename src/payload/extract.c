/* Payloads of commands. In: a command's options and its sink. Out: the text that is sent. */
#include "payload/extract.h"

/* ---- Files and standard input ---- */

static struct text unknown_text(struct arena *arena, slice from, struct span span)
{
    return text_of_hole(arena, hole_unknown(arena, from, span));
}

struct text extract_file(const struct extracting *extracting, struct text name, struct span span)
{
    slice bytes;
    struct text text;
    const struct shell_event *event = extracting->event;
    if (!text_is_literal(extracting->arena, name, &bytes)) {
        return shell_read_file(extracting->evaluator, name, &text)
                   ? text
                   : unknown_text(extracting->arena, SLICE("a file"), span);
    }
    /* grpcurl -d @ */
    if (bytes.length == 0 || slice_is(bytes, "-") || slice_is(bytes, "/dev/stdin")) {
        return event->has_stdin ? event->stdin_text
                                : unknown_text(extracting->arena, SLICE("standard input"), span);
    }
    if (shell_read_file(extracting->evaluator, name, &text)) {
        return text;
    }
    return unknown_text(extracting->arena,
                        arena_printf(extracting->arena, "file %.*s", SLICE_ARGS(bytes)), span);
}

/* Base64 without its newlines. */
static struct text_piece on_one_line(struct arena *arena, struct text_piece piece)
{
    if (piece.kind == PIECE_HOLE && piece.hole->encoding == ENCODING_BASE64) {
        struct hole *line = ARENA_NEW(arena, struct hole);
        *line = *piece.hole;
        line->form = HOLE_ESCAPED;
        line->derived_from = piece.hole;
        piece.hole = line;
    }
    return piece;
}

/* curl(1) --data: carriage returns, newlines and null bytes of a file are left out. */
static struct text without_newlines(struct arena *arena, struct text text);

static struct text_piece choice_without_newlines(struct arena *arena, struct text_piece piece)
{
    const struct choice *choice = piece.choice;
    struct text *alternatives = ARENA_ARRAY(arena, struct text, choice->count);
    for (uint32_t i = 0; i < choice->count; i++) {
        alternatives[i] = without_newlines(arena, choice->alternatives[i]);
    }
    piece.choice = text_choice(arena, choice->id, alternatives, choice->count).pieces[0].choice;
    return piece;
}

static void append_without_newlines(struct text_builder *builder, const struct text_piece *piece)
{
    size_t from = 0;
    for (size_t i = 0; i <= piece->length; i++) {
        char c = i < piece->length ? piece->data[i] : '\n';
        if (c != '\n' && c != '\r' && c != '\0') {
            continue;
        }
        if (i > from) {
            text_append_piece(builder, text_piece_cut(*piece, from, i));
        }
        from = i + 1;
    }
}

static struct text without_newlines(struct arena *arena, struct text text)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind == PIECE_LITERAL) {
            append_without_newlines(&builder, piece);
        } else if (piece->kind == PIECE_CHOICE) {
            text_append_piece(&builder, choice_without_newlines(arena, *piece));
        } else {
            text_append_piece(&builder, on_one_line(arena, *piece));
        }
    }
    return text_finish(&builder);
}

/* ---- One row ---- */

static bool is_active(const struct extracting *extracting, const struct payload_row *row)
{
    return (row->with.count == 0 || has_option(extracting, row->with)) &&
           !has_option(extracting, row->without);
}

/* The prefix by which the value names a file; data NULL where it doesn't. */
static slice file_prefix(const struct payload_row *row, struct text value)
{
    for (size_t i = 0; i < row->file.count; i++) {
        if (slice_starts_with(text_prefix(value), row->file.items[i])) {
            return row->file.items[i];
        }
    }
    return (slice){NULL, 0};
}

static bool is_raw(const struct extracting *extracting, const struct payload_row *row)
{
    slice bytes;
    struct slice_list names = {&row->raw_option, 1};
    return row->raw_option.length > 0 &&
           text_is_literal(extracting->arena, option_value(extracting, names), &bytes) &&
           slice_equal(bytes, row->raw_value);
}

/* What is sent of the value. fileb:// is sent as it stands in the file, never in base64. */
static struct text sent_text(const struct extracting *extracting, const struct payload_row *row,
                             struct text value, struct span span)
{
    struct text decoded;
    slice prefix = file_prefix(row, value);
    bool bytes = slice_is(prefix, "fileb://");
    if (prefix.data) {
        value = extract_file(extracting, text_drop_prefix(extracting->arena, value, prefix.length),
                             span);
    } else if (row->is_file) {
        value = extract_file(extracting, value, span);
    }
    if ((prefix.data || row->is_file) && row->strip_newlines) {
        value = without_newlines(extracting->arena, value);
    }
    bool encoded = row->is_base64 && !bytes && !is_raw(extracting, row);
    return encoded && base64_decoded(extracting->arena, value, &decoded) ? decoded : value;
}

/* ---- All rows ---- */

struct gathering {
    const struct extracting *extracting;
    struct payload_list *payloads;
    struct payload payload; /* what all of them share */
    bool in_lines;
    struct text_builder joined;
    const struct payload_row *joined_row;
};

static bool holds_mark(struct text text, slice mark)
{
    for (size_t i = 0; i < text.count; i++) {
        if (text.pieces[i].kind == PIECE_LITERAL && mark.length > 0 &&
            slice_find(piece_bytes(&text.pieces[i]), mark) < text.pieces[i].length) {
            return true;
        }
    }
    return false;
}

static void push(struct gathering *gathering, const struct payload_row *row, struct text text)
{
    struct arena *arena = gathering->extracting->arena;
    struct payload payload = gathering->payload;
    payload.text = text;
    payload.is_json = payload.is_json || (row && row->is_json);
    payload.is_form =
        row && row->is_form && !payload.is_json && is_labelled_form(gathering->extracting);
    payload.is_not_json = row && row->is_not_json;
    if (!holds_mark(text, gathering->extracting->sink->template_mark)) {
        VECTOR_PUSH(arena, gathering->payloads, payload);
    }
}

static void push_lines(struct gathering *gathering, const struct payload_row *row, struct text text)
{
    struct arena *arena = gathering->extracting->arena;
    struct text separator = option_value(gathering->extracting, row->key_options);
    slice bytes = {NULL, 0};
    bool keyed = !text_is_empty(separator) && text_is_literal(arena, separator, &bytes);
    struct text_list lines = lines_of(arena, text);
    for (size_t i = 0; i < lines.count; i++) {
        push(gathering, row,
             keyed ? line_without_key(arena, lines.items[i], bytes) : lines.items[i]);
    }
}

static void gather_value(struct gathering *gathering, const struct payload_row *row,
                         struct text value, struct span span)
{
    struct text text = sent_text(gathering->extracting, row, value, span);
    if (row->is_joined) {
        if (gathering->joined_row) {
            text_append_literal(&gathering->joined, row->joint, span, TEXT_PLAIN);
        }
        gathering->payload.is_json = gathering->payload.is_json || row->is_json;
        gathering->joined_row = row;
        text_append(&gathering->joined, text);
    } else if (row->is_lines || gathering->in_lines) {
        push_lines(gathering, row, text);
    } else {
        push(gathering, row, text);
    }
}

static bool row_takes(const struct payload_row *row, const struct option *option, uint32_t argument)
{
    switch (row->place) {
    case PAYLOAD_OPTIONS:
        return option->name.data && slice_list_has(row->options, option->name);
    case PAYLOAD_ARGUMENT:
        return !option->name.data && argument == row->index;
    case PAYLOAD_ARGUMENTS:
        return !option->name.data && argument >= row->index;
    case PAYLOAD_WORD:
        return !option->name.data && slice_starts_with(text_prefix(option->value), row->word);
    case PAYLOAD_STDIN:
        return false;
    }
    return false;
}

static const struct payload_row *row_of(const struct extracting *extracting,
                                        const struct option *option, uint32_t argument)
{
    const struct sink *sink = extracting->sink;
    for (size_t i = 0; i < sink->payload_count; i++) {
        if (row_takes(&sink->payloads[i], option, argument) &&
            is_active(extracting, &sink->payloads[i])) {
            return &sink->payloads[i];
        }
    }
    return NULL;
}

static bool gather_options(struct gathering *gathering)
{
    const struct extracting *extracting = gathering->extracting;
    uint32_t argument = 0;
    bool any = false;
    for (size_t i = 0; i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        const struct payload_row *row = row_of(extracting, option, argument);
        argument += !option->name.data;
        if (!row) {
            continue;
        }
        any = true;
        slice bytes;
        if (row->place == PAYLOAD_ARGUMENTS && !row->is_file &&
            text_is_literal(extracting->arena, option->value, &bytes) &&
            !payload_looks_like_json(option->value)) {
            continue; /* a field's name among values */
        }
        struct text value =
            row->place == PAYLOAD_WORD
                ? text_drop_prefix(extracting->arena, option->value, row->word.length)
                : option->value;
        gather_value(gathering, row, value, option->span);
    }
    if (gathering->joined_row && gathering->in_lines) {
        push_lines(gathering, gathering->joined_row, text_finish(&gathering->joined));
    } else if (gathering->joined_row) {
        push(gathering, gathering->joined_row, text_finish(&gathering->joined));
    }
    return any;
}

static void gather_stdin(struct gathering *gathering)
{
    const struct extracting *extracting = gathering->extracting;
    for (size_t i = 0; extracting->event->has_stdin && i < extracting->sink->payload_count; i++) {
        const struct payload_row *row = &extracting->sink->payloads[i];
        if (row->place == PAYLOAD_STDIN && is_active(extracting, row)) {
            gather_value(gathering, row, extracting->event->stdin_text, extracting->event->span);
            return;
        }
    }
}

static bool goes_in_lines(const struct extracting *extracting, const struct payload *payload)
{
    slice destination = payload_destination(extracting->arena, payload);
    const struct slice_list *patterns = &extracting->sink->line_destinations;
    for (size_t i = 0; destination.data && i < patterns->count; i++) {
        if (sink_pattern_matches(patterns->items[i], destination)) {
            return true;
        }
    }
    return false;
}

enum extracted payload_extract(struct arena *arena, const struct sink *sink,
                               struct shell_evaluator *evaluator, const struct named_event *named,
                               struct payload_list *payloads)
{
    struct options options;
    if (!options_of(arena, sink, named, &options)) {
        return EXTRACTED_OTHER;
    }
    const struct shell_event *event = named->event;
    struct extracting extracting = {arena, sink, evaluator, event, &options};
    struct gathering gathering = {.extracting = &extracting, .payloads = payloads};
    enum content content = content_of(&extracting);
    size_t before = payloads->count;
    struct text built;
    gathering.joined.arena = arena;
    gathering.payload = (struct payload){.sink = sink, .command = event->argv[0].span};
    gathering.payload.is_json = content == CONTENT_JSON;
    gathering.payload.destination = destination_of(&extracting);
    gathering.in_lines = content == CONTENT_LINES || goes_in_lines(&extracting, &gathering.payload);
    if (content == CONTENT_OTHER || has_option(&extracting, sink->unless)) {
        return EXTRACTED_NOTHING;
    }
    if (gather_options(&gathering)) {
        /* done */
    } else if (sink->build != BUILD_NONE && build_payload(&extracting, &built)) {
        push(&gathering, NULL, built);
    } else {
        gather_stdin(&gathering);
    }
    return payloads->count > before ? EXTRACTED_PAYLOAD : EXTRACTED_NOTHING;
}
