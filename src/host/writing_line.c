/* Lines of shell in a host. In: a view and an offset. Out: what separates a command from the one
 * that it is put before, and what the lines of the file begin with. */
#include "host/writing_parts.h"

/* Where the line of the view begins that holds the offset. */
static uint32_t line_start(const struct view *view, uint32_t offset)
{
    while (offset > 0 && view->bytes.data[offset - 1] != '\n') {
        offset--;
    }
    return offset;
}

slice writing_line_prefix(const struct view *view, uint32_t offset)
{
    uint32_t at = view_origin(view, line_start(view, offset));
    return slice_sub(view->source->bytes, source_line_start(view->source, at), at);
}

slice writing_item_prefix(const struct view *view, const struct writing *item)
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

uint32_t writing_block_indent(const struct view *view, const struct writing *scalar)
{
    slice bytes = view->source->bytes;
    uint32_t line = source_line_start(view->source, scalar->begin);
    slice key = slice_sub(bytes, line, scalar->begin);
    slice text = slice_sub(bytes, scalar->begin, scalar->end);
    slice after = slice_sub(bytes, scalar->end, bytes.length);
    bool alone = !scalar->in_flow && slice_ends_with(slice_trim(key), SLICE(":")) &&
                 slice_find_byte(text, '\n') == text.length &&
                 slice_trim(slice_sub(after, 0, slice_find_byte(after, '\n'))).length == 0;
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
                writing_item_prefix(view, writing).length > 0) {
                return result;
            }
            break;
        case WRITTEN_YAML_PLAIN:
            return origin == writing->start && writing_block_indent(view, writing) > 0 ? result
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
    const struct writing *writing = writing_at(view, offset);
    bool takes = writing != NULL;
    for (; writing; writing = writing->outer) {
        takes = takes &&
                (writing->kind == WRITTEN_AS_LINES || writing->kind == WRITTEN_DOLLARS_DOUBLED);
    }
    return takes;
}

/* Whether the shell reads a carriage return at the end of the line: another line would be one that
 * has it, too, or one unlike all others. */
static bool line_has_carriage(const struct view *view, uint32_t offset)
{
    slice rest = slice_sub(view->bytes, offset, view->bytes.length);
    return slice_ends_with(slice_sub(rest, 0, slice_find_byte(rest, '\n')), SLICE("\r"));
}

slice writing_separator(struct arena *arena, const struct view *view, uint32_t offset)
{
    const slice none = SLICE("; ");
    const struct writing *writing = writing_at(view, offset);
    uint32_t origin = view_origin(view, offset);
    uint32_t source_line = source_line_start(view->source, origin);
    uint32_t start = indent_start(view, offset, source_line);
    slice indent = slice_sub(view->bytes, start, offset);
    slice before = slice_sub(view->bytes, 0, start);
    enum line_break how = break_of(view, writing, origin);
    bool begins = before.length == 0 || slice_ends_with(before, SLICE("\n"));
    if (how == BREAK_NONE || (how == BREAK_LINE && (!begins || line_has_carriage(view, offset)))) {
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
