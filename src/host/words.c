/* Commands in exec form: words that are run as they are, by no shell. In: the words. Out: a view in
 * which each stands in single quotes, that a shell would run alike; of `sh -c SCRIPT` the script.
 */
#include "host/hosts.h"

#include "base/ascii.h"
#include "base/buffer.h"

struct words_builder {
    struct arena *arena;
    const struct source *source;
    VECTOR(const struct view *) words;
};

struct words_builder *words_builder_new(struct arena *arena, const struct source *source)
{
    struct words_builder *builder = ARENA_NEW(arena, struct words_builder);
    builder->arena = arena;
    builder->source = source;
    return builder;
}

void words_append(struct words_builder *builder, const struct view *word)
{
    VECTOR_PUSH(builder->arena, &builder->words, word);
}

/* The word that holds the script of `sh -ec SCRIPT`, or 0. */
static size_t script_word(const struct words_builder *builder)
{
    if (builder->words.count == 0 || !is_shell_name(builder->words.items[0]->bytes)) {
        return 0;
    }
    for (size_t i = 1; i + 1 < builder->words.count; i++) {
        slice word = builder->words.items[i]->bytes;
        if (word.length > 1 && word.data[0] == '-' && word.data[1] != '-' &&
            word.data[word.length - 1] == 'c') {
            return i + 1;
        }
        bool option = word.length > 0 && (word.data[0] == '-' || slice_is(word, "pipefail"));
        if (!option) {
            return 0;
        }
    }
    return 0;
}

static void append_quoted(struct view_builder *builder, const struct view *word)
{
    uint32_t length = (uint32_t)word->bytes.length;
    struct span span = view_span(word, 0, length);
    view_builder_make(builder, SLICE("'"), span.start, span.start);
    uint32_t from = 0;
    for (uint32_t at = 0; at <= length; at++) {
        if (at < length && word->bytes.data[at] != '\'') {
            continue;
        }
        view_builder_append(builder, word, from, at);
        if (at < length) {
            struct span quote = view_span(word, at, at + 1);
            view_builder_make(builder, SLICE("'\\''"), quote.start, quote.end);
        }
        from = at + 1;
    }
    view_builder_make(builder, SLICE("'"), span.end, span.end);
}

const struct view *words_finish(struct words_builder *builder)
{
    if (builder->words.count == 0) {
        return NULL;
    }
    size_t script = script_word(builder);
    if (script > 0) {
        return builder->words.items[script];
    }
    struct view_builder *view =
        view_builder_new(builder->arena, view_of_source(builder->arena, builder->source));
    for (size_t i = 0; i < builder->words.count; i++) {
        struct span span = view_span(builder->words.items[i], 0, 0);
        view_builder_make(view, i > 0 ? SLICE(" ") : SLICE(""), span.start, span.start);
        append_quoted(view, builder->words.items[i]);
    }
    struct writing writing = {.kind = WRITTEN_AS_WORDS};
    return view_written_as(builder->arena, view_builder_finish(view), writing);
}

/* ---- JSON ---- */

static uint32_t skip_blanks(slice bytes, uint32_t at)
{
    while (at < bytes.length && strchr(" \t\r\n", bytes.data[at])) {
        at++;
    }
    return at;
}

/* The escape at `at`: appends what it stands for, returns its length or 0 (RFC 8259 section 7). */
static uint32_t append_escape(struct arena *arena, struct view_builder *builder,
                              const struct view *view, uint32_t at)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char c = at + 1 < view->bytes.length ? view->bytes.data[at + 1] : '\0';
    struct buffer buffer = {.arena = arena};
    const char *letter = c ? strchr(letters, c) : NULL;
    uint32_t length = 2;
    if (letter) {
        buffer_append_byte(&buffer, meanings[letter - letters]);
    } else if (c == 'u' && at + 6 <= view->bytes.length) {
        uint32_t code_point = 0;
        for (uint32_t i = 2; i < 6; i++) {
            int digit = ascii_hex_value(view->bytes.data[at + i]);
            if (digit < 0) {
                return 0;
            }
            code_point = code_point * 16 + (uint32_t)digit;
        }
        buffer_append_utf8(&buffer, code_point);
        length = 6;
    } else {
        return 0;
    }
    struct span span = view_span(view, at, at + length);
    view_builder_make(builder, buffer_slice(&buffer), span.start, span.end);
    return length;
}

/* The string at `*at`, with its escapes resolved; NULL where it isn't one. */
static const struct view *json_word(struct arena *arena, const struct view *view, uint32_t *at)
{
    slice bytes = view->bytes;
    if (*at >= bytes.length || bytes.data[*at] != '"') {
        return NULL;
    }
    struct view_builder *builder = view_builder_new(arena, view);
    uint32_t start = *at + 1;
    uint32_t from = start;
    for (uint32_t i = start; i < bytes.length;) {
        if (bytes.data[i] == '"') {
            view_builder_keep(builder, from, i);
            *at = i + 1;
            struct writing writing = {.kind = WRITTEN_JSON_STRING};
            return i == start ? view_part(arena, view, start, start)
                              : view_written_as(arena, view_builder_finish(builder), writing);
        }
        if ((unsigned char)bytes.data[i] < 0x20) {
            return NULL;
        }
        if (bytes.data[i] != '\\') {
            i++;
            continue;
        }
        view_builder_keep(builder, from, i);
        uint32_t length = append_escape(arena, builder, view, i);
        if (length == 0) {
            return NULL;
        }
        i += length;
        from = i;
    }
    return NULL;
}

bool json_words(struct arena *arena, const struct view *view, struct words_builder *builder)
{
    slice bytes = view->bytes;
    uint32_t at = skip_blanks(bytes, 0);
    if (at >= bytes.length || bytes.data[at] != '[') {
        return false;
    }
    at = skip_blanks(bytes, at + 1);
    while (at < bytes.length && bytes.data[at] != ']') {
        const struct view *word = json_word(arena, view, &at);
        if (!word) {
            return false;
        }
        words_append(builder, word);
        at = skip_blanks(bytes, at);
        if (at < bytes.length && bytes.data[at] == ',') {
            at = skip_blanks(bytes, at + 1);
            if (at >= bytes.length || bytes.data[at] == ']') {
                return false;
            }
        } else if (at >= bytes.length || bytes.data[at] != ']') {
            return false;
        }
    }
    return at < bytes.length && skip_blanks(bytes, at + 1) == bytes.length;
}
