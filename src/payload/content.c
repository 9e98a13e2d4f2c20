/* What a command says of its payload. In: its options. Out: the type of content, and where it is
 * sent. */
#include "base/ascii.h"
#include "payload/extract.h"

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

enum content content_of(const struct extracting *extracting)
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

bool is_labelled_form(const struct extracting *extracting)
{
    for (size_t i = 0; i < extracting->options->count; i++) {
        if (may_say_type(extracting, &extracting->options->items[i])) {
            return false;
        }
    }
    return true;
}

bool has_option(const struct extracting *extracting, struct slice_list names)
{
    for (size_t i = 0; i < extracting->options->count; i++) {
        slice name = extracting->options->items[i].name;
        if (name.data && slice_list_has(names, name)) {
            return true;
        }
    }
    return false;
}

struct text option_value(const struct extracting *extracting, struct slice_list names)
{
    struct text value = {0};
    for (size_t i = 0; i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        value = option->name.data && slice_list_has(names, option->name) ? option->value : value;
    }
    return value;
}

bool is_method(const struct extracting *extracting, const struct option *option)
{
    slice bytes;
    if (!text_is_literal(extracting->arena, option->value, &bytes)) {
        return false;
    }
    for (size_t i = 0; i < bytes.length; i++) {
        if (!ascii_is_letter(bytes.data[i])) {
            return false;
        }
    }
    return bytes.length > 0 && !slice_is(bytes, "localhost");
}

/* http [METHOD] URL: one argument further where a method stands first. */
static uint32_t destination_index(const struct extracting *extracting)
{
    uint32_t index = extracting->sink->destination_argument;
    bool may_be_method =
        extracting->sink->build == BUILD_HTTPIE || extracting->sink->build == BUILD_XH;
    for (size_t i = 0; may_be_method && i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        if (!option->name.data) {
            return index + is_method(extracting, option);
        }
    }
    return index;
}

struct text destination_of(const struct extracting *extracting)
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
