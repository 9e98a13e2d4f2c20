/* UTF-8 by the table of RFC 3629, section 4. In: bytes or code points. Out: the other. */
#include "base/utf8.h"

#include <stdbool.h>

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

static bool is_scalar_value(uint32_t code_point)
{
    return code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
}

uint32_t utf8_decode(slice bytes, size_t *length)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)bytes.data[0];
    *length = 1;
    if (first < 0x80) {
        return first;
    }
    size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes.length < size) {
        return UTF8_INVALID;
    }
    uint32_t code_point = first & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        if (!is_continuation(byte)) {
            return UTF8_INVALID;
        }
        code_point = code_point << 6 | (byte & 0x3F);
    }
    if (code_point < smallest[size] || !is_scalar_value(code_point)) {
        return UTF8_INVALID;
    }
    *length = size;
    return code_point;
}

size_t utf8_encode(uint32_t code_point, char bytes[UTF8_MAX])
{
    if (!is_scalar_value(code_point)) {
        code_point = 0xFFFD;
    }
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        return 1;
    }
    size_t size = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    bytes[0] = (char)(lead[size] | code_point);
    return size;
}

size_t utf8_count(slice bytes)
{
    size_t count = 0;
    for (size_t at = 0; at < bytes.length; count++) {
        size_t length;
        utf8_decode(slice_sub(bytes, at, bytes.length), &length);
        at += length;
    }
    return count;
}

size_t utf8_first_invalid(slice bytes)
{
    size_t at = 0;
    while (at < bytes.length) {
        size_t length;
        if (utf8_decode(slice_sub(bytes, at, bytes.length), &length) == UTF8_INVALID) {
            return at;
        }
        at += length;
    }
    return at;
}
