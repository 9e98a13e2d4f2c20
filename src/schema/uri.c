/* References to URIs (RFC 3986, section 5.2). In: a base and a reference. Out: what is meant. */
#include "base/ascii.h"
#include "base/buffer.h"
#include "schema/compiler.h"

/* The components; data NULL where one is missing. */
struct uri {
    slice scheme;
    slice authority;
    slice path;
    slice query;
    slice fragment;
};

static bool is_scheme_character(char c, bool first)
{
    return ascii_is_letter(c) ||
           (!first && (ascii_is_digit(c) || c == '+' || c == '-' || c == '.'));
}

/* Cuts `*rest` behind the first of `ends` that stands in it. */
static slice take_until(slice *rest, const char *ends)
{
    size_t at = 0;
    while (at < rest->length && !strchr(ends, rest->data[at])) {
        at++;
    }
    slice taken = slice_sub(*rest, 0, at);
    *rest = slice_sub(*rest, at, rest->length);
    return taken;
}

static struct uri uri_split(slice text)
{
    struct uri uri = {0};
    size_t scheme = 0;
    while (scheme < text.length && is_scheme_character(text.data[scheme], scheme == 0)) {
        scheme++;
    }
    if (scheme > 0 && scheme < text.length && text.data[scheme] == ':') {
        uri.scheme = slice_sub(text, 0, scheme);
        text = slice_sub(text, scheme + 1, text.length);
    }
    if (slice_starts_with(text, SLICE("//"))) {
        text = slice_sub(text, 2, text.length);
        uri.authority = take_until(&text, "/?#");
    }
    uri.path = take_until(&text, "?#");
    if (text.length > 0 && text.data[0] == '?') {
        text = slice_sub(text, 1, text.length);
        uri.query = take_until(&text, "#");
    }
    if (text.length > 0) {
        uri.fragment = slice_sub(text, 1, text.length);
    }
    return uri;
}

static slice uri_join(struct arena *arena, const struct uri *uri)
{
    struct buffer out = {.arena = arena};
    if (uri->scheme.data) {
        buffer_append(&out, uri->scheme);
        buffer_append_byte(&out, ':');
    }
    if (uri->authority.data) {
        buffer_append(&out, SLICE("//"));
        buffer_append(&out, uri->authority);
    }
    buffer_append(&out, uri->path);
    if (uri->query.data) {
        buffer_append_byte(&out, '?');
        buffer_append(&out, uri->query);
    }
    if (uri->fragment.data) {
        buffer_append_byte(&out, '#');
        buffer_append(&out, uri->fragment);
    }
    return out.length > 0 ? buffer_slice(&out) : SLICE("");
}

/* Section 5.2.4. */
static slice without_dots(struct arena *arena, slice path)
{
    struct buffer out = {.arena = arena};
    size_t at = 0;
    while (at < path.length) {
        size_t end = at + 1;
        while (end < path.length && path.data[end] != '/') {
            end++;
        }
        slice segment = slice_sub(path, at, end);
        bool last = end == path.length;
        if (slice_is(segment, "/..")) {
            while (out.length > 0 && out.data[--out.length] != '/') {
            }
        } else if (!slice_is(segment, "/.")) {
            buffer_append(&out, segment);
            last = false;
        }
        if (last) {
            buffer_append_byte(&out, '/');
        }
        at = end;
    }
    return out.length > 0 ? buffer_slice(&out) : SLICE("");
}

/* Section 5.2.3. */
static slice merge_paths(struct arena *arena, const struct uri *base, slice path)
{
    if (base->authority.data && base->path.length == 0) {
        return arena_printf(arena, "/%.*s", SLICE_ARGS(path));
    }
    size_t slash = base->path.length;
    while (slash > 0 && base->path.data[slash - 1] != '/') {
        slash--;
    }
    return arena_printf(arena, "%.*s%.*s", SLICE_ARGS(slice_sub(base->path, 0, slash)),
                        SLICE_ARGS(path));
}

slice uri_resolve(struct arena *arena, slice base, slice reference)
{
    struct uri from = uri_split(base);
    struct uri uri = uri_split(reference);
    if (!uri.scheme.data) {
        uri.scheme = from.scheme;
        if (!uri.authority.data) {
            uri.authority = from.authority;
            if (uri.path.length == 0) {
                uri.path = from.path;
                uri.query = uri.query.data ? uri.query : from.query;
            } else if (uri.path.data[0] != '/') {
                uri.path = merge_paths(arena, &from, uri.path);
            }
        }
    }
    bool opaque = uri.path.length > 0 && uri.path.data[0] != '/' && !uri.authority.data;
    uri.path = opaque ? uri.path : without_dots(arena, uri.path);
    return uri_join(arena, &uri);
}

slice uri_without_fragment(slice uri)
{
    return slice_sub(uri, 0, slice_find_byte(uri, '#'));
}

slice uri_fragment(struct arena *arena, slice uri)
{
    struct buffer out = {.arena = arena};
    for (size_t i = slice_find_byte(uri, '#') + 1; i < uri.length; i++) {
        bool escape = uri.data[i] == '%' && i + 2 < uri.length &&
                      ascii_hex_value(uri.data[i + 1]) >= 0 &&
                      ascii_hex_value(uri.data[i + 2]) >= 0;
        buffer_append_byte(&out, escape ? (char)(ascii_hex_value(uri.data[i + 1]) * 16 +
                                                 ascii_hex_value(uri.data[i + 2]))
                                        : uri.data[i]);
        i += escape ? 2 : 0;
    }
    return out.length > 0 ? buffer_slice(&out) : SLICE("");
}
