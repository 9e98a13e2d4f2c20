/* Shell patterns over known bytes (POSIX.1-2017 XCU 2.13; fnmatch(3), with extglob). */
#ifndef PAYLINT_SHELL_PATTERN_H
#define PAYLINT_SHELL_PATTERN_H

#include "base/arena.h"
#include "shell/syntax.h"

/* Whether the pattern has no special characters, and the bytes that it then stands for. */
bool pattern_is_plain(struct arena *arena, slice pattern, slice *plain);

bool pattern_matches(struct arena *arena, slice bytes, slice pattern);

/* The shortest or longest part at the start or end that matches: its length. */
bool pattern_match_prefix(struct arena *arena, slice bytes, slice pattern, bool longest,
                          size_t *length);
bool pattern_match_suffix(struct arena *arena, slice bytes, slice pattern, bool longest,
                          size_t *length);

/* The first longest match from `*from` on, as `operation` (one of the PARAMETER_REPLACE) looks for
 * it: sets where it begins and ends. An empty match doesn't count. */
bool pattern_find(struct arena *arena, slice bytes, slice pattern,
                  enum parameter_operator operation, size_t *from, size_t *to);

#endif
