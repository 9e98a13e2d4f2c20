/* Positions in every encoding, there and back; URIs. */
#include "lsp/position.h"

#include "base/uri.h"
#include "base/utf8.h"
#include "tests/test.h"

#include <stdio.h>

/* 1, 2, 3 and 4 bytes of UTF-8; a byte order mark, a combining mark, a pair that joins (ZWJ). */
static const char text[] = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z\r\n"
                           "\n"
                           "\xEF\xBB\xBF"
                           "e\xCC\x81 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB\n"
                           "lone \r return\r\n"
                           "\xFF\xF0\x9F bytes\n"
                           "the last line";

static const struct row {
    enum position_encoding encoding;
    uint32_t line;
    uint32_t character;
    size_t offset;
} rows[] = {
    {ENCODING_UTF8, 0, 0, 0},
    {ENCODING_UTF8, 0, 1, 1},
    {ENCODING_UTF8, 0, 2, 1}, /* within a character: its beginning */
    {ENCODING_UTF8, 0, 3, 3},
    {ENCODING_UTF8, 0, 10, 10},
    {ENCODING_UTF8, 0, 11, 11}, /* before the carriage return */
    {ENCODING_UTF8, 0, 12, 11},
    {ENCODING_UTF8, 0, 4294967295u, 11},
    {ENCODING_UTF16, 0, 1, 1},
    {ENCODING_UTF16, 0, 2, 3},
    {ENCODING_UTF16, 0, 3, 6},
    {ENCODING_UTF16, 0, 4, 6}, /* within a surrogate pair */
    {ENCODING_UTF16, 0, 5, 10},
    {ENCODING_UTF16, 0, 6, 11},
    {ENCODING_UTF16, 0, 7, 11},
    {ENCODING_UTF32, 0, 3, 6},
    {ENCODING_UTF32, 0, 4, 10},
    {ENCODING_UTF32, 0, 5, 11},
    {ENCODING_UTF16, 1, 0, 13},
    {ENCODING_UTF16, 1, 9, 13},
    {ENCODING_UTF16, 2, 1, 17},
    {ENCODING_UTF16, 2, 4, 21},
    {ENCODING_UTF16, 2, 6, 25},
    {ENCODING_UTF16, 2, 9, 32},
    {ENCODING_UTF16, 3, 5, 38}, /* a carriage return alone ends no line */
    {ENCODING_UTF16, 3, 13, 46},
    {ENCODING_UTF16, 4, 1, 49}, /* each byte of what isn't UTF-8 counts as one */
    {ENCODING_UTF16, 4, 3, 51},
    {ENCODING_UTF16, 5, 13, 71},
    {ENCODING_UTF16, 6, 0, 71},
    {ENCODING_UTF16, 4294967295u, 4294967295u, 71},
};

static void try_offsets(slice bytes)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        size_t offset = position_offset(row->encoding, bytes, row->line, row->character);
        if (!test_report(offset == row->offset, "position: %s %u:%u is byte %zu",
                         position_encoding_name(row->encoding), row->line, row->character,
                         row->offset)) {
            printf("  got: %zu\n", offset);
        }
    }
}

/* Where the position of each character leads back to it. */
static void try_round_trip(struct arena *arena, slice bytes)
{
    const struct source *source = source_new(arena, "x", bytes);
    for (int encoding = ENCODING_UTF8; encoding <= ENCODING_UTF32; encoding++) {
        size_t wrong = 0;
        for (size_t at = 0; at < bytes.length;) {
            size_t length;
            cJSON *parent = cJSON_CreateObject();
            position_add(parent, "p", (enum position_encoding)encoding, source, (uint32_t)at);
            const cJSON *position = cJSON_GetObjectItem(parent, "p");
            bool is_end = bytes.data[at] == '\n' && at > 0 && bytes.data[at - 1] == '\r';
            size_t back =
                position_offset((enum position_encoding)encoding, bytes,
                                (uint32_t)cJSON_GetObjectItem(position, "line")->valuedouble,
                                (uint32_t)cJSON_GetObjectItem(position, "character")->valuedouble);
            wrong += back != at - is_end;
            cJSON_Delete(parent);
            utf8_decode(slice_sub(bytes, at, bytes.length), &length);
            at += length;
        }
        test_report(wrong == 0, "position: there and back in %s",
                    position_encoding_name((enum position_encoding)encoding));
    }
}

static const struct uri_row {
    const char *uri;
    const char *path; /* NULL: it names no file here */
    bool is_same;     /* the path's URI is that */
} uris[] = {
    {"file:///a/b.sh", "/a/b.sh", true},
    {"file:///a%20b/%C3%A4%23.sh", "/a b/\xC3\xA4#.sh", true},
    {"file:///a%2fb%e4%zz%", "/a/b\xE4%zz%", false},
    {"FILE://localhost/a", "/a", false},
    {"file:/a", "/a", false},
    {"file:///", "/", true},
    {"file://host/a", NULL, false},
    {"file:a", NULL, false},
    {"file:////a", NULL, false},
    {"file:///a%00b", NULL, false},
    {"untitled:Untitled-1", NULL, false},
    {"", NULL, false},
    {"http://localhost/a", NULL, false},
};

static void try_uris(struct arena *arena)
{
    for (size_t i = 0; i < sizeof uris / sizeof *uris; i++) {
        slice path = {NULL, 0};
        const struct uri_row *row = &uris[i];
        bool found = uri_to_path(arena, slice_from(row->uri), &path);
        bool right = found == (row->path != NULL) && (!found || slice_is(path, row->path));
        test_report(right, "uri: path of %s", row->uri);
        if (row->is_same) {
            test_bytes(arena_printf(arena, "uri: of %s", row->path).data,
                       uri_of_path(arena, slice_from(row->path)), slice_from(row->uri));
        }
    }
}

int main(void)
{
    struct arena *arena = arena_new();
    slice bytes = {text, sizeof text - 1};
    try_offsets(bytes);
    try_round_trip(arena, bytes);
    try_uris(arena);
    arena_free(arena);
    return test_status();
}
