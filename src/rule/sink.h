/* Sinks: how a command carries a payload. Read from rules/sinks.json, where the form is described.
 */
#ifndef PAYLINT_RULE_SINK_H
#define PAYLINT_RULE_SINK_H

#include "rule/config.h"

/* An option whose value is the payload. */
struct payload_option {
    slice option;
    slice file_prefix; /* what a value begins with that names a file; "" where none does */
    bool strip_newlines;
    bool is_json;
};

struct slice_list {
    const slice *items;
    size_t count;
};

struct sink {
    slice name;
    const struct slice_list *commands; /* each the words that name the command */
    size_t command_count;
    struct slice_list valued;
    struct slice_list headers;
    struct slice_list query_flags;
    const struct payload_option *payloads;
    size_t payload_count;
    slice destination_option;
    bool has_destination_argument;
    uint32_t destination_argument;
};

struct sink_table {
    const struct sink *items;
    size_t count;
};

/* Reads the built-in sinks; all lives in `arena`. */
struct sink_table sinks_load(struct arena *arena, struct error_sink *errors);

static inline bool slice_list_has(struct slice_list list, slice item)
{
    for (size_t i = 0; i < list.count; i++) {
        if (slice_equal(list.items[i], item)) {
            return true;
        }
    }
    return false;
}

#endif
