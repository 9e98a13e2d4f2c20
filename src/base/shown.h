/* Bytes for people. What a script, a rule or a path holds must not write to the terminal, nor look
 * like something else there: control characters, those that reorder text or break lines (Unicode
 * Standard Annex 9, and "Trojan Source", CVE-2021-42574) and bytes that are no UTF-8 are written as
 * escapes: \n, \t, \x1B, \u202E. */
#ifndef PAYLINT_BASE_SHOWN_H
#define PAYLINT_BASE_SHOWN_H

#include "base/buffer.h"

#include <stdio.h>

/* Whether the code point may go to a terminal as it is; UTF8_INVALID may not. */
bool shown_is_plain(uint32_t code_point);

/* Appends at most `most` code points, and … where that isn't all. */
void shown_append(struct buffer *buffer, slice bytes, size_t most);

/* All of it, in one line. */
slice shown(struct arena *arena, slice bytes);
void shown_print(FILE *out, slice bytes);

/* All of it, whose lines stay lines and whose tabs stay tabs. */
void shown_print_lines(FILE *out, slice bytes);

#endif
