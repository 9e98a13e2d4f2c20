/* JSON that reaches no known sink. In: a text. Out: whether it is JSON by its look. */
#include "payload/extract.h"

static size_t skip_space(slice bytes, size_t at)
{
    while (at < bytes.length && strchr(" \t\r\n", bytes.data[at]) && bytes.data[at]) {
        at++;
    }
    return at;
}

static slice final_bytes(struct text text)
{
    const struct text_piece *last = &text.pieces[text.count - 1];
    return slice_trim(piece_bytes(last));
}

bool is_bare_json(struct text text)
{
    if (text.count == 0) {
        return false;
    }
    slice bytes = text_visible_prefix(text);
    bool array = bytes.length > 0 && bytes.data[0] == '[';
    size_t at = array ? skip_space(bytes, 1) : 0;
    if (at >= bytes.length || bytes.data[at] != '{') {
        return false;
    }
    at = skip_space(bytes, at + 1);
    if (at >= bytes.length || bytes.data[at] != '"') {
        return false;
    }
    at += 1 + slice_find_byte(slice_sub(bytes, at + 1, bytes.length), '"');
    at = skip_space(bytes, at + 1);
    slice final = final_bytes(text);
    return at < bytes.length && bytes.data[at] == ':' && final.length > 0 &&
           final.data[final.length - 1] == (array ? ']' : '}');
}
