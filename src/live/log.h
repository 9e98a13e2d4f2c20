/* Structured logs: one line of JSON an event, as Cloud Logging reads them from a container's output
 * (https://cloud.google.com/logging/docs/structured-logging): `severity`, `message`, `time`, and
 * the event's own fields. Threads may log at once; a line is written whole or told as not written.
 */
#ifndef PAYLINT_LIVE_LOG_H
#define PAYLINT_LIVE_LOG_H

#include "base/buffer.h"

enum log_severity { LOG_DEBUG, LOG_INFO, LOG_NOTICE, LOG_WARNING, LOG_ERROR, LOG_CRITICAL };

enum log_kind {
    LOG_TEXT,     /* `text`; left out where its data is NULL */
    LOG_NUMBER,   /* `number` */
    LOG_POSITIVE, /* the same; left out where it is 0 */
    LOG_JSON,     /* `text` is JSON already: an array, an object, a fraction */
};

struct log_field {
    const char *key;
    enum log_kind kind;
    slice text;
    int64_t number;
};
#define LOG_FIELD(name, value) ((struct log_field){.key = (name), .text = (value)})
#define LOG_COUNT(name, value) \
    ((struct log_field){.key = (name), .kind = LOG_NUMBER, .number = (value)})
#define LOG_COUNT_IF_ANY(name, value) \
    ((struct log_field){.key = (name), .kind = LOG_POSITIVE, .number = (value)})

/* Appends `text` as a JSON string, for LOG_JSON. */
void log_append_string(struct buffer *json, slice text);

struct live_log;

/* Writes to `descriptor`, which stays the caller's, events of `least` and above. */
struct live_log *log_new(int descriptor, enum log_severity least);
void log_free(struct live_log *log);

/* Writes the event. Control characters, and what isn't UTF-8, are escaped or replaced. False where
 * it can't be written (a full disk, a reader that is gone): nobody will read of it. An event that
 * isn't severe enough to be written counts as written. */
bool log_event(struct live_log *log, enum log_severity severity, slice message,
               const struct log_field *fields, size_t count);
/* The same without fields, printf's format. */
bool log_line(struct live_log *log, enum log_severity severity, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
