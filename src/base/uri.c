/* URIs of files. In: paths or URIs. Out: the other. */
#include "base/uri.h"

#include "base/ascii.h"
#include "base/buffer.h"

slice uri_of_path(struct arena *arena, slice path)
{
    struct buffer uri = {.arena = arena};
    buffer_append(&uri, SLICE("file://"));
    for (size_t i = 0; i < path.length; i++) {
        char byte = path.data[i];
        if (byte != '\0' && (ascii_is_alphanumeric(byte) || strchr("-._~/", byte))) {
            buffer_append_byte(&uri, byte);
        } else {
            buffer_printf(&uri, "%%%02X", (unsigned char)byte);
        }
    }
    return buffer_slice(&uri);
}

/* What stands behind the scheme and the host; false where they aren't those of a local file. */
static bool take_local(slice *uri)
{
    static const char *const starts[] = {"file:///", "file://localhost/", "file:/"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        slice start = slice_from(starts[i]);
        if (slice_equal_in_any_case(slice_sub(*uri, 0, start.length), start)) {
            *uri = slice_sub(*uri, start.length - 1, uri->length);
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
        bool encoded = uri.data[i] == '%' && i + 2 < uri.length &&
                       ascii_hex_value(uri.data[i + 1]) >= 0 &&
                       ascii_hex_value(uri.data[i + 2]) >= 0;
        char byte =
            encoded
                ? (char)(ascii_hex_value(uri.data[i + 1]) * 16 + ascii_hex_value(uri.data[i + 2]))
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
