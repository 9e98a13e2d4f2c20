/* Reading JSON with comments: rules, sinks, configuration. What is wrong is told with its line and
 * column. */
#ifndef PAYLINT_RULE_CONFIG_H
#define PAYLINT_RULE_CONFIG_H

#include "base/error_sink.h"
#include "json/json.h"

struct config_file {
    struct arena *arena;
    const struct source *source;
    struct value root;
    struct error_sink *errors;
};

/* Reads `bytes` (they must live as long as the arena). False where they are no JSON object. */
bool config_read(struct config_file *file, struct arena *arena, const char *path, slice bytes,
                 struct error_sink *errors);

/* Says what is wrong at a byte of the file. */
void config_error(const struct config_file *file, uint32_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The member's value, which must be of that kind where it is there; NULL where it isn't, or (told
 * to the errors) is of another kind. */
const struct value *config_member(const struct config_file *file, const struct value *object,
                                  const char *key, enum value_kind kind);
/* A string member, or an empty slice with data NULL. */
slice config_string(const struct config_file *file, const struct value *object, const char *key);

/* Whether the member is there and true; another kind than a boolean is told to the errors. */
bool config_true(const struct config_file *file, const struct value *object, const char *key);

/* A number from 0 to `most` without a fraction; false where it isn't there or (told to the errors)
 * is something else. */
bool config_count(const struct config_file *file, const struct value *object, const char *key,
                  uint64_t most, uint64_t *count);

/* The path of a file that this one names: it counts from the folder of this one. */
const char *config_path_beside(const struct config_file *file, slice name);

struct slice_list {
    const slice *items;
    size_t count;
};

/* A list of strings; a string stands for a list of itself. Empty where it isn't there, or (told to
 * the errors) is of another kind. */
struct slice_list config_list(const struct config_file *file, const struct value *object,
                              const char *key);

static inline bool slice_list_has(struct slice_list list, slice item)
{
    for (size_t i = 0; i < list.count; i++) {
        if (slice_equal(list.items[i], item)) {
            return true;
        }
    }
    return false;
}

/* Says so for each key of `object` that isn't one of `keys`, which ends with NULL, and which one
 * may have been meant, and for each that stands there twice. */
void config_check_keys(const struct config_file *file, const struct value *object,
                       const char *const *keys);

#endif
