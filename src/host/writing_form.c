/* How each writing has the bytes of an edit. In: an edit one writing further in. Out: the same one
 * further out. YAML by YAML 1.2.2 sections 7.3 and 8.1, JSON by RFC 8259 section 7, make by chapter
 * 5 of its manual. */
#include "host/writing_parts.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/vector.h"

static bool has_byte(slice bytes, char c)
{
    return slice_find_byte(bytes, c) < bytes.length;
}

static char byte_at(const struct putting *putting, int64_t at)
{
    slice bytes = putting->view->source->bytes;
    return at >= 0 && (size_t)at < bytes.length ? bytes.data[at] : '\n';
}

/* What stands behind the edit's beginning afterwards, and before its end. */
static char first_byte(const struct putting *putting)
{
    const struct edit *edit = putting->edit;
    return edit->text.length > 0 ? edit->text.data[0] : byte_at(putting, edit->end);
}

static char last_byte(const struct putting *putting)
{
    const struct edit *edit = putting->edit;
    return edit->text.length > 0 ? edit->text.data[edit->text.length - 1]
                                 : byte_at(putting, (int64_t)edit->start - 1);
}

static bool put_words(struct putting *putting)
{
    return writing_is_plain(putting->edit->text);
}

/* Whether the line ends with a carriage return that the shell doesn't read. */
static bool line_has_carriage(const struct view *view, uint32_t at)
{
    slice bytes = view->source->bytes;
    uint32_t end = at + (uint32_t)slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
    uint32_t offset;
    return end > at && bytes.data[end - 1] == '\r' && !view_find(view, end - 1, &offset);
}

/* Appends lines, each but the first with `prefix`. */
static void append_lines(struct buffer *buffer, const struct putting *putting, slice prefix)
{
    bool carriage = line_has_carriage(putting->view, putting->edit->start);
    slice text = putting->edit->text;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n') {
            buffer_append(buffer, carriage ? SLICE("\r\n") : SLICE("\n"));
            buffer_append(buffer, prefix);
        } else {
            buffer_append_byte(buffer, text.data[i]);
        }
    }
}

static bool put_lines(struct putting *putting)
{
    struct buffer buffer = {.arena = putting->arena};
    append_lines(&buffer, putting, writing_line_prefix(putting->view, putting->offset));
    putting->edit->text = buffer_slice(&buffer);
    return true;
}

static bool put_one_line(struct putting *putting)
{
    return !has_byte(putting->edit->text, '\n');
}

/* One end of a line between two lines that begin at the same column is a blank. */
static bool put_folded(struct putting *putting)
{
    const struct source *source = putting->view->source;
    struct edit *edit = putting->edit;
    uint32_t start = putting->writing->start;
    slice indent = slice_sub(source->bytes, source_line_start(source, start), start);
    slice before = slice_sub(source->bytes, source_line_start(source, edit->start), edit->start);
    bool begins = slice_trim(before).length == 0;
    if (has_byte(edit->text, '\n') || (begins && strchr(" \t", first_byte(putting)))) {
        return false;
    }
    if (slice_equal(indent, before) && edit->start == edit->end &&
        slice_ends_with(edit->text, SLICE("; "))) {
        struct buffer buffer = {.arena = putting->arena};
        edit->text =
            arena_printf(putting->arena, "%.*s\n", (int)edit->text.length - 1, edit->text.data);
        append_lines(&buffer, putting, indent);
        edit->text = buffer_slice(&buffer);
    }
    return true;
}

static bool put_joined(struct putting *putting)
{
    struct buffer buffer = {.arena = putting->arena};
    slice text = putting->edit->text;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n' && (i == 0 || text.data[i - 1] != '\\')) {
            return false;
        }
    }
    bool joins =
        last_byte(putting) == '\\' && strchr("\r\n", byte_at(putting, putting->edit->end)) != NULL;
    append_lines(&buffer, putting, putting->writing->line_prefix);
    putting->edit->text = buffer_slice(&buffer);
    return !joins;
}

static bool put_dollars(struct putting *putting)
{
    struct buffer buffer = {.arena = putting->arena};
    slice text = putting->edit->text;
    for (size_t i = 0; i < text.length; i++) {
        buffer_append(&buffer, text.data[i] == '$' ? SLICE("$$") : slice_sub(text, i, i + 1));
    }
    putting->edit->text = buffer_slice(&buffer);
    return true;
}

/* Whether the text can be part of a plain scalar: no comment and no key in it. `before` and `after`
 * are the bytes round it. */
static bool is_plain_text(slice text, char before, char after, bool in_flow)
{
    for (size_t i = 0; i <= text.length; i++) {
        char last = i > 0 ? text.data[i - 1] : before;
        char c = i < text.length ? text.data[i] : after;
        bool blank = strchr(" \t\r\n", c) != NULL;
        bool inside = i < text.length;
        if ((last == ':' && (blank || (in_flow && strchr(",[]{}", c)))) ||
            (c == '#' && strchr(" \t\r\n", last)) || (inside && c == '\n') ||
            (inside && in_flow && strchr(",[]{}", c))) {
            return false;
        }
    }
    return true;
}

static bool can_begin_plain(char c)
{
    return ascii_is_alphanumeric(c) || strchr("_./$(\\;+", c);
}

/* A line before the whole scalar makes a block of it. What begins the block is an edit of its own,
 * so that more lines can be put in. */
static bool put_block(struct putting *putting)
{
    struct edit *edit = putting->edit;
    uint32_t column = writing_block_indent(putting->view, putting->writing);
    struct buffer header = {.arena = putting->arena};
    struct buffer lines = {.arena = putting->arena};
    slice indent = arena_printf(putting->arena, "%*s", (int)column, "");
    slice text = edit->text;
    edit->text = SLICE("|\n");
    append_lines(&header, putting, indent);
    edits_add(putting->arena, putting->edits,
              (struct edit){edit->start, edit->start, buffer_slice(&header)});
    edit->text = text;
    append_lines(&lines, putting, indent);
    edit->text = buffer_slice(&lines);
    return column > 0;
}

static bool put_plain(struct putting *putting)
{
    const struct edit *edit = putting->edit;
    bool begins = edit->start == putting->writing->start;
    if (begins && edit->end == edit->start && slice_ends_with(edit->text, SLICE("\n"))) {
        return put_block(putting);
    }
    return is_plain_text(edit->text, begins ? 'a' : byte_at(putting, (int64_t)edit->start - 1),
                         byte_at(putting, edit->end), putting->writing->in_flow) &&
           (!begins || can_begin_plain(first_byte(putting)));
}

static bool put_single_quoted(struct putting *putting)
{
    struct buffer buffer = {.arena = putting->arena};
    slice text = putting->edit->text;
    for (size_t i = 0; i < text.length; i++) {
        buffer_append(&buffer, text.data[i] == '\'' ? SLICE("''") : slice_sub(text, i, i + 1));
    }
    putting->edit->text = buffer_slice(&buffer);
    return !has_byte(text, '\n');
}

/* A string of JSON, or one in double quotes in YAML, which takes the same escapes. */
static bool put_string(struct putting *putting)
{
    struct buffer buffer = {.arena = putting->arena};
    slice text = putting->edit->text;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '\n' || c == '\t') {
            buffer_append(&buffer, c == '\n' ? SLICE("\\n") : SLICE("\\t"));
        } else if ((unsigned char)c < 0x20) {
            return false;
        } else {
            buffer_append(&buffer, c == '"' || c == '\\' ? SLICE("\\") : SLICE(""));
            buffer_append_byte(&buffer, c);
        }
    }
    putting->edit->text = buffer_slice(&buffer);
    return true;
}

/* A line before the item is an item of its own; everything else goes into the scalar. */
static bool put_item(struct putting *putting)
{
    struct edit *edit = putting->edit;
    slice prefix = writing_item_prefix(putting->view, putting->writing);
    slice line = slice_sub(edit->text, 0, slice_find_byte(edit->text, '\n'));
    const struct writing *scalar = putting->writing->outer;
    bool whole = scalar && edit->start == edit->end && edit->start == scalar->start &&
                 line.length + 1 == edit->text.length && prefix.length > 0;
    if (!whole) {
        return true;
    }
    if (!is_plain_text(line, 'a', '\n', false) || !can_begin_plain(line.data[0])) {
        return false;
    }
    struct buffer buffer = {.arena = putting->arena};
    append_lines(&buffer, putting, prefix);
    edit->text = buffer_slice(&buffer);
    edit->start = edit->end = scalar->begin;
    putting->writing = NULL;
    return true;
}

writing_form *const writing_forms[] = {
    [WRITTEN_AS_WORDS] = put_words,
    [WRITTEN_AS_LINES] = put_lines,
    [WRITTEN_AS_ONE_LINE] = put_one_line,
    [WRITTEN_JOINED] = put_joined,
    [WRITTEN_DOLLARS_DOUBLED] = put_dollars,
    [WRITTEN_YAML_FOLDED] = put_folded,
    [WRITTEN_YAML_PLAIN] = put_plain,
    [WRITTEN_YAML_SINGLE_QUOTED] = put_single_quoted,
    [WRITTEN_YAML_DOUBLE_QUOTED] = put_string,
    [WRITTEN_JSON_STRING] = put_string,
    [WRITTEN_AS_ITEM] = put_item,
};
