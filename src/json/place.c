/* Strings and words where they stand. In: a token and what was due. Out: keys, items and values in
 * their places, and errors where the token doesn't belong. */
#include "json/reader.h"

#include <stdlib.h>

static void waiting_grow(struct waiting *waiting, size_t size)
{
    void *larger = memory_alloc(waiting->capacity * 2 * size);
    memcpy(larger, waiting->first, waiting->count * size);
    waiting_free(waiting);
    waiting->first = waiting->owned = larger;
    waiting->capacity *= 2;
}

void *waiting_push(struct waiting *waiting, size_t size)
{
    if (waiting->count == waiting->capacity) {
        waiting_grow(waiting, size);
    }
    return (char *)waiting->first + size * waiting->count++;
}

void waiting_free(struct waiting *waiting)
{
    free(waiting->owned);
}

struct value value_unknown(const struct reader *reader, uint32_t start, uint32_t end)
{
    return (struct value){.kind = VALUE_HOLE,
                          .start = start,
                          .end = end,
                          .string = string_decode(reader, start, end, false, true)};
}

struct value *reader_new_value(struct reader *reader)
{
    struct frame *top = reader_top(reader);
    if (!top) {
        reader->has_root = true;
        reader->due = DUE_END;
        return &reader->root;
    }
    reader->due = DUE_COMMA;
    if (top->dropping) {
        top->dropping = false;
        return &reader->dropped;
    }
    if (top->is_object) {
        return &reader_last_member(reader)->value;
    }
    return waiting_push(&reader->items, sizeof(struct value));
}

struct member *reader_new_member(struct reader *reader)
{
    reader->due = DUE_COLON;
    return waiting_push(&reader->members, sizeof(struct member));
}

void member_set_no_value(const struct reader *reader, struct member *member)
{
    uint32_t at = member->key.end;
    member->value = (struct value){
        .kind = VALUE_HOLE, .start = at, .end = at, .string.bytes = reader_slice(reader, at, at)};
}

void reader_miss_comma(struct reader *reader, uint32_t end)
{
    if (reader->touches_hole) {
        reader_top(reader)->may_grow = true;
    } else if (!reader->excused) {
        reader_tell(reader, JSON_MISSING_COMMA, reader->at, end);
    }
    reader->excused = false;
}

/* A token that isn't a colon, after a key. */
static void miss_colon(struct reader *reader, uint32_t end)
{
    if (!reader->touches_hole && !reader->excused) {
        reader_tell(reader, JSON_MISSING_COLON, reader->at, end);
    }
    reader->excused = false;
    reader->due = DUE_VALUE;
}

/* ---- Strings ---- */

static bool is_due_key(const struct reader *reader)
{
    return reader->due == DUE_FIRST_KEY || reader->due == DUE_KEY;
}

/* Makes ready for a string at reader->at. */
static void expect_string(struct reader *reader)
{
    if (reader->due == DUE_COLON) {
        miss_colon(reader, reader->at + 1);
    } else if (reader->due == DUE_COMMA && reader_top(reader)->is_object) {
        reader_miss_comma(reader, reader->at + 1);
        reader->due = DUE_KEY;
        reader->excused = true; /* a value without a key, maybe: then it has no colon either */
    } else if (reader->due == DUE_COMMA) {
        reader_miss_comma(reader, reader->at + 1);
    }
}

static void reopen_root(struct reader *reader)
{
    /* A loose hole before the value may be blank, or nothing. */
    if (reader->due == DUE_END && reader->touches_hole && reader->root.kind == VALUE_HOLE) {
        reader->due = DUE_VALUE;
    }
}

void reader_string(struct reader *reader)
{
    reopen_root(reader);
    if (reader->due == DUE_END) {
        reader_extra_text(reader);
        return;
    }
    expect_string(reader);
    if (is_due_key(reader)) {
        struct member *member = reader_new_member(reader);
        reader_read_string(reader, &member->key);
        member_set_no_value(reader, member);
    } else {
        reader_read_string(reader, reader_new_value(reader));
    }
}

/* ---- Words ---- */

static void note_loose(struct reader *reader, const struct word *word)
{
    struct frame *top = reader_top(reader);
    reader->after_hole = true;
    reader->may_break = true;
    if (!top) {
        reader->root_is_loose = true;
        return;
    }
    top->loose = true;
    bool as_one_value = top->is_object && reader->due == DUE_VALUE && !word->splits;
    top->may_grow |= word->grows && !as_one_value;
}

static void place_value(struct reader *reader, struct word word)
{
    if (!word.loose && (word.verdict == WORD_NEVER || word_has_colon(reader, &word))) {
        word.verdict = WORD_NEVER;
        word_extend(reader, &word);
        word_tell(reader, &word);
        reader->excused = true;
        reader->stopped = reader->depth == 0;
    }
    reader->may_break |= word.verdict == WORD_MAYBE;
    if (word.loose) {
        note_loose(reader, &word);
    }
    reader->at = word.end;
    word_value(reader, &word, reader_new_value(reader));
}

static bool colon_follows(const struct reader *reader, uint32_t at)
{
    at = reader_after_blanks(reader, at);
    return at < reader->length && reader->bytes[at] == ':';
}

/* A bare word where a key is due, told; false where it isn't one, for want of a colon. */
static bool take_bare_key(struct reader *reader, struct word *word)
{
    bool is_key = word_extend_key(reader, word);
    if (!is_key) {
        word_extend(reader, word);
    }
    reader_tell(reader, JSON_KEY_NOT_STRING, word->start, word->end);
    reader->at = word->end;
    reader->excused = true;
    return is_key;
}

static void place_key(struct reader *reader, struct word word)
{
    bool is_key = true;
    reader->at = word.end;
    if (word.loose) {
        note_loose(reader, &word);
        is_key = colon_follows(reader, word.end);
    } else if (word.as_key == WORD_NEVER) {
        is_key = take_bare_key(reader, &word);
    }
    reader->may_break |= word.as_key == WORD_MAYBE;
    if (!is_key) {
        reader->due = DUE_COMMA;
        return;
    }
    struct member *member = reader_new_member(reader);
    member->key = value_unknown(reader, word.start, word.end);
    member->key.kind = word.has_hole ? VALUE_HOLE : VALUE_STRING;
    member_set_no_value(reader, member);
}

static void place_after_key(struct reader *reader, struct word word)
{
    if (word.loose) {
        place_value(reader, word); /* it may hold the colon as well */
        return;
    }
    /* {"a" = 1}, {"a" => 1} */
    bool is_assignment = reader->bytes[word.start] == '=';
    miss_colon(reader, word.end);
    if (is_assignment) {
        reader->at = word.end;
    } else {
        place_value(reader, word);
    }
}

/* A word after a value. */
static void place_after_value(struct reader *reader, struct word word)
{
    const struct frame *top = reader_top(reader);
    if (word.loose) {
        note_loose(reader, &word);
        reader->at = word.end;
        return;
    }
    if (top->is_object && colon_follows(reader, word.end)) {
        reader_miss_comma(reader, word.end);
        reader->due = DUE_KEY;
        place_key(reader, word);
        return;
    }
    if (word.verdict == WORD_NEVER && !reader->touches_hole) {
        word_extend(reader, &word);
        if (!reader->excused) {
            word_tell(reader, &word);
        }
        reader->excused = true;
        reader->at = word.end;
        return;
    }
    reader_miss_comma(reader, word.end);
    if (top->is_object) {
        reader->excused = true;
        reader->at = word.end;
    } else {
        place_value(reader, word);
    }
}

static void place_word(struct reader *reader, struct word word)
{
    switch (reader->due) {
    case DUE_FIRST_KEY:
    case DUE_KEY:
        place_key(reader, word);
        break;
    case DUE_COLON:
        place_after_key(reader, word);
        break;
    case DUE_COMMA:
        place_after_value(reader, word);
        break;
    case DUE_END:
        if (word.loose) {
            note_loose(reader, &word);
            reader->at = word.end;
        } else {
            reader_extra_text(reader);
        }
        break;
    default:
        place_value(reader, word);
    }
}

static bool take_single_quoted(struct reader *reader)
{
    struct value string;
    uint32_t start = reader->at;
    if (reader->due == DUE_END || !reader_read_single_quoted(reader, &string)) {
        return false;
    }
    reader->at = start;
    expect_string(reader);
    reader->at = string.end;
    if (is_due_key(reader)) {
        struct member *member = reader_new_member(reader);
        member->key = string;
        member_set_no_value(reader, member);
    } else {
        *reader_new_value(reader) = string;
    }
    return true;
}

void reader_word(struct reader *reader)
{
    if (reader->bytes[reader->at] == '\'' && take_single_quoted(reader)) {
        return;
    }
    struct word word = word_at(reader, reader->at);
    if (!word.loose) {
        reopen_root(reader);
    }
    place_word(reader, word);
}
