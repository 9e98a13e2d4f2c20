/* A rolling hash over UTF-16 code units, by the rules of github/codeql-action. In: a source. Out: a
 * hash for each line. */
#include "report/line_hash.h"

#include "base/map.h"
#include "base/utf8.h"
#include "base/vector.h"

enum { WINDOW = 100, MULTIPLIER = 37, END_OF_FILE = 0xFFFF };
#define NO_LINE SIZE_MAX

struct rolling {
    struct arena *arena;
    VECTOR(struct line_hash) lines;
    struct map *counts; /* by hash */
    uint64_t hash;
    uint64_t power; /* MULTIPLIER to the power of WINDOW */
    uint16_t window[WINDOW];
    size_t started[WINDOW]; /* the line whose first unit stands there, or NO_LINE */
    size_t at;
    bool begins_line;
    bool behind_return;
};

/* The window has come round to where a line began: its hash is known. */
static void finish_line(struct rolling *rolling)
{
    struct line_hash *line = &rolling->lines.items[rolling->started[rolling->at]];
    line->hash = rolling->hash;
    slice key = {(const char *)&line->hash, sizeof line->hash};
    const struct line_hash *before = map_get(rolling->counts, key);
    line->ordinal = before ? before->ordinal + 1 : 1;
    /* Lines move when their vector grows; keys must not. */
    struct line_hash *kept = ARENA_NEW(rolling->arena, struct line_hash);
    *kept = *line;
    map_put(rolling->counts, (slice){(const char *)&kept->hash, sizeof kept->hash}, kept);
    rolling->started[rolling->at] = NO_LINE;
}

static void roll(struct rolling *rolling, uint16_t unit)
{
    uint16_t leaving = rolling->window[rolling->at];
    rolling->window[rolling->at] = unit;
    rolling->hash = rolling->hash * MULTIPLIER + unit - rolling->power * leaving;
    rolling->at = (rolling->at + 1) % WINDOW;
}

static void take_unit(struct rolling *rolling, uint16_t unit)
{
    bool pair = rolling->behind_return && unit == '\n';
    rolling->behind_return = unit == '\r';
    if (unit == ' ' || unit == '\t' || pair) {
        return;
    }
    unit = unit == '\r' ? '\n' : unit;
    if (rolling->started[rolling->at] != NO_LINE) {
        finish_line(rolling);
    }
    if (rolling->begins_line) {
        rolling->started[rolling->at] = rolling->lines.count;
        VECTOR_PUSH(rolling->arena, &rolling->lines, ((struct line_hash){0}));
    }
    rolling->begins_line = unit == '\n';
    roll(rolling, unit);
}

static void take_code_point(struct rolling *rolling, uint32_t code_point)
{
    if (code_point >= 0x10000) {
        take_unit(rolling, (uint16_t)(0xD800 + ((code_point - 0x10000) >> 10)));
        take_unit(rolling, (uint16_t)(0xDC00 + ((code_point - 0x10000) & 0x3FF)));
    } else {
        take_unit(rolling, (uint16_t)code_point);
    }
}

const struct line_hash *line_hashes(struct arena *arena, const struct source *source, size_t *count)
{
    struct rolling rolling = {
        .arena = arena, .counts = map_new(arena), .power = 1, .begins_line = true};
    for (size_t i = 0; i < WINDOW; i++) {
        rolling.power *= MULTIPLIER;
        rolling.started[i] = NO_LINE;
    }
    for (size_t at = 0; at < source->bytes.length;) {
        size_t length;
        slice rest = slice_sub(source->bytes, at, source->bytes.length);
        uint32_t code_point = utf8_decode(rest, &length);
        take_code_point(&rolling, code_point == UTF8_INVALID ? 0xFFFD : code_point);
        at += length;
    }
    take_unit(&rolling, END_OF_FILE);
    for (size_t i = 0; i < WINDOW; i++) {
        if (rolling.started[rolling.at] != NO_LINE) {
            finish_line(&rolling);
        }
        roll(&rolling, 0);
    }
    *count = rolling.lines.count;
    return rolling.lines.items;
}
