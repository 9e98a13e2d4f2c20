/* Positions as the protocol counts (LSP 3.17, "Position"): lines and characters from 0, characters
 * in units of the encoding that client and server agreed on.
 *
 * A line ends in a newline, with a carriage return before it or not. A carriage return alone ends
 * none: neither in the shell, nor in the editors that leave it in a text. */
#ifndef PAYLINT_LSP_POSITION_H
#define PAYLINT_LSP_POSITION_H

#include "text/source.h"

#include <cjson/cJSON.h>

enum position_encoding { ENCODING_UTF8, ENCODING_UTF16, ENCODING_UTF32 };

/* "utf-16" */
const char *position_encoding_name(enum position_encoding encoding);
/* The encoding of that name; false where there is none. */
bool position_encoding_find(slice name, enum position_encoding *encoding);

/* How many units the bytes take; each byte of an invalid sequence counts as one. */
uint32_t position_units(enum position_encoding encoding, slice bytes);

/* The offset in `bytes` of a position. Past the end of its line it is that end, past the last line
 * the end of all; within a character it is where that begins. */
size_t position_offset(enum position_encoding encoding, slice bytes, uint32_t line,
                       uint32_t character);

/* Adds {"line": …, "character": …} of the byte at `offset`. */
void position_add(cJSON *parent, const char *key, enum position_encoding encoding,
                  const struct source *source, uint32_t offset);
/* Adds {"start": …, "end": …} of the bytes from `start` up to `end`. */
void position_add_range(cJSON *parent, const char *key, enum position_encoding encoding,
                        const struct source *source, uint32_t start, uint32_t end);

#endif
