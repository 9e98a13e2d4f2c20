/* Text in markup. In: bytes. Out: the same, escaped. */
#include "report/markup.h"

#include "base/shown.h"
#include "base/utf8.h"

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void html_print(slice text, FILE *out)
{
    for (size_t at = 0; at < text.length;) {
        size_t length;
        uint32_t code_point = utf8_decode(slice_sub(text, at, text.length), &length);
        const char *entity = length == 1 ? entity_of(text.data[at]) : NULL;
        bool blank = code_point == '\n' || code_point == '\t';
        bool none = code_point == UTF8_INVALID || (code_point & 0xFFFE) == 0xFFFE;
        if (entity) {
            fputs(entity, out);
        } else if (none || (code_point < 0x20 && !blank) ||
                   (code_point >= 0x7F && code_point < 0xA0)) {
            fputs("\xEF\xBF\xBD", out);
        } else {
            fwrite(text.data + at, 1, length, out);
        }
        at += length;
    }
}

void markdown_print(slice text, FILE *out)
{
    for (size_t at = 0; at < text.length;) {
        size_t length;
        uint32_t code_point = utf8_decode(slice_sub(text, at, text.length), &length);
        if (code_point < 0x20 || code_point == 0x7F) {
            fputc(' ', out);
        } else if (!shown_is_plain(code_point)) {
            fputs("\xEF\xBF\xBD", out);
        } else {
            fputs(length == 1 && strchr("\\`*_{}[]<>#|~!&", text.data[at]) ? "\\" : "", out);
            fwrite(text.data + at, 1, length, out);
        }
        at += length;
    }
}
