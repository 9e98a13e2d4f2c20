/* Shell as hosts write it. In: a view, and an edit as the shell would read it. Out: the edit as it
 * is written in the file. YAML by YAML 1.2.2 sections 7.3 and 8.1, JSON by RFC 8259 section 7, make
 * by chapter 5 of its manual. */
#include "host/writing.h"

#include "base/buffer.h"
#include "base/vector.h"

#include <ctype.h>

const struct view *view_written_as(struct arena *arena, const struct view *view,
                                   struct writing writing)
{
    struct view_segment *segments = ARENA_ARRAY(arena, struct view_segment, view->segment_count);
    const struct writing *last = NULL;
    for (size_t i = 0; i < view->segment_count; i++) {
        segments[i] = view->segments[i];
        if (!last || last->outer != segments[i].writing) {
            struct writing *copy = ARENA_NEW(arena, struct writing);
            *copy = writing;
            copy->outer = segments[i].writing;
            last = copy;
        }
        segments[i].writing = last;
    }
    struct view *written = ARENA_NEW(arena, struct view);
    *written = *view;
    written->segments = segments;
    return written;
}

/* ---- Where an edit stands ---- */

static uint32_t segment_end(const struct view *view, size_t index)
{
    return index + 1 < view->segment_count ? view->segments[index + 1].start
                                           : (uint32_t)view->bytes.length;
}

/* The bytes of the source that a segment stands for. */
static struct span place_of(const struct view *view, size_t index)
{
    const struct view_segment *segment = &view->segments[index];
    if (segment->kind != VIEW_KEPT) {
        return (struct span){view->source, segment->site_start, segment->site_end};
    }
    uint32_t length = segment_end(view, index) - segment->start;
    return (struct span){view->source, segment->origin, segment->origin + length};
}

/* The segment in which the edit begins, or behind which something is put in; NULL where there is
 * none, or where it begins inside what a byte stands for. */
static const struct view_segment *find_segment(const struct view *view, const struct edit *edit)
{
    const struct view_segment *before = NULL;
    for (size_t i = 0; i < view->segment_count; i++) {
        const struct view_segment *segment = &view->segments[i];
        struct span place = place_of(view, i);
        bool inside = edit->start >= place.start && edit->start < place.end;
        if (inside && (segment->kind == VIEW_KEPT || edit->start == place.start)) {
            return segment;
        }
        if (edit->start == edit->end && edit->start == place.end && place.end > place.start) {
            before = segment;
        }
    }
    return before;
}

/* The same of its end. */
static const struct view_segment *find_end(const struct view *view, const struct edit *edit)
{
    for (size_t i = 0; i < view->segment_count; i++) {
        struct span place = place_of(view, i);
        if (edit->end > place.start && edit->end <= place.end &&
            (view->segments[i].kind == VIEW_KEPT || edit->end == place.end)) {
            return &view->segments[i];
        }
    }
    return NULL;
}

bool writing_holds(const struct view *view, const struct edit *edit)
{
    for (size_t i = 0; i < view->segment_count; i++) {
        struct span place = place_of(view, i);
        if (edit->start <= place.end && edit->end >= place.start) {
            return true;
        }
    }
    return false;
}

static const struct view_segment *segment_at(const struct view *view, uint32_t offset)
{
    size_t i = 0;
    while (i + 1 < view->segment_count && view->segments[i + 1].start <= offset) {
        i++;
    }
    return &view->segments[i];
}

bool writing_is_shell(const struct view *view, uint32_t offset)
{
    const struct writing *writing = segment_at(view, offset)->writing;
    bool any = writing != NULL;
    for (; writing; writing = writing->outer) {
        any = any && writing->kind != WRITTEN_AS_WORDS;
    }
    return any;
}

/* ---- Lines ---- */

static bool has_byte(slice bytes, char c)
{
    return slice_find_byte(bytes, c) < bytes.length;
}

static bool is_blank(slice bytes)
{
    return slice_trim(bytes).length == 0;
}

/* Where the line of the view begins that holds the offset. */
static uint32_t line_start(const struct view *view, uint32_t offset)
{
    while (offset > 0 && view->bytes.data[offset - 1] != '\n') {
        offset--;
    }
    return offset;
}

/* What the host has before the first byte of the view's line: indentation, `> `, a prompt. */
static slice line_prefix(const struct view *view, uint32_t offset)
{
    uint32_t at = view_origin(view, line_start(view, offset));
    return slice_sub(view->source->bytes, source_line_start(view->source, at), at);
}

/* What stands before an item's scalar in its line: `    - `; empty where that is something else. */
static slice item_prefix(const struct view *view, const struct writing *item)
{
    const struct writing *scalar = item->outer;
    if (!scalar || scalar->kind == WRITTEN_AS_LINES) {
        return (slice){NULL, 0};
    }
    slice prefix = slice_sub(view->source->bytes, source_line_start(view->source, scalar->begin),
                             scalar->begin);
    slice dash = slice_trim(prefix);
    return slice_is(dash, "-") ? prefix : (slice){NULL, 0};
}

/* The indentation of a block's lines that a plain scalar can be made of, `run: command` becoming
 * `run: |` and lines; 0 where it can't: it isn't all that follows a key, in a line of its own. */
static uint32_t block_indent(const struct view *view, const struct writing *scalar)
{
    slice bytes = view->source->bytes;
    uint32_t line = source_line_start(view->source, scalar->begin);
    slice key = slice_sub(bytes, line, scalar->begin);
    slice text = slice_sub(bytes, scalar->begin, scalar->end);
    slice after = slice_sub(bytes, scalar->end, bytes.length);
    bool alone = !scalar->in_flow && slice_ends_with(slice_trim(key), SLICE(":")) &&
                 !has_byte(text, '\n') &&
                 is_blank(slice_sub(after, 0, slice_find_byte(after, '\n')));
    uint32_t column = 0;
    while (column + 1 < key.length &&
           (key.data[column] == ' ' || (key.data[column] == '-' && key.data[column + 1] == ' '))) {
        column++;
    }
    return alone ? column + 2 : 0;
}

/* The first byte of the view's that stands before `offset` in its line of the file with nothing but
 * blanks between. */
static uint32_t indent_start(const struct view *view, uint32_t offset, uint32_t source_line)
{
    while (offset > 0 && strchr(" \t", view->bytes.data[offset - 1]) &&
           view_origin(view, offset - 1) >= source_line) {
        offset--;
    }
    return offset;
}

enum line_break { BREAK_NONE, BREAK_JOINED, BREAK_LINE };

/* How lines can be put between others where this is written. */
static enum line_break break_of(const struct view *view, const struct writing *writing,
                                uint32_t origin)
{
    enum line_break result = writing ? BREAK_LINE : BREAK_NONE;
    for (; writing; writing = writing->outer) {
        switch (writing->kind) {
        case WRITTEN_AS_ITEM:
            if (writing->outer && origin == writing->outer->start &&
                item_prefix(view, writing).length > 0) {
                return result;
            }
            break;
        case WRITTEN_YAML_PLAIN:
            return origin == writing->start && block_indent(view, writing) > 0 ? result
                                                                               : BREAK_NONE;
        case WRITTEN_DOLLARS_DOUBLED:
        case WRITTEN_AS_LINES:
            break;
        case WRITTEN_JOINED:
            result = result == BREAK_LINE ? BREAK_JOINED : result;
            break;
        default:
            return BREAK_NONE;
        }
    }
    return result;
}

static const struct writing *joining(const struct writing *writing)
{
    while (writing->kind != WRITTEN_JOINED) {
        writing = writing->outer;
    }
    return writing;
}

bool writing_takes_lines(const struct view *view, uint32_t offset)
{
    const struct writing *writing = segment_at(view, offset)->writing;
    bool takes = writing != NULL;
    for (; writing; writing = writing->outer) {
        takes = takes &&
                (writing->kind == WRITTEN_AS_LINES || writing->kind == WRITTEN_DOLLARS_DOUBLED);
    }
    return takes;
}

slice writing_separator(struct arena *arena, const struct view *view, uint32_t offset)
{
    const slice none = SLICE("; ");
    const struct writing *writing = segment_at(view, offset)->writing;
    uint32_t origin = view_origin(view, offset);
    uint32_t source_line = source_line_start(view->source, origin);
    uint32_t start = indent_start(view, offset, source_line);
    slice indent = slice_sub(view->bytes, start, offset);
    slice before = slice_sub(view->bytes, 0, start);
    enum line_break how = break_of(view, writing, origin);
    bool begins = before.length == 0 || slice_ends_with(before, SLICE("\n"));
    if (how == BREAK_NONE || (how == BREAK_LINE && !begins)) {
        return none;
    }
    if (how == BREAK_LINE) {
        return arena_printf(arena, "\n%.*s", SLICE_ARGS(indent));
    }
    const struct writing *joined = joining(writing);
    slice prefix = slice_sub(view->source->bytes, source_line, view_origin(view, start));
    if (begins && !slice_ends_with(before, SLICE("\\\n"))) {
        indent = joined->indent;
    } else if (!slice_equal(prefix, joined->line_prefix)) {
        return none;
    }
    return arena_printf(arena, "; \\\n%.*s", SLICE_ARGS(indent));
}

/* ---- Forms ---- */

struct putting {
    struct arena *arena;
    const struct view *view;
    uint32_t offset; /* in the view */
    const struct writing *writing;
    struct edit *edit;
    struct edits *edits; /* for what it needs beside it */
};

/* Makes edit->text what stands for it one writing further out. */
typedef bool form(struct putting *putting);

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

bool writing_is_plain(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if (!isalnum((unsigned char)bytes.data[i]) && !strchr("-_.", bytes.data[i])) {
            return false;
        }
    }
    return true;
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
    append_lines(&buffer, putting, line_prefix(putting->view, putting->offset));
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
    bool begins = is_blank(before);
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
    return isalnum((unsigned char)c) || strchr("_./$(\\;+", c);
}

/* A line before the whole scalar makes a block of it. What begins the block is an edit of its own,
 * so that more lines can be put in. */
static bool put_block(struct putting *putting)
{
    struct edit *edit = putting->edit;
    uint32_t column = block_indent(putting->view, putting->writing);
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
    slice prefix = item_prefix(putting->view, putting->writing);
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

static form *const forms[] = {
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

bool writing_put(struct arena *arena, const struct view *view, struct edit edit,
                 struct edits *edits)
{
    const struct view_segment *segment = find_segment(view, &edit);
    const struct view_segment *end = edit.end > edit.start ? find_end(view, &edit) : segment;
    if (!segment || !end || end->writing != segment->writing) {
        return false;
    }
    uint32_t offset = segment->start;
    offset += segment->kind == VIEW_KEPT ? edit.start - segment->origin : 0;
    struct putting putting = {arena, view, offset, segment->writing, &edit, edits};
    if (!segment->writing && !put_words(&putting)) {
        return false;
    }
    while (putting.writing) {
        const struct writing *writing = putting.writing;
        if (!forms[writing->kind](&putting)) {
            return false;
        }
        putting.writing = putting.writing ? writing->outer : NULL;
    }
    edits_add(arena, edits, edit);
    return true;
}
