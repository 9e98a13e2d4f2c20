/* URIs of files. In: paths or URIs. Out: the other. */
#include "base/uri.h"

#include "base/buffer.h"

#include <ctype.h>
#include <strings.h>

slice uri_of_path(struct arena *arena, slice path)
{
    struct buffer uri = {.arena = arena};
    buffer_append(&uri, SLICE("file://"));
    for (size_t i = 0; i < path.length; i++) {
        unsigned char byte = (unsigned char)path.data[i];
        if (byte != '\0' && (isalnum(byte) || strchr("-._~/", byte))) {
            buffer_append_byte(&uri, (char)byte);
        } else {
            buffer_printf(&uri, "%%%02X", byte);
        }
    }
    return buffer_slice(&uri);
}

static int digit_of(char byte)
{
    return byte >= '0' && byte <= '9'   ? byte - '0'
           : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
           : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                        : -1;
}

/* What stands behind the scheme and the host; false where they aren't those of a local file. */
static bool take_local(slice *uri)
{
    static const char *const starts[] = {"file:///", "file://localhost/", "file:/"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t length = strlen(starts[i]);
        if (uri->length >= length && strncasecmp(uri->data, starts[i], length) == 0) {
            *uri = slice_sub(*uri, length - 1, uri->length);
            return !slice_starts_with(*uri, SLICE("//"));
        }
    }
    return false;
}

bool uri_to_path(struct arena *arena, slice uri, slice *path)
{
    if (!take_local(&uri)) {
        return false;
    }
    struct buffer decoded = {.arena = arena};
    for (size_t i = 0; i < uri.length; i++) {
        bool encoded = uri.data[i] == '%' && i + 2 < uri.length && digit_of(uri.data[i + 1]) >= 0 &&
                       digit_of(uri.data[i + 2]) >= 0;
        char byte = encoded ? (char)(digit_of(uri.data[i + 1]) * 16 + digit_of(uri.data[i + 2]))
                            : uri.data[i];
        if (byte == '\0') {
            return false;
        }
        buffer_append_byte(&decoded, byte);
        i += encoded ? 2 : 0;
    }
    buffer_append_byte(&decoded, '\0');
    *path = (slice){decoded.data, decoded.length - 1};
    return true;
}
