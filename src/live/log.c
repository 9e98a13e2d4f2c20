/* Structured logs. In: events. Out: lines of JSON on a descriptor. */
#include "live/log.h"

#include "base/utf8.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* A reader that takes nothing for so long is as good as gone. */
enum { WAIT_MILLISECONDS = 10000 };

struct live_log {
    int descriptor;
    enum log_severity least;
    pthread_mutex_t mutex; /* of all below, and of the descriptor */
    struct arena *arena;   /* of the line being written */
    bool is_torn;          /* the last line was cut: what comes next begins a new one */
};

struct live_log *log_new(int descriptor, enum log_severity least)
{
    struct live_log *log = memory_alloc(sizeof *log);
    *log = (struct live_log){.descriptor = descriptor, .least = least, .arena = arena_new()};
    pthread_mutex_init(&log->mutex, NULL);
    return log;
}

void log_free(struct live_log *log)
{
    pthread_mutex_destroy(&log->mutex);
    arena_free(log->arena);
    free(log);
}

/* ---- JSON ---- */

/* What a terminal or a viewer may take for a command: C0, DEL, C1, and what changes the direction
 * of text or breaks lines (Unicode 15, 23.2 and 23.4). */
static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void log_append_string(struct buffer *line, slice text)
{
    buffer_append_byte(line, '"');
    for (size_t at = 0; at < text.length;) {
        size_t length;
        uint32_t c = utf8_decode(slice_sub(text, at, text.length), &length);
        if (c == UTF8_INVALID) {
            buffer_append_utf8(line, 0xFFFD);
        } else if (c == '"' || c == '\\') {
            buffer_append_byte(line, '\\');
            buffer_append_byte(line, (char)c);
        } else if (c == '\n') {
            buffer_append(line, SLICE("\\n"));
        } else if (is_control(c)) {
            buffer_printf(line, "\\u%04x", (unsigned)c);
        } else {
            buffer_append(line, slice_sub(text, at, at + length));
        }
        at += length;
    }
    buffer_append_byte(line, '"');
}

static void append_field(struct buffer *line, const struct log_field *field)
{
    bool number = field->kind == LOG_NUMBER || field->kind == LOG_POSITIVE;
    if (number ? field->kind == LOG_POSITIVE && field->number == 0 : !field->text.data) {
        return;
    }
    buffer_append_byte(line, ',');
    log_append_string(line, slice_from(field->key));
    buffer_append_byte(line, ':');
    if (number) {
        buffer_printf(line, "%lld", (long long)field->number);
    } else if (field->kind == LOG_JSON) {
        buffer_append(line, field->text);
    } else {
        log_append_string(line, field->text);
    }
}

static void append_time(struct buffer *line)
{
    struct timespec now;
    struct tm parts;
    char text[sizeof "2026-01-02T03:04:05"];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    buffer_printf(line, ",\"time\":\"%s.%06ldZ\"", text, now.tv_nsec / 1000);
}

static slice event_line(struct arena *arena, enum log_severity severity, slice message,
                        const struct log_field *fields, size_t count)
{
    static const char *const names[] = {"DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL"};
    struct buffer line = {.arena = arena};
    buffer_printf(&line, "{\"severity\":\"%s\",\"message\":", names[severity]);
    log_append_string(&line, message);
    append_time(&line);
    for (size_t i = 0; i < count; i++) {
        append_field(&line, &fields[i]);
    }
    buffer_append(&line, SLICE("}\n"));
    return buffer_slice(&line);
}

/* ---- Writing ---- */

static bool wait_for_room(int descriptor)
{
    struct pollfd waiting = {.fd = descriptor, .events = POLLOUT};
    int ready;
    do {
        ready = poll(&waiting, 1, WAIT_MILLISECONDS);
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

static bool write_all(struct live_log *log, slice bytes)
{
    size_t done = 0;
    while (done < bytes.length) {
        ssize_t wrote = write(log->descriptor, bytes.data + done, bytes.length - done);
        if (wrote > 0) {
            done += (size_t)wrote;
        } else if (wrote < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            if (!wait_for_room(log->descriptor)) {
                break;
            }
        } else if (wrote < 0 && errno != EINTR) {
            break;
        }
    }
    log->is_torn = done < bytes.length && (done > 0 || log->is_torn);
    return done == bytes.length;
}

bool log_event(struct live_log *log, enum log_severity severity, slice message,
               const struct log_field *fields, size_t count)
{
    if (severity < log->least) {
        return true;
    }
    pthread_mutex_lock(&log->mutex);
    slice line = event_line(log->arena, severity, message, fields, count);
    bool written = (!log->is_torn || write_all(log, SLICE("\n"))) && write_all(log, line);
    arena_reset(log->arena);
    pthread_mutex_unlock(&log->mutex);
    return written;
}

bool log_line(struct live_log *log, enum log_severity severity, const char *format, ...)
{
    struct arena *arena = arena_new();
    va_list arguments;
    va_start(arguments, format);
    slice message = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    bool written = log_event(log, severity, message, NULL, 0);
    arena_free(arena);
    return written;
}
