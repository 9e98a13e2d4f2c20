/* Base64 (RFC 4648). In: its characters. Out: the bytes, or that it is none. */
#include "base/base64.h"

#include "base/ascii.h"

#include <stdint.h>

/* The value of a character; one that has none is 64 or more. */
static unsigned digit_value(unsigned char c, enum base64_alphabet alphabet)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26U;
    }
    if (ascii_is_digit(c)) {
        return c - '0' + 52U;
    }
    const char *last = alphabet == BASE64_URL ? "-_" : "+/";
    return c == (unsigned char)last[0] ? 62 : c == (unsigned char)last[1] ? 63 : 64;
}

static bool take_padding(slice *text)
{
    if (text->length % 4 != 0) {
        return false;
    }
    for (unsigned i = 0; i < 2 && slice_ends_with(*text, SLICE("=")); i++) {
        text->length--;
    }
    return true;
}

bool base64_decode(struct arena *arena, slice text, enum base64_alphabet alphabet, slice *decoded)
{
    if ((alphabet == BASE64_STANDARD && !take_padding(&text)) || text.length % 4 == 1) {
        return false;
    }
    char *bytes = arena_alloc(arena, text.length / 4 * 3 + 3);
    size_t length = 0;
    uint32_t bits = 0;
    unsigned count = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned value = digit_value((unsigned char)text.data[i], alphabet);
        if (value >= 64) {
            return false;
        }
        bits = bits << 6 | value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes[length++] = (char)(bits >> count & 0xFF);
        }
    }
    *decoded = (slice){bytes, length};
    return (bits & ((1U << count) - 1)) == 0;
}
