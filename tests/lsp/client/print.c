/* JSON for people. In: a value. Out: lines. */
#include "tests/lsp/client/client.h"

#include <stdlib.h>

enum { WIDTH = 100 };

struct printing {
    struct buffer *out;
    const char *mark;
};

/* A position is shown as 1:3, a range as 1:3-1:8. */
static bool append_place(struct buffer *out, const cJSON *item)
{
    const cJSON *line = cJSON_GetObjectItemCaseSensitive(item, "line");
    const cJSON *character = cJSON_GetObjectItemCaseSensitive(item, "character");
    const cJSON *start = cJSON_GetObjectItemCaseSensitive(item, "start");
    const cJSON *end = cJSON_GetObjectItemCaseSensitive(item, "end");
    if (cJSON_IsNumber(line) && cJSON_IsNumber(character)) {
        buffer_printf(out, "%.0f:%.0f", line->valuedouble, character->valuedouble);
    } else if (start && end) {
        append_place(out, start);
        buffer_append_byte(out, '-');
        append_place(out, end);
    } else {
        return false;
    }
    return true;
}

static void append_flat(struct buffer *out, const cJSON *item)
{
    if (item->string) {
        buffer_printf(out, "\"%s\": ", item->string);
    }
    if (append_place(out, item)) {
        return;
    }
    bool object = cJSON_IsObject(item);
    if (!object && !cJSON_IsArray(item)) {
        char *printed = cJSON_PrintUnformatted(item);
        buffer_append(out, slice_from(printed));
        free(printed);
        return;
    }
    buffer_append_byte(out, object ? '{' : '[');
    for (const cJSON *child = item->child; child; child = child->next) {
        append_flat(out, child);
        buffer_append(out, child->next ? SLICE(", ") : SLICE(""));
    }
    buffer_append_byte(out, object ? '}' : ']');
}

static void start_line(const struct printing *printing, int indent)
{
    buffer_printf(printing->out, "%s %*s", printing->mark, indent, "");
}

static bool has_lines(const cJSON *item)
{
    bool lines = cJSON_IsString(item) && strchr(item->valuestring, '\n');
    for (const cJSON *child = item->child; child && !lines; child = child->next) {
        lines = has_lines(child);
    }
    return lines;
}

static void print_lines(const struct printing *printing, const char *text, int indent)
{
    buffer_append(printing->out, SLICE("\"\"\"\n"));
    for (;;) {
        size_t length = strcspn(text, "\n");
        buffer_append(printing->out, slice_from(printing->mark));
        buffer_printf(printing->out, length ? " %*s%.*s\n" : "%.*s%.*s\n", length ? indent : 0, "",
                      (int)length, text);
        if (!text[length]) {
            break;
        }
        text += length + 1;
    }
    start_line(printing, indent);
    buffer_append(printing->out, SLICE("\"\"\""));
}

static void print_value(const struct printing *printing, const cJSON *item, int indent)
{
    struct buffer flat = {.arena = printing->out->arena};
    append_flat(&flat, item);
    if (flat.length + (size_t)indent <= WIDTH && !has_lines(item)) {
        buffer_append(printing->out, buffer_slice(&flat));
        return;
    }
    if (item->string) {
        buffer_printf(printing->out, "\"%s\": ", item->string);
    }
    if (cJSON_IsString(item) && has_lines(item)) {
        print_lines(printing, item->valuestring, indent);
        return;
    }
    if (!item->child) {
        struct cJSON bare = *item;
        bare.string = NULL;
        append_flat(printing->out, &bare);
        return;
    }
    buffer_append(printing->out, cJSON_IsObject(item) ? SLICE("{\n") : SLICE("[\n"));
    for (const cJSON *child = item->child; child; child = child->next) {
        start_line(printing, indent + 2);
        print_value(printing, child, indent + 2);
        buffer_append(printing->out, child->next ? SLICE(",\n") : SLICE("\n"));
    }
    start_line(printing, indent);
    buffer_append_byte(printing->out, cJSON_IsObject(item) ? '}' : ']');
}

void client_print(struct buffer *out, const cJSON *json, const char *mark)
{
    struct printing printing = {out, mark};
    start_line(&printing, 0);
    print_value(&printing, json, 0);
    buffer_append_byte(out, '\n');
}
