/* Brackets, commas and colons (RFC 8259, sections 4 and 5). In: one of them at reader->at. Out:
 * frames opened and closed, containers delivered, errors where it doesn't belong. */
#include "json/reader.h"

void reader_extra_text(struct reader *reader)
{
    uint32_t end = reader->length;
    while (reader_class(reader, end - 1) == BYTE_BLANK) {
        end--;
    }
    reader_tell_as(reader, JSON_EXTRA_TEXT, reader->at, end,
                   !reader->touches_hole && !reader->root_is_loose);
    reader->stopped = true;
}

/* ---- Opening ---- */

/* Makes ready for a value that is an array or object. */
static void expect_container(struct reader *reader)
{
    struct frame *top = reader_top(reader);
    uint32_t end = reader->at + 1;
    switch (reader->due) {
    case DUE_FIRST_KEY:
    case DUE_KEY:
        reader_tell(reader, JSON_KEY_NOT_STRING, reader->at, end);
        top->dropping = true;
        reader->excused = true;
        break;
    case DUE_COLON:
        if (!reader->touches_hole && !reader->excused) {
            reader_tell(reader, JSON_MISSING_COLON, reader->at, end);
        }
        break;
    case DUE_COMMA:
        reader_miss_comma(reader, end);
        top->dropping = top->is_object;
        break;
    default:
        break;
    }
}

void reader_open_frame(struct reader *reader, bool is_object)
{
    size_t base = is_object ? reader->members.count : reader->items.count;
    reader->frames[reader->depth++] = (struct frame){
        .start = reader->at,
        .base = (uint32_t)base,
        .is_object = is_object,
    };
    reader->object_count += is_object;
    reader->at++;
}

void reader_open(struct reader *reader)
{
    if (reader->due == DUE_END && reader->touches_hole && reader->root.kind == VALUE_HOLE) {
        reader->due = DUE_VALUE; /* the hole before it may be blank */
    }
    if (reader->due == DUE_END) {
        reader_extra_text(reader);
        return;
    }
    expect_container(reader);
    if (reader->depth == JSON_DEPTH_MAX) {
        reader_tell(reader, JSON_TOO_DEEP, reader->at, reader->at + 1);
        reader->stopped = true;
        return;
    }
    reader_open_frame(reader, reader->bytes[reader->at] == '{');
    reader->due = reader_top(reader)->is_object ? DUE_FIRST_KEY : DUE_FIRST_ITEM;
    reader->excused = false;
}

/* ---- Closing ---- */

static void *copy_waiting(struct reader *reader, const void *items, size_t size)
{
    return size ? memcpy(arena_alloc(reader->arena, size), items, size) : NULL;
}

void reader_close_frame(struct reader *reader, uint32_t end)
{
    struct frame frame = reader->frames[--reader->depth];
    const struct member *members = (struct member *)reader->members.first + frame.base;
    const struct value *items = (struct value *)reader->items.first + frame.base;
    size_t waiting = frame.is_object ? reader->members.count : reader->items.count;
    uint32_t count = (uint32_t)(waiting - frame.base);
    if (frame.is_object) {
        members = copy_waiting(reader, members, count * sizeof *members);
        reader->members.count = frame.base;
        reader->object_count--;
    } else {
        items = copy_waiting(reader, items, count * sizeof *items);
        reader->items.count = frame.base;
    }
    struct frame *top = reader_top(reader);
    *(top ? &top->loose : &reader->root_is_loose) |= frame.loose;
    reader->excused = top && top->dropping; /* told where it was opened */
    *reader_new_value(reader) = (struct value){
        .kind = frame.is_object ? VALUE_OBJECT : VALUE_ARRAY,
        .may_grow = frame.may_grow,
        .start = frame.start,
        .end = end,
        .members = frame.is_object ? members : NULL,
        .items = frame.is_object ? NULL : items,
        .count = count,
    };
}

/* What is missing between the last token and the closing bracket. */
static void tell_missing(struct reader *reader)
{
    uint32_t end = reader->at + 1;
    if (reader->due == DUE_VALUE) {
        reader_tell(reader, JSON_NO_VALUE, reader->at, end);
    } else if (reader->due == DUE_COLON && !reader->excused && !reader->touches_hole) {
        reader_tell(reader, JSON_MISSING_COLON, reader->at, end);
    }
}

/* A bracket where nothing is open. */
static void close_nothing(struct reader *reader)
{
    uint32_t start = reader->at;
    uint32_t end = start;
    for (uint32_t i = start; i < reader->length && reader_class(reader, i) == BYTE_CLOSE;
         i = reader_after_blanks(reader, end)) {
        end = i + 1;
    }
    reader_tell_as(reader, JSON_MISMATCHED_BRACKET, start, end,
                   !reader->touches_hole && !reader->root_is_loose);
    reader->absence_told = true;
    reader->at = end;
}

/* A bracket of the other kind: where a container of its kind is open, those inside it were not
 * closed; else, or where that would end the root too early, it was meant as the right bracket. */
static void close_mismatched(struct reader *reader, bool closes_object)
{
    uint32_t end = reader->at + 1;
    uint32_t matching = closes_object ? reader->object_count : reader->depth - reader->object_count;
    bool only_root = matching == 1 && reader->frames[0].is_object == closes_object;
    bool is_typo =
        matching == 0 || (only_root && reader_after_blanks(reader, end) < reader->length);
    uint32_t depth = reader->depth - 1;
    bool loose = reader->touches_hole || reader->frames[depth].loose;
    while (!is_typo && reader->frames[depth].is_object != closes_object) {
        depth--;
        loose |= reader->frames[depth].loose;
    }
    reader_tell_as(reader, JSON_MISMATCHED_BRACKET, reader->at, end, !loose);
    while (reader->depth > depth) {
        reader_close_frame(reader, end);
    }
}

void reader_close(struct reader *reader)
{
    if (reader->depth == 0) {
        close_nothing(reader);
        return;
    }
    bool closes_object = reader->bytes[reader->at] == '}';
    if (reader_top(reader)->is_object != closes_object) {
        close_mismatched(reader, closes_object);
    } else {
        tell_missing(reader);
        reader_close_frame(reader, reader->at + 1);
    }
    reader->at++;
}

void reader_close_all(struct reader *reader)
{
    bool loose = reader->after_hole;
    for (uint32_t i = 0; i < reader->depth; i++) {
        loose |= reader->frames[i].loose;
    }
    if (reader->depth > 0 && !reader->stopped && !reader->string_is_open) {
        reader_tell_as(reader, JSON_UNTERMINATED, reader->length, reader->length, !loose);
    }
    while (reader->depth > 0) {
        reader_close_frame(reader, reader->stopped ? reader->at : reader->length);
    }
}

/* ---- Commas and colons ---- */

/* Steps over a comma and those that follow it without anything between. Sets where the second
 * starts and the last ends; returns how many there are. */
static uint32_t take_commas(struct reader *reader, uint32_t *second, uint32_t *end)
{
    uint32_t count = 0;
    while (reader->at < reader->length && reader->bytes[reader->at] == ',') {
        *second = count == 1 ? reader->at : *second;
        *end = ++reader->at;
        count++;
        reader_skip_blanks(reader);
    }
    return count;
}

static void comma_in_container(struct reader *reader, bool after_value)
{
    uint32_t start = reader->at;
    uint32_t second = start;
    uint32_t end = start + 1;
    uint32_t count = take_commas(reader, &second, &end);
    bool at_close = reader->at < reader->length && reader_class(reader, reader->at) == BYTE_CLOSE;
    reader->excused = false;
    if (!after_value) {
        reader_tell(reader, JSON_EXTRA_COMMA, start, end);
    } else if (at_close) {
        reader_tell_as(reader, JSON_TRAILING_COMMA, start, end, true);
    } else if (count > 1) {
        reader_tell_as(reader, JSON_EXTRA_COMMA, second, end, true);
    }
    if (at_close) {
        reader->due = DUE_COMMA;
    } else if (after_value) {
        reader->due = reader_top(reader)->is_object ? DUE_KEY : DUE_ITEM;
    }
}

void reader_comma(struct reader *reader)
{
    switch (reader->due) {
    case DUE_COMMA:
        comma_in_container(reader, true);
        break;
    case DUE_FIRST_ITEM:
    case DUE_ITEM:
    case DUE_FIRST_KEY:
    case DUE_KEY:
        comma_in_container(reader, false);
        break;
    case DUE_END:
        reader_extra_text(reader);
        break;
    case DUE_COLON:
        tell_missing(reader);
        comma_in_container(reader, true);
        break;
    case DUE_VALUE:
        reader_tell(reader, JSON_NO_VALUE, reader->at, reader->at + 1);
        reader->absence_told = true;
        if (reader->depth == 0) {
            reader->at++;
            break;
        }
        *reader_new_value(reader) = value_unknown(reader, reader->at, reader->at);
        comma_in_container(reader, true);
        break;
    }
}

/* A colon after a value. In an array it stands for a comma; in an object, {"a": 1: 2}, it and what
 * follows are too much. After a hole that may hold the rest of a member and the next key it is
 * right. */
static void colon_after_value(struct reader *reader)
{
    struct frame *top = reader_top(reader);
    if (top->is_object && reader->touches_hole) {
        top->may_grow = true;
        struct member *member = reader_new_member(reader);
        member->key = value_unknown(reader, reader->at, reader->at);
        member_set_no_value(reader, member);
        reader->due = DUE_VALUE;
        return;
    }
    if (!reader->excused) {
        reader_tell(reader, JSON_MISSING_COMMA, reader->at, reader->at + 1);
    }
    reader->excused = true;
    top->dropping = top->is_object;
    reader->due = top->is_object ? DUE_VALUE : DUE_ITEM;
}

void reader_colon(struct reader *reader)
{
    uint32_t end = reader->at + 1;
    switch (reader->due) {
    case DUE_COLON:
        reader->due = DUE_VALUE;
        reader->excused = false;
        break;
    case DUE_COMMA:
        colon_after_value(reader);
        break;
    case DUE_FIRST_KEY:
    case DUE_KEY:
        reader_tell(reader, JSON_KEY_NOT_STRING, reader->at, end);
        reader_top(reader)->dropping = true;
        reader->due = DUE_VALUE;
        break;
    case DUE_END:
        reader_extra_text(reader);
        return;
    default:
        while (end < reader->length && reader->bytes[end] == ':') {
            end++;
        }
        reader_tell(reader, JSON_NO_VALUE, reader->at, end);
        reader->absence_told = true;
        break;
    }
    reader->at = end;
}
