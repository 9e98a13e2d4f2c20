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

/* Says so for each key of `object` that isn't one of `keys`, which ends with NULL. */
void config_check_keys(const struct config_file *file, const struct value *object,
                       const char *const *keys);

#endif
