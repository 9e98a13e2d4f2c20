/* Sinks: how a command carries payloads. Read from rules/sinks.json, where the form is described.
 */
#ifndef PAYLINT_RULE_SINK_H
#define PAYLINT_RULE_SINK_H

#include "base/map.h"
#include "rule/config.h"

enum payload_place {
    PAYLOAD_OPTIONS,   /* the value of an option */
    PAYLOAD_ARGUMENT,  /* the argument at an index */
    PAYLOAD_ARGUMENTS, /* each argument from an index on is a payload of its own */
    PAYLOAD_WORD,      /* the argument that begins with a word: payload='{…}' */
    PAYLOAD_STDIN,     /* standard input, where no other place holds a payload */
};

/* Where a payload stands on the command line, and what is made of what stands there. */
struct payload_row {
    enum payload_place place;
    struct slice_list options;
    uint32_t index;
    slice word;
    struct slice_list with;    /* only beside one of these options */
    struct slice_list without; /* only where none of these stands */
    struct slice_list file;    /* what a value begins with that names a file */
    bool is_file;              /* the value is always a file's name */
    bool strip_newlines;
    bool is_joined; /* several such options make one payload, with `joint` between them */
    slice joint;
    bool is_json;
    bool is_form;     /* the command says that it is a form unless a header says otherwise */
    bool is_not_json; /* another language: shown, not judged */
    bool is_lines;    /* each line is a payload of its own */
    struct slice_list key_options; /* of lines: the options that set what ends a line's key */
    bool is_base64;                /* it may be written in base64 */
    slice raw_option;              /* unless this option has the value `raw_value` */
    slice raw_value;
};

/* A payload inside another: a string that holds JSON, plain or in base64. */
struct nested_row {
    slice at; /* a pointer; * stands for any key or index */
    struct slice_list path;
    bool is_base64;
    slice destination; /* only for destinations that match, with * for any bytes; data NULL: all */
};

/* Commands whose arguments name the members of a JSON object. */
enum sink_build { BUILD_NONE, BUILD_HTTPIE, BUILD_XH, BUILD_GH };

struct sink {
    slice name;
    const struct slice_list *commands; /* each the words that name the command */
    size_t command_count;
    bool ignores_case;   /* of those words */
    bool has_go_options; /* -name value and -name=value */
    struct slice_list valued;
    struct slice_list headers;
    struct slice_list unless;
    struct slice_list line_destinations;
    slice template_mark; /* a payload that holds it is filled in by the command itself */
    enum sink_build build;
    const struct payload_row *payloads;
    size_t payload_count;
    const struct nested_row *nested;
    size_t nested_count;
    struct slice_list destination_options;
    slice destination_word;
    bool has_destination_argument;
    uint32_t destination_argument;
    uint64_t limit; /* the most bytes that it takes; 0: it isn't known */
};

struct sink_table {
    const struct sink *items;
    size_t count;
    const struct map *names; /* the first words of all commands: keys; NULL: no sink */
};

/* Reads the built-in sinks; all lives in `arena`. */
struct sink_table sinks_load(struct arena *arena, struct error_sink *errors);

/* Reads sinks of `object`, the member "sinks" of a file, and puts them before those of `table`:
 * the first that takes a command has it. One of a name that is there already replaces it. */
struct sink_table sinks_read(const struct config_file *file, const struct value *object,
                             const struct sink_table *table);

/* The sink of that name, or NULL. */
const struct sink *sinks_find(const struct sink_table *table, slice name);

/* Whether `bytes` match a pattern in which * stands for any bytes. */
bool sink_pattern_matches(slice pattern, slice bytes);

#endif
