/* Names of groups (ECMA-262, section 22.2.1, GroupSpecifier and GroupName). In: (?<name> and
 * \k<name>. Out: the same for PCRE2, which knows fewer names: they are numbered. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "schema/regex_room.h"

struct regex_name {
    size_t number;
    bool is_group;    /* there is one of that name */
    bool is_referred; /* there is \k<name> */
};

/* Beyond ASCII every character passes, of which ID_Continue holds some. */
static bool is_name_character(uint32_t c, bool first)
{
    return c < 0x80 ? c == '$' || ascii_is_name((char)c, first) : c != UTF8_INVALID;
}

/* One character of a name, which may be written as \u0061. */
static bool read_character(struct regex_reader *reader, uint32_t *character)
{
    if (regex_peek(reader, 0) == '\\' && regex_peek(reader, 1) == 'u') {
        reader->at += 2;
        return regex_read_unicode(reader, character);
    }
    size_t length;
    *character = utf8_decode(slice_sub(reader->source, reader->at, reader->source.length), &length);
    reader->at += length;
    return true;
}

/* From behind its < to behind its >. */
static bool read_name(struct regex_reader *reader, slice *name)
{
    struct buffer buffer = {.arena = reader->arena};
    while (!regex_is_at_end(reader) && regex_peek(reader, 0) != '>') {
        uint32_t character;
        if (!read_character(reader, &character)) {
            return false;
        }
        if (!is_name_character(character, buffer.length == 0)) {
            return regex_fail(reader, "groups have no such names");
        }
        buffer_append_utf8(&buffer, character);
    }
    if (regex_is_at_end(reader) || buffer.length == 0) {
        return regex_fail(reader, "a group's name stands in angle brackets");
    }
    reader->at++;
    *name = buffer_slice(&buffer);
    return true;
}

static struct regex_name *known_name(struct regex_reader *reader, slice bytes)
{
    struct regex_name *name = reader->names ? map_get(reader->names, bytes) : NULL;
    if (!name) {
        name = ARENA_NEW(reader->arena, struct regex_name);
        name->number = reader->name_count++;
        reader->names = reader->names ? reader->names : map_new(reader->arena);
        map_put(reader->names, bytes, name);
    }
    return name;
}

bool regex_read_named_group(struct regex_reader *reader)
{
    slice bytes;
    if (!read_name(reader, &bytes)) {
        return false;
    }
    struct regex_name *name = known_name(reader, bytes);
    if (name->is_group) {
        return regex_fail(reader, "two groups have the same name");
    }
    reader->missing_groups -= name->is_referred;
    name->is_group = true;
    buffer_printf(&reader->out, "(?<n%zu>", name->number);
    return true;
}

bool regex_read_named_reference(struct regex_reader *reader, slice *pcre2)
{
    slice bytes;
    if (regex_peek(reader, 0) != '<') {
        return regex_fail(reader, "\\k takes the name of a group in angle brackets");
    }
    reader->at++;
    if (!read_name(reader, &bytes)) {
        return false;
    }
    struct regex_name *name = known_name(reader, bytes);
    reader->missing_groups += !name->is_group && !name->is_referred;
    name->is_referred = true;
    *pcre2 = arena_printf(reader->arena, "\\k<n%zu>", name->number);
    return true;
}
