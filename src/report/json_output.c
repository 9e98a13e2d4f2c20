/* JSON output. In: values. Out: text on a stream. */
#include "report/json_output.h"

#include "base/buffer.h"
#include "base/utf8.h"

slice output_valid(struct arena *arena, slice bytes)
{
    struct buffer buffer = {.arena = arena};
    for (size_t at = 0; at < bytes.length;) {
        size_t length;
        uint32_t code_point = utf8_decode(slice_sub(bytes, at, bytes.length), &length);
        /* cJSON's strings end at a NUL. */
        if (code_point == UTF8_INVALID || code_point == 0) {
            buffer_append_utf8(&buffer, 0xFFFD);
        } else {
            buffer_append(&buffer, slice_sub(bytes, at, at + length));
        }
        at += length;
    }
    buffer_append_byte(&buffer, '\0');
    return (slice){buffer.data, buffer.length - 1};
}

static void *required(void *memory)
{
    if (!memory) {
        memory_is_out();
    }
    return memory;
}

void output_add_slice(struct arena *arena, cJSON *object, const char *key, slice bytes)
{
    if (bytes.data) {
        required(cJSON_AddStringToObject(object, key, output_valid(arena, bytes).data));
    }
}

static cJSON *add(cJSON *parent, const char *key, cJSON *child)
{
    required(child);
    if (key) {
        cJSON_AddItemToObject(parent, key, child);
    } else {
        cJSON_AddItemToArray(parent, child);
    }
    return child;
}

cJSON *output_add_object(cJSON *parent, const char *key)
{
    return add(parent, key, cJSON_CreateObject());
}

cJSON *output_add_array(cJSON *parent, const char *key)
{
    return add(parent, key, cJSON_CreateArray());
}

void output_add_position(cJSON *object, const char *key, const struct source *source,
                         uint32_t offset)
{
    struct position position = source_position(source, offset);
    cJSON *place = output_add_object(object, key);
    cJSON_AddNumberToObject(place, "line", position.line);
    cJSON_AddNumberToObject(place, "column", position.column);
}

void output_add_trail(struct arena *arena, cJSON *object, const struct finding_step *steps,
                      size_t count, const struct source *source)
{
    cJSON *trail = output_add_array(object, "trail");
    for (size_t i = 0; i < count; i++) {
        const struct finding_step *step = &steps[i];
        struct position position = source_position(step->span.source, step->span.start);
        cJSON *item = output_add_object(trail, NULL);
        if (step->span.source != source) {
            cJSON_AddStringToObject(item, "path", step->span.source->path);
        }
        cJSON_AddNumberToObject(item, "line", position.line);
        cJSON_AddNumberToObject(item, "column", position.column);
        output_add_slice(arena, item, "message", step->message);
    }
}

static void print(cJSON *document, char *printed, FILE *out)
{
    fputs(required(printed), out);
    cJSON_free(printed);
    cJSON_Delete(document);
}

void output_print_part(cJSON *part, FILE *out)
{
    print(part, cJSON_PrintUnformatted(part), out);
}

void output_print(cJSON *document, FILE *out)
{
    output_print_part(document, out);
    fputc('\n', out);
}

void output_print_lines(cJSON *document, FILE *out)
{
    print(document, cJSON_Print(document), out);
    fputc('\n', out);
}
