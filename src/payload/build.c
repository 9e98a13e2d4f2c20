/* JSON that a command builds of its arguments: HTTPie's `key=value`, gh api's -f and -F.
 * In: a command. Out: the JSON as it is sent, the bytes of each value where they stand in the
 * script.
 *
 * Sources: HTTPie's documentation ("Request items", "Nested JSON"), gh-api(1). */
#include "base/ascii.h"
#include "base/buffer.h"
#include "payload/extract.h"
#include "json/contents.h"

struct node {
    slice key;
    bool is_container;
    bool is_array;
    struct text text; /* of a value: JSON */
    VECTOR(struct node *) children;
};

struct building {
    const struct extracting *extracting;
    struct node root;
    bool any;    /* some item was for the JSON */
    bool failed; /* what it builds isn't known */
};

/* ---- Strings ---- */

/* Go's encoding/json writes <, > and & as \u003c and so on. */
static struct text without_html(struct arena *arena, struct text text)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        size_t from = 0;
        for (size_t k = 0; piece->kind == PIECE_LITERAL && k < piece->length; k++) {
            char c = piece->data[k];
            if (c != '<' && c != '>' && c != '&') {
                continue;
            }
            if (k > from) {
                text_append_piece(&builder, text_piece_cut(*piece, from, k));
            }
            struct text_piece escape = text_piece_cut(*piece, k, k + 1);
            piece_set_bytes(&escape, arena_printf(arena, "\\u%04x", (unsigned)c));
            text_append_piece(&builder, escape);
            from = k + 1;
        }
        if (piece->kind != PIECE_LITERAL) {
            text_append_piece(&builder, *piece);
        } else if (from < piece->length) {
            text_append_piece(&builder, text_piece_cut(*piece, from, piece->length));
        }
    }
    return text_finish(&builder);
}

static struct text quoted(struct building *building, struct text text, struct span span)
{
    struct text_builder builder = {.arena = building->extracting->arena};
    text_append_literal(&builder, SLICE("\""), span, TEXT_PLAIN);
    enum sink_build build = building->extracting->sink->build;
    struct text escaped = json_escaped(builder.arena, text, build == BUILD_HTTPIE);
    text_append(&builder, build == BUILD_GH ? without_html(builder.arena, escaped) : escaped);
    text_append_literal(&builder, SLICE("\""), span, TEXT_PLAIN);
    return text_finish(&builder);
}

/* ---- Members ---- */

static struct node *child_of(struct building *building, struct node *parent, slice key)
{
    struct arena *arena = building->extracting->arena;
    for (size_t i = 0; !parent->is_array && i < parent->children.count; i++) {
        if (slice_equal(parent->children.items[i]->key, key)) {
            return parent->children.items[i];
        }
    }
    struct node *node = ARENA_NEW(arena, struct node);
    node->key = key;
    VECTOR_PUSH(arena, &parent->children, node);
    return node;
}

static bool is_digits(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if (!ascii_is_digit(bytes.data[i])) {
            return false;
        }
    }
    return bytes.length > 0;
}

/* a[b][]: the member that the path leads to. NULL where it isn't understood. */
static struct node *member_at(struct building *building, slice path)
{
    struct node *node = &building->root;
    bool gh = building->extracting->sink->build == BUILD_GH;
    size_t at = slice_find_byte(path, '[');
    slice key = slice_sub(path, 0, at);
    if (key.length == 0) {
        return NULL;
    }
    for (;;) {
        node = child_of(building, node, key);
        if (at >= path.length) {
            return node->is_container ? NULL : node;
        }
        slice rest = slice_sub(path, at + 1, path.length);
        size_t close = slice_find_byte(rest, ']');
        key = slice_sub(rest, 0, close);
        at += close + 2;
        bool array = key.length == 0 || (!gh && is_digits(key));
        bool fits = !node->text.count && (!node->is_container || node->is_array == array);
        bool ends = at >= path.length || path.data[at] == '[';
        if (close == rest.length || !fits || !ends || (array && key.length > 0)) {
            return NULL;
        }
        node->is_container = true;
        node->is_array = array;
    }
}

static void set_member(struct building *building, slice path, struct text value)
{
    struct node *node = member_at(building, path);
    building->any = true;
    if (!node || text_is_empty(value)) {
        building->failed = true;
        return;
    }
    node->text = value;
}

/* ---- Printing ---- */

static int compare_keys(const struct node *a, const struct node *b)
{
    size_t shorter = a->key.length < b->key.length ? a->key.length : b->key.length;
    int order = memcmp(a->key.data, b->key.data, shorter);
    return order ? order : (a->key.length > b->key.length) - (a->key.length < b->key.length);
}

/* gh prints members by their keys. */
static void sort_children(struct node *node)
{
    for (size_t i = 1; i < node->children.count; i++) {
        struct node *moved = node->children.items[i];
        size_t at = i;
        for (; at > 0 && compare_keys(node->children.items[at - 1], moved) > 0; at--) {
            node->children.items[at] = node->children.items[at - 1];
        }
        node->children.items[at] = moved;
    }
}

static void print_node(struct building *building, struct node *node, struct text_builder *builder)
{
    struct span span = building->extracting->event->span;
    bool spaced = building->extracting->sink->build == BUILD_HTTPIE;
    if (!node->is_container) {
        text_append(builder, node->text);
        return;
    }
    if (building->extracting->sink->build == BUILD_GH && !node->is_array) {
        sort_children(node);
    }
    text_append_literal(builder, node->is_array ? SLICE("[") : SLICE("{"), span, TEXT_PLAIN);
    for (size_t i = 0; i < node->children.count; i++) {
        struct node *child = node->children.items[i];
        if (i > 0) {
            text_append_literal(builder, spaced ? SLICE(", ") : SLICE(","), span, TEXT_PLAIN);
        }
        if (!node->is_array) {
            struct text key = text_literal(builder->arena, child->key, span);
            text_append(builder, quoted(building, key, span));
            text_append_literal(builder, spaced ? SLICE(": ") : SLICE(":"), span, TEXT_PLAIN);
        }
        print_node(building, child, builder);
    }
    text_append_literal(builder, node->is_array ? SLICE("]") : SLICE("}"), span, TEXT_PLAIN);
}

/* ---- Items ---- */

/* What is known of the text up to its first hole. */
static slice leading_bytes(struct arena *arena, struct text text)
{
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < text.count && text.pieces[i].kind == PIECE_LITERAL; i++) {
        buffer_append(&buffer, piece_bytes(&text.pieces[i]));
    }
    return buffer_slice(&buffer);
}

/* The separator that stands first, the longest of those that do; `bytes.length` where there is
 * none. */
static size_t find_separator(slice bytes, slice *separator)
{
    static const char *const separators[] = {":=@", ":=", "==", "=@", "=", "@", ":"};
    for (size_t at = 0; at < bytes.length; at++) {
        slice rest = slice_sub(bytes, at, bytes.length);
        if (rest.data[0] == '\\') {
            at++;
            continue;
        }
        for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
            if (slice_starts_with(rest, slice_from(separators[i]))) {
                *separator = slice_from(separators[i]);
                return at;
            }
        }
    }
    return bytes.length;
}

static slice without_backslashes(struct arena *arena, slice bytes)
{
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < bytes.length; i++) {
        bool escape =
            bytes.data[i] == '\\' && i + 1 < bytes.length && strchr(":=@\\", bytes.data[i + 1]);
        buffer_append_byte(&buffer, bytes.data[i += escape]);
    }
    return buffer_slice(&buffer);
}

/* The JSON of a file, read and printed anew, ends where the JSON does. */
static struct text without_final_newline(struct arena *arena, struct text text)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text.pieces[i];
        size_t length = piece.length;
        while (i + 1 == text.count && piece.kind == PIECE_LITERAL && length > 0 &&
               piece.data[length - 1] == '\n') {
            length--;
        }
        if (piece.kind != PIECE_LITERAL) {
            text_append_piece(&builder, piece);
        } else if (length > 0) {
            text_append_piece(&builder, text_piece_cut(piece, 0, length));
        }
    }
    return text_finish(&builder);
}

static struct text file_value(struct building *building, struct text name, struct span span)
{
    return extract_file(building->extracting, name, span);
}

static void take_item(struct building *building, const struct option *option)
{
    struct arena *arena = building->extracting->arena;
    slice bytes = leading_bytes(arena, option->value);
    slice separator = SLICE("");
    size_t at = find_separator(bytes, &separator);
    if (separator.length == 0) {
        building->failed = true;
        building->any = true;
        return;
    }
    slice key = without_backslashes(arena, slice_sub(bytes, 0, at));
    struct text value = text_drop_prefix(arena, option->value, at + separator.length);
    if (slice_is(separator, "=")) {
        set_member(building, key, quoted(building, value, option->span));
    } else if (slice_is(separator, ":=")) {
        set_member(building, key, value);
    } else if (slice_is(separator, "=@")) {
        set_member(building, key,
                   quoted(building, file_value(building, value, option->span), option->span));
    } else if (slice_is(separator, ":=@")) {
        struct text json = file_value(building, value, option->span);
        set_member(building, key, without_final_newline(arena, json));
    } else if (slice_is(separator, "@")) {
        building->failed = true; /* a file as the body, or a form */
    }
}

/* http [METHOD] URL ITEM…: the items stand behind the destination. */
static void take_items(struct building *building)
{
    const struct options *options = building->extracting->options;
    size_t argument = 0;
    bool method = false;
    for (size_t i = 0; i < options->count; i++) {
        const struct option *option = &options->items[i];
        if (option->name.data) {
            continue;
        }
        method = method || (argument == 0 && is_method(building->extracting, option));
        if (argument > (method ? 1u : 0u)) {
            take_item(building, option);
        }
        argument++;
    }
}

/* ---- gh ---- */

static bool is_integer(slice bytes)
{
    slice digits = slice_starts_with(bytes, SLICE("-")) ? slice_sub(bytes, 1, bytes.length) : bytes;
    return is_digits(digits) && (digits.length == 1 || digits.data[0] != '0') && digits.length < 19;
}

/* -F: true, false, null and integers are themselves, @file is a file, the rest strings. */
static struct text magic_value(struct building *building, struct text value, struct span span)
{
    struct arena *arena = building->extracting->arena;
    slice bytes;
    if (slice_starts_with(text_prefix(value), SLICE("@"))) {
        value = file_value(building, text_drop_prefix(arena, value, 1), span);
        return quoted(building, value, span);
    }
    if (text_is_literal(arena, value, &bytes)) {
        bool itself = slice_is(bytes, "true") || slice_is(bytes, "false") ||
                      slice_is(bytes, "null") || is_integer(bytes);
        return itself ? value : quoted(building, value, span);
    }
    enum shape shape = text_shape(arena, value);
    bool certain =
        text_prefix(value).length > 0 || (shape >= SHAPE_UUID_LOWER && shape <= SHAPE_UUID);
    if (certain && !slice_find(text_prefix(value), SLICE("-"))) {
        certain = false; /* -$N may be a number */
    }
    if (certain && text_prefix(value).length > 0) {
        char c = text_prefix(value).data[0];
        certain = !strchr("0123456789-tfn{", c);
    }
    return certain ? quoted(building, value, span)
                   : text_of_hole(arena, hole_unknown(arena, SLICE("the value of -F"), span));
}

static void take_fields(struct building *building)
{
    const struct options *options = building->extracting->options;
    struct arena *arena = building->extracting->arena;
    for (size_t i = 0; i < options->count; i++) {
        const struct option *option = &options->items[i];
        bool raw = slice_is(option->name, "-f") || slice_is(option->name, "--raw-field");
        bool magic = slice_is(option->name, "-F") || slice_is(option->name, "--field");
        if (!option->name.data || (!raw && !magic)) {
            continue;
        }
        slice bytes = leading_bytes(arena, option->value);
        size_t at = slice_find_byte(bytes, '=');
        building->any = true;
        if (at == bytes.length) {
            building->failed = true;
            continue;
        }
        struct text value = text_drop_prefix(arena, option->value, at + 1);
        set_member(building, slice_sub(bytes, 0, at),
                   raw ? quoted(building, value, option->span)
                       : magic_value(building, value, option->span));
    }
}

/* gh api with a method of GET sends the fields as a query. */
static bool is_query(const struct extracting *extracting)
{
    slice bytes;
    for (size_t i = 0; i < extracting->options->count; i++) {
        const struct option *option = &extracting->options->items[i];
        if ((slice_is(option->name, "-X") || slice_is(option->name, "--method")) &&
            (!text_is_literal(extracting->arena, option->value, &bytes) ||
             slice_is(bytes, "GET"))) {
            return true;
        }
    }
    return false;
}

bool build_payload(const struct extracting *extracting, struct text *text)
{
    struct building building = {.extracting = extracting};
    building.root.is_container = true;
    if (extracting->sink->build != BUILD_GH) {
        take_items(&building);
    } else if (!is_query(extracting)) {
        take_fields(&building);
    }
    if (!building.any) {
        return false;
    }
    struct text_builder builder = {.arena = extracting->arena};
    print_node(&building, &building.root, &builder);
    slice from = SLICE("what the command makes of its arguments");
    *text = building.failed ? text_of_hole(extracting->arena, hole_unknown(extracting->arena, from,
                                                                           extracting->event->span))
                            : text_finish(&builder);
    return true;
}
