/* Bytes for people. In: bytes. Out: the same, with nothing in them that a terminal obeys. */
#include "base/shown.h"

#include "base/utf8.h"

struct code_points {
    uint32_t first, last;
};

/* C0, DEL and C1; marks and isolates of direction; separators of lines; the byte order mark. */
static const struct code_points hidden[] = {
    {0, 0x1F},        {0x7F, 0x9F},     {0x061C, 0x061C}, {0x200E, 0x200F},
    {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}, {UTF8_INVALID, UTF8_INVALID},
};

bool shown_is_plain(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (code_point <= hidden[i].last) {
            return code_point < hidden[i].first;
        }
    }
    return true;
}

enum { ESCAPE_MAX = 12 };

/* The escape of what isn't plain: how many bytes. */
static size_t write_escape(char escape[ESCAPE_MAX], uint32_t code_point, char first)
{
    const char *format = code_point == UTF8_INVALID || code_point <= 0x7F ? "\\x%02X" : "\\u%04X";
    unsigned number = code_point == UTF8_INVALID ? (unsigned char)first : code_point;
    int length = code_point == '\n'   ? snprintf(escape, ESCAPE_MAX, "\\n")
                 : code_point == '\t' ? snprintf(escape, ESCAPE_MAX, "\\t")
                 : code_point == '\r' ? snprintf(escape, ESCAPE_MAX, "\\r")
                                      : snprintf(escape, ESCAPE_MAX, format, number);
    return (size_t)length;
}

/* The code point at `*at` as it is shown, either in `bytes` or in `room`; moves `*at` past it. */
static slice next_shown(slice bytes, size_t *at, const char *kept, char room[ESCAPE_MAX])
{
    size_t length;
    size_t start = *at;
    uint32_t code_point = utf8_decode(slice_sub(bytes, start, bytes.length), &length);
    *at += length;
    bool stays = shown_is_plain(code_point) ||
                 (code_point > 0 && code_point < 0x20 && strchr(kept, (int)code_point));
    return stays ? slice_sub(bytes, start, start + length)
                 : (slice){room, write_escape(room, code_point, bytes.data[start])};
}

void shown_append(struct buffer *buffer, slice bytes, size_t most)
{
    char room[ESCAPE_MAX];
    size_t at = 0;
    for (size_t count = 0; at < bytes.length && count < most; count++) {
        buffer_append(buffer, next_shown(bytes, &at, "", room));
    }
    if (at < bytes.length) {
        buffer_append(buffer, SLICE("…"));
    }
}

slice shown(struct arena *arena, slice bytes)
{
    struct buffer buffer = {.arena = arena};
    shown_append(&buffer, bytes, SIZE_MAX);
    return buffer_slice(&buffer);
}

static void print(FILE *out, slice bytes, const char *kept)
{
    char room[ESCAPE_MAX];
    for (size_t at = 0; at < bytes.length;) {
        slice next = next_shown(bytes, &at, kept, room);
        fwrite(next.data, 1, next.length, out);
    }
}

void shown_print(FILE *out, slice bytes)
{
    print(out, bytes, "");
}

void shown_print_lines(FILE *out, slice bytes)
{
    print(out, bytes, "\n\t");
}
