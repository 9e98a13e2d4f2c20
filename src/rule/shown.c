/* Payloads for people. In: a laid-out payload and a value in it. Out: one line of text round it. */
#include "base/ascii.h"
#include "base/buffer.h"
#include "rule/alternative.h"

/* Bytes shown on each side of the value. */
enum { SIDE_MAX = 60 };

/* Appends the bytes from `from` up to `to` with holes as … and blanks squeezed. */
static void append_shown(struct buffer *buffer, const struct flat_text *flat, uint32_t from,
                         uint32_t to)
{
    for (uint32_t at = from; at < to; at++) {
        char c = flat->bytes.data[at];
        bool after_blank = buffer->length > 0 && buffer->data[buffer->length - 1] == ' ';
        if (c == TEXT_HOLE_BYTE && flat_is_hole(flat, at)) {
            buffer_append(buffer, SLICE("…"));
        } else if (!ascii_is_space(c)) {
            buffer_append_byte(buffer, (unsigned char)c < 0x20 || c == 0x7F ? '?' : c);
        } else if (!after_blank && buffer->length > 0) {
            buffer_append_byte(buffer, ' ');
        }
    }
}

/* Whether the byte continues a character of UTF-8 (RFC 3629). */
static bool is_continuation(const struct flat_text *flat, uint32_t at)
{
    return ((unsigned char)flat->bytes.data[at] & 0xC0) == 0x80;
}

slice payload_shown(struct arena *arena, const struct flat_text *flat, uint32_t start, uint32_t end,
                    slice value)
{
    struct buffer buffer = {.arena = arena};
    uint32_t length = (uint32_t)flat->bytes.length;
    uint32_t from = start > SIDE_MAX ? start - SIDE_MAX : 0;
    uint32_t to = length - end > SIDE_MAX ? end + SIDE_MAX : length;
    while (from > 0 && from < start && is_continuation(flat, from)) {
        from++;
    }
    while (to > end && to < length && is_continuation(flat, to)) {
        to--;
    }
    if (from > 0) {
        buffer_append(&buffer, SLICE("… "));
    }
    append_shown(&buffer, flat, from, start);
    buffer_append(&buffer, value);
    append_shown(&buffer, flat, end, to);
    slice shown = slice_trim(buffer_slice(&buffer));
    return to < length ? arena_printf(arena, "%.*s …", SLICE_ARGS(shown)) : shown;
}
