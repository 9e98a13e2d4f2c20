/* Schemas in files. In: a path. Out: a compiled schema, what it refers to included. */
#include "rule/schema_file.h"

#include "base/file.h"
#include "base/map.h"

enum { FILE_SIZE_MAX = 16 * 1024 * 1024, FILES_MAX = 1000 };

struct loading {
    struct arena *arena;
    struct error_sink *errors;
    struct rule_schemas *schemas;
    struct map *read; /* by path */
    size_t count;
};

/* Paths are told to the schema module as URIs whose authority is empty, dots taken out (RFC 3986
 * section 5.2.4), so that a relative reference leads to the path of its file. */
static slice uri_of(struct arena *arena, slice path)
{
    VECTOR(slice) parts = {0};
    slice rest = path;
    while (rest.length > 0) {
        size_t end = slice_find_byte(rest, '/');
        slice part = slice_sub(rest, 0, end);
        if (slice_is(part, "..") && parts.count > 0) {
            parts.count--;
        } else if (part.length > 0 && !slice_is(part, ".") && !slice_is(part, "..")) {
            VECTOR_PUSH(arena, &parts, part);
        }
        rest = slice_sub(rest, end + 1, rest.length);
    }
    slice uri = SLICE("file://");
    for (size_t i = 0; i < parts.count; i++) {
        uri = arena_printf(arena, "%.*s/%.*s", SLICE_ARGS(uri), SLICE_ARGS(parts.items[i]));
    }
    return uri;
}

/* The path of the file that a reference in the file at `path` names; data NULL where it names none:
 * a part of the same document, or a URI of its own. */
static slice referred_path(struct arena *arena, slice path, slice reference)
{
    slice name = slice_sub(reference, 0, slice_find_byte(reference, '#'));
    size_t colon = slice_find_byte(name, ':');
    if (name.length == 0 || colon < name.length || name.data[0] == '/') {
        return (slice){NULL, 0};
    }
    slice folder = slice_sub(path, 0, path.length - slice_basename(path).length);
    return arena_printf(arena, "%.*s%.*s", SLICE_ARGS(folder), SLICE_ARGS(name));
}

static struct config_file *load(struct loading *loading, slice path);

/* JSON_DEPTH_MAX bounds the recursion in a file, FILES_MAX that through files. */
static void load_referred(struct loading *loading, slice path, const struct value *value)
{
    for (uint32_t i = 0; i < value->count; i++) {
        if (value->kind != VALUE_OBJECT) {
            load_referred(loading, path, &value->items[i]);
            continue;
        }
        const struct member *member = &value->members[i];
        bool refers = slice_is(member->key.string.bytes, "$ref") ||
                      slice_is(member->key.string.bytes, "$dynamicRef");
        if (refers && member->value.kind == VALUE_STRING) {
            slice other = referred_path(loading->arena, path, member->value.string.bytes);
            if (other.data) {
                load(loading, other);
            }
        } else {
            load_referred(loading, path, &member->value);
        }
    }
}

/* NULL where it can't be read: the schema module says so where it is referred to. */
static struct config_file *load(struct loading *loading, slice path)
{
    slice bytes;
    struct error_sink silent = {0};
    slice uri = uri_of(loading->arena, path);
    struct config_file *file = map_get(loading->read, uri);
    if (file || loading->count >= FILES_MAX) {
        return file;
    }
    const char *name = arena_cstring(loading->arena, path);
    file = ARENA_NEW(loading->arena, struct config_file);
    bool first = loading->count++ == 0;
    file_note(loading->arena, loading->schemas->files, name);
    if (file_read(loading->arena, name, FILE_SIZE_MAX, &bytes) ||
        !config_read(file, loading->arena, name, bytes, first ? loading->errors : &silent)) {
        return NULL;
    }
    map_put(loading->read, uri, file);
    schema_registry_add(loading->schemas->registry, uri, &file->root);
    load_referred(loading, path, &file->root);
    return file;
}

struct schema *schema_file_compile(const struct config_file *file, const struct value *name,
                                   const char *path, struct rule_schemas *schemas)
{
    struct arena *arena = schemas->arena;
    struct loading loading = {arena, file->errors, schemas, map_new(arena), 0};
    slice bytes;
    file_note(arena, schemas->files, path);
    const char *why = file_read(arena, path, FILE_SIZE_MAX, &bytes);
    if (why) {
        config_error(file, name->start, "can't read %s: %s", path, why);
        return NULL;
    }
    if (!schemas->registry) {
        schemas->registry = schema_registry_new(arena);
    }
    slice whole = slice_from(path);
    const struct config_file *own = load(&loading, whole);
    return own ? rule_schema_compile_at(own, &own->root, uri_of(arena, whole), schemas) : NULL;
}
