/* UTF-8 (RFC 3629): decoding, encoding, counting. Overlong forms, surrogates and values past
 * U+10FFFF are invalid. */
#ifndef PAYLINT_BASE_UTF8_H
#define PAYLINT_BASE_UTF8_H

#include "base/slice.h"

#include <stdint.h>

enum { UTF8_MAX = 4 };
#define UTF8_INVALID UINT32_MAX

/* Decodes the code point at the start of `bytes` (not empty) and sets `*length` to its size in
 * bytes. For an invalid sequence returns UTF8_INVALID and sets `*length` to 1. */
uint32_t utf8_decode(slice bytes, size_t *length);

/* Writes `code_point` and returns how many bytes that took; what isn't a Unicode scalar value is
 * written as U+FFFD. */
size_t utf8_encode(uint32_t code_point, char bytes[UTF8_MAX]);

/* How many code points `bytes` holds; each byte of an invalid sequence counts as one. */
size_t utf8_count(slice bytes);

/* Where the first invalid sequence stands, or `bytes.length` where all is valid. */
size_t utf8_first_invalid(slice bytes);

#endif
