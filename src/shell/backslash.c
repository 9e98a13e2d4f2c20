/* Escapes of $'…', echo -e and printf (bash(1) "QUOTING"). In: bytes that begin with a backslash.
 * Out: what they stand for. */
#include "base/ascii.h"
#include "base/buffer.h"
#include "shell/expand.h"

/* Reads at most `most` digits of `base` at `*at`. */
static uint32_t read_digits(slice bytes, size_t *at, int base, size_t most)
{
    uint32_t value = 0;
    for (size_t i = 0; i < most && *at < bytes.length; i++) {
        int digit = ascii_hex_value(bytes.data[*at]);
        if (digit < 0 || digit >= base) {
            break;
        }
        value = value * (uint32_t)base + (uint32_t)digit;
        (*at)++;
    }
    return value;
}

size_t decode_backslash(struct arena *arena, slice bytes, bool leading_zero, slice *decoded)
{
    static const char letters[] = "abeEfnrtv\\'\"?";
    static const char meanings[] = "\a\b\033\033\f\n\r\t\v\\'\"?";
    struct buffer buffer = {.arena = arena};
    char c = bytes.length > 1 ? bytes.data[1] : '\0';
    const char *letter = c ? strchr(letters, c) : NULL;
    size_t at = 2;
    if (letter) {
        buffer_append_byte(&buffer, meanings[letter - letters]);
    } else if (c >= '0' && c <= '7') {
        at = leading_zero && c == '0' ? 2 : 1;
        buffer_append_byte(&buffer, (char)read_digits(bytes, &at, 8, 3));
    } else if (c == 'x' && bytes.length > 2 && ascii_hex_value(bytes.data[2]) >= 0) {
        buffer_append_byte(&buffer, (char)read_digits(bytes, &at, 16, 2));
    } else if ((c == 'u' || c == 'U') && bytes.length > 2 && ascii_hex_value(bytes.data[2]) >= 0) {
        buffer_append_utf8(&buffer, read_digits(bytes, &at, 16, c == 'u' ? 4 : 8));
    } else if (c == 'c' && bytes.length > 2) {
        buffer_append_byte(&buffer, (char)(bytes.data[2] & 0x1F));
        at = 3;
    } else {
        at = bytes.length < 2 ? bytes.length : 2;
        buffer_append(&buffer, slice_sub(bytes, 0, at));
    }
    *decoded = buffer_slice(&buffer);
    return at;
}
