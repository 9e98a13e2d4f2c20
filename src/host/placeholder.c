/* Placeholders: what the reader of a document, or the runner of a workflow, puts in before a shell
 * reads it. In: a view. Out: the view with a hole for each. */
#include "host/hosts.h"

#include "base/ascii.h"

enum { PLACEHOLDER_MAX = 400 };

const struct hole *hole_pasted(struct arena *arena, slice from, struct span span)
{
    struct hole *hole = hole_unknown(arena, from, span);
    hole->is_pasted = true;
    return hole;
}

/* What the reader of a document fills in is called a placeholder; what a program does, by how it is
 * written. */
static slice hole_name(struct arena *arena, slice written)
{
    bool template = written.data[0] == '$' || slice_starts_with(written, SLICE("{{")) ||
                    slice_starts_with(written, SLICE("{%"));
    written = slice_sub(written, 0, slice_find_byte(written, '\n'));
    return template ? written : arena_printf(arena, "placeholder %.*s", SLICE_ARGS(written));
}

const struct view *view_with_placeholders(struct arena *arena, const struct view *view,
                                          placeholder_reader *reader)
{
    struct view_builder *builder = NULL;
    uint32_t length = (uint32_t)view->bytes.length;
    uint32_t from = 0;
    for (uint32_t at = 0; at < length;) {
        slice name;
        uint32_t taken = reader(view->bytes, at, &name);
        if (taken == 0) {
            at++;
            continue;
        }
        builder = builder ? builder : view_builder_new(arena, view);
        view_builder_keep(builder, from, at);
        struct span span = view_span(view, at, at + taken);
        const struct hole *hole = hole_pasted(arena, hole_name(arena, name), span);
        view_builder_hole(builder, hole, span.start, span.end);
        at += taken;
        from = at;
    }
    if (!builder) {
        return view;
    }
    view_builder_keep(builder, from, length);
    return view_builder_finish(builder);
}

/* ---- Templates ---- */

/* The length of `open … close` at the start of `bytes`, or 0. */
static uint32_t between(slice bytes, const char *open, const char *close)
{
    if (!slice_starts_with(bytes, slice_from(open))) {
        return 0;
    }
    bytes.length = bytes.length < PLACEHOLDER_MAX ? bytes.length : PLACEHOLDER_MAX;
    size_t end = slice_find(bytes, slice_from(close));
    return end < bytes.length ? (uint32_t)(end + strlen(close)) : 0;
}

uint32_t placeholder_of_templates(slice bytes, uint32_t at, slice *from)
{
    slice rest = slice_sub(bytes, at, bytes.length);
    char first = rest.data[0];
    if (first != '{' && first != '$' && first != '<') {
        return 0;
    }
    static const char *const pairs[][2] = {
        {"${{", "}}"}, {"{{", "}}"}, {"{%", "%}"}, {"<%", "%>"}, {"$[[", "]]"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        uint32_t length = between(rest, pairs[i][0], pairs[i][1]);
        if (length > 0) {
            *from = slice_sub(rest, 0, length);
            return length;
        }
    }
    return 0;
}

uint32_t placeholder_of_workflows(slice bytes, uint32_t at, slice *from)
{
    return bytes.data[at] == '$' || bytes.data[at] == '{'
               ? placeholder_of_templates(bytes, at, from)
               : 0;
}

/* ---- Substitutions ---- */

static bool is_name_byte(char c, bool capitals_only)
{
    return ascii_is_name(c, false) && !(capitals_only && c >= 'a' && c <= 'z');
}

/* The length of `$NAME` or `${NAME…}` at the start of `bytes`, or 0. */
static uint32_t substitution_length(slice bytes, bool capitals_only)
{
    size_t start = bytes.length > 1 && bytes.data[1] == '{' ? 2 : 1;
    size_t at = start;
    while (at < bytes.length && is_name_byte(bytes.data[at], capitals_only)) {
        at++;
    }
    if (at == start || ascii_is_digit(bytes.data[start])) {
        return 0;
    }
    if (start == 2) {
        slice rest = slice_sub(bytes, at, bytes.length);
        size_t close = slice_find_byte(rest, '}');
        return close < rest.length ? (uint32_t)(at + close + 1) : 0;
    }
    return (uint32_t)at;
}

const struct view *view_with_substitutions(struct arena *arena, const struct view *view,
                                           bool capitals_only)
{
    struct view_builder *builder = view_builder_new(arena, view);
    uint32_t length = (uint32_t)view->bytes.length;
    uint32_t from = 0;
    for (uint32_t at = 0; at < length;) {
        slice rest = slice_sub(view->bytes, at, length);
        struct span pair = view_span(view, at, at + 2 < length ? at + 2 : length);
        bool doubled = slice_starts_with(rest, SLICE("$$"));
        uint32_t taken =
            !doubled && rest.data[0] == '$' ? substitution_length(rest, capitals_only) : 0;
        if (doubled) {
            view_builder_keep(builder, from, at);
            view_builder_make(builder, SLICE("$"), pair.start, pair.end);
            from = at += 2;
        } else if (taken > 0) {
            view_builder_keep(builder, from, at);
            struct span span = view_span(view, at, at + taken);
            const struct hole *hole = hole_pasted(arena, slice_sub(rest, 0, taken), span);
            view_builder_hole(builder, hole, span.start, span.end);
            from = at += taken;
        } else {
            at++;
        }
    }
    view_builder_keep(builder, from, length);
    struct writing writing = {.kind = WRITTEN_DOLLARS_DOUBLED};
    return length > 0 ? view_written_as(arena, view_builder_finish(builder), writing) : view;
}

/* ---- Documents ---- */

static bool is_name_like(char c)
{
    return ascii_is_name(c, false) || c == '-' || c == '.';
}

/* <REQUEST_ID>, <your token>: not <<EOF>, nor <file >file. */
static uint32_t in_angles(slice bytes, uint32_t at)
{
    slice rest = slice_sub(bytes, at, at + PLACEHOLDER_MAX);
    if (rest.length < 3 || !ascii_is_letter(rest.data[1]) ||
        (at > 0 && bytes.data[at - 1] == '<')) {
        return 0;
    }
    for (uint32_t i = 1; i < rest.length; i++) {
        char c = rest.data[i];
        if (c == '>') {
            return rest.data[i - 1] == ' ' ? 0 : i + 1;
        }
        if (!is_name_like(c) && !strchr(" |/:'#@,+", c) && (unsigned char)c < 0x80) {
            return 0;
        }
    }
    return 0;
}

/* "..." and "…": what the author left out. */
static uint32_t ellipsis(slice bytes, uint32_t at)
{
    slice rest = slice_sub(bytes, at, bytes.length);
    if (slice_starts_with(rest, SLICE("\xE2\x80\xA6"))) {
        return 3;
    }
    if (!slice_starts_with(rest, SLICE("..."))) {
        return 0;
    }
    uint32_t length = 3;
    while (length < rest.length && rest.data[length] == '.') {
        length++;
    }
    return length;
}

bool holds_word(slice bytes, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= bytes.length; i++) {
        bool is_same = slice_equal_in_any_case(slice_sub(bytes, i, i + length), slice_from(word));
        bool begins = i == 0 || !ascii_is_letter(bytes.data[i - 1]);
        bool ends = i + length == bytes.length || !ascii_is_letter(bytes.data[i + length]);
        if (is_same && begins && ends) {
            return true;
        }
    }
    return false;
}

/* Whether a whole value is one that nobody sends: REQUEST_ID, your-token, xxxx, some uuid. */
static bool stands_for_another(slice value)
{
    static const char *const words[] = {"your",     "string",    "uuid",    "placeholder",
                                        "changeme", "change-me", "replace", "example",
                                        "insert",   "here"};
    bool capitals = true;
    size_t letters = 0;
    for (size_t i = 0; i < value.length; i++) {
        char c = value.data[i];
        letters += ascii_is_letter(c);
        capitals = capitals && !(c >= 'a' && c <= 'z');
        if (!is_name_like(c) && c != ' ') {
            return false;
        }
    }
    if ((letters > 1 && capitals && ascii_is_letter(value.data[0])) ||
        slice_find(value, SLICE("xxx")) < value.length) {
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (holds_word(value, words[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the quote at `at` closes a key: a colon comes next. */
static bool closes_key(slice bytes, uint32_t at)
{
    for (at++; at < bytes.length && strchr(" \t", bytes.data[at]); at++) {
    }
    return at < bytes.length && bytes.data[at] == ':';
}

/* Whether the quote at `at` opens the delimiter of a heredoc: <<'EOF', <<-"EOF". */
static bool opens_delimiter(slice bytes, uint32_t at)
{
    slice before = slice_sub(bytes, 0, at);
    while (before.length > 0 && strchr(" -", before.data[before.length - 1])) {
        before.length--;
    }
    return slice_ends_with(before, SLICE("<<"));
}

/* All that stands between two quotes: "REQUEST_ID", "{id}", "[token]", 'YOUR KEY'. */
static uint32_t whole_value(slice bytes, uint32_t at)
{
    enum { VALUE_MAX = 80 };
    char quote = at > 0 ? bytes.data[at - 1] : '\0';
    if ((quote != '"' && quote != '\'') || opens_delimiter(bytes, at - 1)) {
        return 0;
    }
    slice rest = slice_sub(bytes, at, at + VALUE_MAX);
    uint32_t length = 0;
    while (length < rest.length && rest.data[length] != quote && rest.data[length] != '\n' &&
           rest.data[length] != '\\') {
        length++;
    }
    uint32_t close = at + length;
    close += close < bytes.length && bytes.data[close] == '\\';
    if (length < 2 || close >= bytes.length || bytes.data[close] != quote ||
        closes_key(bytes, close)) {
        return 0;
    }
    slice value = slice_sub(rest, 0, length);
    char first = value.data[0];
    char last = value.data[length - 1];
    bool braces = (first == '{' && last == '}') || (first == '[' && last == ']') ||
                  (first == '<' && last == '>') || (first == '%' && last == '%');
    if (braces && length > 2 && ascii_is_letter(value.data[1])) {
        return length;
    }
    return stands_for_another(value) ? length : 0;
}

/* A value without quotes: {"count": N}, {"id": string, …}. */
static uint32_t bare_value(slice bytes, uint32_t at)
{
    static const char *const types[] = {"string",  "number",    "integer", "int",
                                        "boolean", "bool",      "uuid",    "float",
                                        "date",    "timestamp", "datetime"};
    uint32_t before = at;
    while (before > 0 && bytes.data[before - 1] == ' ') {
        before--;
    }
    uint32_t end = at;
    bool capitals = true;
    while (end < bytes.length && (is_name_like(bytes.data[end])) && end - at < PLACEHOLDER_MAX) {
        capitals = capitals && !(bytes.data[end] >= 'a' && bytes.data[end] <= 'z');
        end++;
    }
    slice value = slice_sub(bytes, at, end);
    bool stands = before > 1 && bytes.data[before - 1] == ':' && bytes.data[before - 2] == '"' &&
                  end < bytes.length && strchr(",}] \n", bytes.data[end]);
    if (!stands || value.length == 0 || !ascii_is_letter(value.data[0])) {
        return 0;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types && !capitals; i++) {
        capitals = slice_is(value, types[i]);
    }
    return capitals ? end - at : 0;
}

/* [, "name": "value"]: what may be left out. */
static uint32_t optional_part(slice bytes, uint32_t at)
{
    uint32_t comma = at + 1;
    while (comma < bytes.length && bytes.data[comma] == ' ') {
        comma++;
    }
    slice rest = slice_sub(bytes, at, at + PLACEHOLDER_MAX);
    size_t close = slice_find_byte(rest, ']');
    bool optional = comma < bytes.length && bytes.data[comma] == ',' && close < rest.length;
    return optional ? (uint32_t)close + 1 : 0;
}

uint32_t placeholder_of_documents(slice bytes, uint32_t at, slice *from)
{
    uint32_t length = placeholder_of_templates(bytes, at, from);
    char c = bytes.data[at];
    if (length == 0 && c == '<') {
        length = in_angles(bytes, at);
    }
    if (length == 0 && (c == '.' || c == '\xE2')) {
        length = ellipsis(bytes, at);
    }
    if (length == 0 && c == '[') {
        length = optional_part(bytes, at);
    }
    length = length ? length : whole_value(bytes, at);
    if (length == 0 && ascii_is_letter(c) && at > 0 && strchr(": ", bytes.data[at - 1])) {
        length = bare_value(bytes, at);
    }
    *from = slice_sub(bytes, at, at + length);
    return length;
}
