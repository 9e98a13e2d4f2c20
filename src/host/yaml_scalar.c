/* Scalars of YAML (YAML 1.2.2 sections 5.7, 6.5, 7.3, 8.1). In: where one stands. Out: a view of
 * the characters that it stands for. */
#include "base/ascii.h"
#include "base/buffer.h"
#include "host/yaml.h"

struct reading {
    struct arena *arena;
    slice bytes;
    struct view_builder *builder;
    bool empty; /* nothing has been appended */
};

static struct reading reading_new(struct arena *arena, const struct view *file)
{
    return (struct reading){arena, file->bytes, view_builder_new(arena, file), true};
}

static void keep(struct reading *reading, uint32_t start, uint32_t end)
{
    if (end > start) {
        view_builder_keep(reading->builder, start, end);
        reading->empty = false;
    }
}

static void make(struct reading *reading, slice bytes, uint32_t start, uint32_t end)
{
    if (bytes.length > 0) {
        view_builder_make(reading->builder, bytes, start, end);
        reading->empty = false;
    }
}

static const struct view *finish(const struct reading *reading, const struct view *file,
                                 uint32_t start)
{
    return reading->empty ? view_part(reading->arena, file, start, start)
                          : view_builder_finish(reading->builder);
}

static uint32_t line_end(slice bytes, uint32_t at)
{
    return at + (uint32_t)slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static uint32_t skip_blanks(slice bytes, uint32_t at, uint32_t end)
{
    while (at < end && is_blank(bytes.data[at])) {
        at++;
    }
    return at;
}

/* ---- Flow scalars ---- */

/* Folds the line breaks from `at`, the first of them, on (6.5): one is a blank, of more all but the
 * first stay. Returns where the text goes on. */
static uint32_t fold_breaks(struct reading *reading, uint32_t at, uint32_t end, bool escaped)
{
    uint32_t first = at;
    uint32_t breaks = 0;
    while (at < end && reading->bytes.data[at] == '\n') {
        if (breaks > 0) {
            keep(reading, at, at + 1);
        }
        breaks++;
        at = skip_blanks(reading->bytes, at + 1, end);
    }
    if (breaks == 1 && !escaped) {
        make(reading, SLICE(" "), first, first + 1);
    }
    return at;
}

/* The blanks before a line break belong to it. */
static uint32_t trimmed(slice bytes, uint32_t from, uint32_t at)
{
    while (at > from && is_blank(bytes.data[at - 1])) {
        at--;
    }
    return at;
}

const struct view *yaml_plain(struct arena *arena, const struct view *file, uint32_t start,
                              uint32_t end)
{
    struct reading reading = reading_new(arena, file);
    for (uint32_t at = start; at < end;) {
        uint32_t stop = line_end(file->bytes, at);
        if (stop >= end) {
            keep(&reading, at, end);
            break;
        }
        keep(&reading, at, trimmed(file->bytes, at, stop));
        at = fold_breaks(&reading, stop, end, false);
    }
    return finish(&reading, file, start);
}

struct escape {
    char letter;
    const char *bytes;
};

/* Section 5.7. */
static const struct escape escapes[] = {
    {'a', "\a"},           {'b', "\b"},          {'t', "\t"},  {'\t', "\t"},      {'n', "\n"},
    {'v', "\v"},           {'f', "\f"},          {'r', "\r"},  {'e', "\033"},     {' ', " "},
    {'"', "\""},           {'/', "/"},           {'\\', "\\"}, {'N', "\xC2\x85"}, {'_', "\xC2\xA0"},
    {'L', "\xE2\x80\xA8"}, {'P', "\xE2\x80\xA9"}};

/* The escape at `at`, a backslash that no line break follows; returns where the text goes on. */
static uint32_t append_escape(struct reading *reading, uint32_t at, uint32_t end)
{
    char c = at + 1 < end ? reading->bytes.data[at + 1] : '\0';
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (escapes[i].letter == c) {
            make(reading, slice_from(escapes[i].bytes), at, at + 2);
            return at + 2;
        }
    }
    uint32_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    uint32_t value = 0;
    for (uint32_t i = 0; i < digits; i++) {
        int digit = at + 2 + i < end ? ascii_hex_value(reading->bytes.data[at + 2 + i]) : -1;
        if (digit < 0) {
            digits = 0;
        }
        value = value * 16 + (uint32_t)(digit < 0 ? 0 : digit);
    }
    uint32_t length = at + 2 + digits < end ? 2 + digits : end - at;
    if (c == '0' || digits > 0) {
        struct buffer buffer = {.arena = reading->arena};
        buffer_append_utf8(&buffer, value);
        make(reading, c == '0' ? (slice){"", 1} : buffer_slice(&buffer), at, at + length);
    } else {
        keep(reading, at, at + length); /* not YAML */
    }
    return at + length;
}

const struct view *yaml_quoted(struct arena *arena, const struct view *file, uint32_t start,
                               uint32_t end)
{
    slice bytes = file->bytes;
    struct reading reading = reading_new(arena, file);
    char quote = bytes.data[start];
    end -= end > start + 1 && bytes.data[end - 1] == quote;
    uint32_t from = start + 1;
    uint32_t guarded = from; /* an escaped blank before it isn't trimmed */
    for (uint32_t at = from; at < end;) {
        char c = bytes.data[at];
        bool escape = quote == '"' && c == '\\';
        uint32_t after = escape ? skip_blanks(bytes, at + 1, at + 2 < end ? at + 2 : end) : at;
        bool carriage = escape && after < end && bytes.data[after] == '\n' && after > at + 1 &&
                        bytes.data[at + 1] == '\r';
        if (c == '\n') {
            uint32_t stop = trimmed(bytes, guarded > from ? guarded : from, at);
            keep(&reading, from, stop);
            at = fold_breaks(&reading, at, end, false);
        } else if (escape && (carriage || (at + 1 < end && bytes.data[at + 1] == '\n'))) {
            keep(&reading, from, at);
            at = fold_breaks(&reading, at + 1 + carriage, end, true);
        } else if (escape) {
            keep(&reading, from, at);
            at = append_escape(&reading, at, end);
        } else if (quote == '\'' && c == '\'') {
            keep(&reading, from, at);
            make(&reading, SLICE("'"), at, at + 2 < end ? at + 2 : end);
            at = at + 2 < end ? at + 2 : end;
        } else {
            at++;
            continue;
        }
        from = guarded = at;
    }
    keep(&reading, from, end);
    return finish(&reading, file, start + 1);
}

/* ---- Block scalars ---- */

enum chomping { CHOMP_CLIP, CHOMP_STRIP, CHOMP_KEEP };

struct block {
    bool folded;
    enum chomping chomping;
    int32_t indent;    /* of the content; -1: not known yet */
    uint32_t start;    /* of the first line after the header */
    uint32_t end;      /* of the last line that belongs to it */
    uint32_t text_end; /* of the last line that isn't empty, its break left out */
};

static struct block read_header(slice bytes, uint32_t at, int32_t parent)
{
    struct block block = {.folded = bytes.data[at] == '>', .indent = -1};
    for (at++; at < bytes.length && strchr("+-123456789", bytes.data[at]); at++) {
        char c = bytes.data[at];
        if (c == '+' || c == '-') {
            block.chomping = c == '+' ? CHOMP_KEEP : CHOMP_STRIP;
        } else {
            block.indent = (parent < 0 ? 0 : parent) + (c - '0');
        }
    }
    uint32_t end = line_end(bytes, at);
    block.start = end < bytes.length ? end + 1 : end;
    return block;
}

static int32_t spaces(slice bytes, uint32_t at, uint32_t end)
{
    int32_t count = 0;
    while (at < end && bytes.data[at] == ' ') {
        at++;
        count++;
    }
    return count;
}

static bool is_marker(slice bytes, uint32_t at)
{
    slice rest = slice_sub(bytes, at, bytes.length);
    return slice_starts_with(rest, SLICE("---")) || slice_starts_with(rest, SLICE("..."));
}

/* Finds the indentation, where the header doesn't say it, and the end (8.1.1.1). */
static void measure(struct block *block, slice bytes, int32_t parent)
{
    block->end = block->text_end = block->start;
    for (uint32_t at = block->start; at < bytes.length;) {
        uint32_t end = line_end(bytes, at);
        uint32_t next = end < bytes.length ? end + 1 : end;
        uint32_t visible = end > at && bytes.data[end - 1] == '\r' ? end - 1 : end;
        int32_t indent = spaces(bytes, at, visible);
        bool empty =
            at + (uint32_t)indent == visible && (block->indent < 0 || indent <= block->indent);
        if (!empty) {
            if (block->indent < 0 && indent > parent) {
                block->indent = indent;
            }
            if (block->indent < 0 || indent < block->indent ||
                (block->indent == 0 && is_marker(bytes, at))) {
                return;
            }
            block->text_end = visible;
        }
        block->end = next;
        at = next;
    }
}

static bool is_more_indented(slice bytes, uint32_t at)
{
    return at < bytes.length && (bytes.data[at] == ' ' || bytes.data[at] == '\t');
}

/* One break between two lines of text in a folded scalar is a blank, unless one of the two is
 * indented; of several the first is left out (8.1.3). */
static void append_break(struct reading *reading, const struct block *block, uint32_t at,
                         bool between_text, uint32_t breaks)
{
    if (!block->folded || !between_text) {
        keep(reading, at, at + 1);
    } else if (breaks == 1) {
        make(reading, SLICE(" "), at, at + 1);
    }
}

static void append_lines(struct reading *reading, const struct block *block)
{
    slice bytes = reading->bytes;
    bool before = false; /* there is a line of text before, and it isn't more indented */
    bool any = false;
    uint32_t breaks[2] = {0, 0}; /* the first break since then, and how many */
    for (uint32_t at = block->start; at < block->text_end;) {
        uint32_t end = line_end(bytes, at);
        uint32_t visible = end > at && bytes.data[end - 1] == '\r' ? end - 1 : end;
        uint32_t indent = (uint32_t)block->indent;
        uint32_t text = at + indent < visible ? at + indent : visible;
        if (text < visible) {
            bool flush = !is_more_indented(bytes, text);
            if (breaks[1] > 0) {
                append_break(reading, block, breaks[0], any && before && flush, breaks[1]);
            }
            keep(reading, text, visible);
            before = flush;
            any = true;
            breaks[1] = 0;
        }
        if (end < block->text_end || text == visible) {
            /* The first break waits for what comes next; the others stay. */
            if (breaks[1] == 0 && any) {
                breaks[0] = end;
                breaks[1] = 1;
            } else {
                if (breaks[1] > 0) {
                    breaks[1]++;
                }
                keep(reading, end, end + 1);
            }
        }
        at = end + 1;
    }
}

const struct view *yaml_block(struct arena *arena, const struct view *file, uint32_t start,
                              int32_t parent)
{
    struct reading reading = reading_new(arena, file);
    struct block block = read_header(file->bytes, start, parent);
    measure(&block, file->bytes, parent);
    append_lines(&reading, &block);
    uint32_t at = block.text_end;
    at += at < block.end && file->bytes.data[at] == '\r';
    if (block.chomping != CHOMP_STRIP && block.text_end > block.start && at < block.end) {
        keep(&reading, at, at + 1);
    }
    at = block.text_end > block.start && at < block.end ? at + 1 : at;
    while (block.chomping == CHOMP_KEEP && at < block.end) {
        uint32_t end = line_end(file->bytes, at);
        if (end < block.end) {
            keep(&reading, end, end + 1);
        }
        at = end + 1;
    }
    return finish(&reading, file, block.start);
}
