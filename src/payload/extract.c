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

/* ---- What is said of the payload ---- */

enum content { CONTENT_UNSAID, CONTENT_JSON, CONTENT_LINES, CONTENT_OTHER };

static bool contains(slice bytes, const char *part)
{
    return slice_find(bytes, slice_from(part)) < bytes.length;
}

/* Content-Type (RFC 9110 section 8.3); ndjson is many documents, one in each line. */
static enum content content_of_header(slice header)
{
    if (contains(header, "ndjson") || contains(header, "jsonl")) {
        return CONTENT_LINES;
    }
    bool json = contains(header, "json") && !contains(header, "json-seq");
    return json ? CONTENT_JSON : CONTENT_OTHER;
}

static bool is_header(const struct sink *sink, const struct option *option)
{
    bool item = !option->name.data && sink->build != BUILD_NONE; /* Content-Type:text/plain */
    return item || (option->name.data && slice_list_has(sink->headers, option->name));
}

static enum content content_of(const struct extracting *extracting)
{
    enum content content = CONTENT_UNSAID;
    for (size_t i = 0; i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        if (!is_header(extracting->sink, option)) {
            continue;
        }
        slice bytes;
        bool literal = text_is_literal(extracting->arena, option->value, &bytes);
        bytes = arena_copy_in_case(extracting->arena, literal ? bytes : text_prefix(option->value),
                                   true);
        if (slice_starts_with(bytes, SLICE("content-type:"))) {
            content = literal ? content_of_header(bytes) : CONTENT_UNSAID;
        }
    }
    return content;
}

/* Whether the word may stand for several words, options among them. */
static bool may_be_options(struct text word)
{
    for (size_t i = 0; i < word.count; i++) {
        const struct text_piece *piece = &word.pieces[i];
        bool split = piece->kind != PIECE_LITERAL && piece->quoting == TEXT_PLAIN;
        if (split || (piece->kind == PIECE_HOLE && piece->hole->is_list)) {
            return true;
        }
        for (uint32_t k = 0; piece->kind == PIECE_CHOICE && k < piece->choice->count; k++) {
            if (may_be_options(piece->choice->alternatives[k])) {
                return true;
            }
        }
    }
    return false;
}

/* Whether the option may set a content type, or stand for options that do. */
static bool may_say_type(const struct extracting *extracting, const struct option *option)
{
    static const char type[] = "content-type:";
    const struct text_piece *first = option->value.count > 0 ? option->value.pieces : NULL;
    if (!is_header(extracting->sink, option)) {
        bool config = option->name.data &&
                      (slice_is(option->name, "-K") || slice_is(option->name, "--config"));
        return config || (!option->name.data && may_be_options(option->value));
    }
    slice known = arena_copy_in_case(extracting->arena, text_prefix(option->value), true);
    size_t length = known.length < sizeof type - 1 ? known.length : sizeof type - 1;
    bool all = first && first->kind == PIECE_LITERAL && option->value.count == 1;
    bool alike = memcmp(known.data, type, length) == 0;
    return slice_starts_with(known, SLICE("@")) || (alike && (length == sizeof type - 1 || !all));
}

/* Whether the command labels what it sends as a form. */
static bool is_labelled_form(const struct extracting *extracting)
{
    for (size_t i = 0; i < extracting->options->count; i++) {
        if (may_say_type(extracting, &extracting->options->items[i])) {
            return false;
        }
    }
    return true;
}

static bool has_option(const struct extracting *extracting, struct slice_list names)
{
    for (size_t i = 0; i < extracting->options->count; i++) {
        slice name = extracting->options->items[i].name;
        if (name.data && slice_list_has(names, name)) {
            return true;
        }
    }
    return false;
}

/* The value of the last option that is one of these, or nothing. */
static struct text option_value(const struct extracting *extracting, struct slice_list names)
{
    struct text value = {0};
    for (size_t i = 0; i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        value = option->name.data && slice_list_has(names, option->name) ? option->value : value;
    }
    return value;
}

static bool is_alphabetic(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        char c = (char)(bytes.data[i] | 0x20);
        if (c < 'a' || c > 'z') {
            return false;
        }
    }
    return bytes.length > 0;
}

/* http [METHOD] URL: one argument further where a method stands first. */
static uint32_t destination_index(const struct extracting *extracting)
{
    slice bytes;
    uint32_t index = extracting->sink->destination_argument;
    bool may_be_method =
        extracting->sink->build == BUILD_HTTPIE || extracting->sink->build == BUILD_XH;
    for (size_t i = 0; may_be_method && i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        if (!option->name.data) {
            bool method = text_is_literal(extracting->arena, option->value, &bytes) &&
                          is_alphabetic(bytes) && !slice_is(bytes, "localhost");
            return index + method;
        }
    }
    return index;
}

static struct text destination_of(const struct extracting *extracting)
{
    const struct sink *sink = extracting->sink;
    uint32_t argument = 0;
    uint32_t wanted = destination_index(extracting);
    struct text found = {0};
    for (size_t i = 0; i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        if (option->name.data && slice_list_has(sink->destination_options, option->name)) {
            return option->value;
        }
        if (option->name.data) {
            continue;
        }
        if (sink->destination_word.length > 0 &&
            slice_starts_with(text_prefix(option->value), sink->destination_word)) {
            return text_drop_prefix(extracting->arena, option->value,
                                    sink->destination_word.length);
        }
        if (sink->has_destination_argument && argument++ == wanted) {
            found = option->value;
        }
    }
    return found;
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
