/* HTML blocks of Markdown (CommonMark 0.31.2 section 4.6). In: a line. Out: whether it begins or
 * ends one, of which of the seven kinds. */
#include "host/markdown.h"

#include "base/ascii.h"

static bool starts_like(slice bytes, const char *start)
{
    slice like = slice_from(start);
    return slice_equal_in_any_case(slice_sub(bytes, 0, like.length), like);
}

static bool holds_like(slice bytes, const char *part)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if (starts_like(slice_sub(bytes, i, bytes.length), part)) {
            return true;
        }
    }
    return false;
}

static const char *const verbatim_tags[] = {"pre", "script", "style", "textarea"};

/* Those of start condition 6. */
static const char *const block_tags[] = {
    "address",  "article",  "aside",    "base",       "basefont", "blockquote", "body",   "caption",
    "center",   "col",      "colgroup", "dd",         "details",  "dialog",     "dir",    "div",
    "dl",       "dt",       "fieldset", "figcaption", "figure",   "footer",     "form",   "frame",
    "frameset", "h1",       "h2",       "h3",         "h4",       "h5",         "h6",     "head",
    "header",   "hr",       "html",     "iframe",     "legend",   "li",         "link",   "main",
    "menu",     "menuitem", "nav",      "noframes",   "ol",       "optgroup",   "option", "p",
    "param",    "search",   "section",  "summary",    "table",    "tbody",      "td",     "tfoot",
    "th",       "thead",    "title",    "tr",         "track",    "ul"};

static bool is_tag(slice bytes, const char *const *tags, size_t count, bool may_close)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(tags[i]);
        if (!starts_like(bytes, tags[i])) {
            continue;
        }
        slice after = slice_sub(bytes, length, bytes.length);
        if (after.length == 0 || strchr(" \t\r>", after.data[0]) ||
            (may_close && slice_starts_with(after, SLICE("/>")))) {
            return true;
        }
    }
    return false;
}

/* Skips one attribute of an open tag (CommonMark section 6.6); false where there is none. */
static bool skip_attribute(slice bytes, size_t *at)
{
    size_t i = *at;
    while (i < bytes.length && strchr(" \t", bytes.data[i])) {
        i++;
    }
    if (i == *at || i >= bytes.length ||
        !(ascii_is_letter(bytes.data[i]) || strchr("_:", bytes.data[i]))) {
        return false;
    }
    while (i < bytes.length &&
           (ascii_is_alphanumeric(bytes.data[i]) || strchr("_.:-", bytes.data[i]))) {
        i++;
    }
    *at = i;
    while (i < bytes.length && strchr(" \t", bytes.data[i])) {
        i++;
    }
    if (i >= bytes.length || bytes.data[i] != '=') {
        return true;
    }
    for (i++; i < bytes.length && strchr(" \t", bytes.data[i]); i++) {
    }
    char quote = i < bytes.length ? bytes.data[i] : '\0';
    size_t start = i;
    if (quote == '"' || quote == '\'') {
        i += 1 + slice_find_byte(slice_sub(bytes, i + 1, bytes.length), quote);
        if (i >= bytes.length) {
            return false;
        }
        i++;
    } else {
        while (i < bytes.length && !strchr(" \t\"'=<>`", bytes.data[i])) {
            i++;
        }
    }
    *at = i;
    return i > start;
}

/* A whole open or closing tag alone on its line: start condition 7. */
static bool is_tag_alone(slice bytes)
{
    bool closes = slice_starts_with(bytes, SLICE("/"));
    size_t at = closes;
    if (at >= bytes.length || !ascii_is_letter(bytes.data[at])) {
        return false;
    }
    while (at < bytes.length && (ascii_is_alphanumeric(bytes.data[at]) || bytes.data[at] == '-')) {
        at++;
    }
    while (!closes && skip_attribute(bytes, &at)) {
    }
    while (at < bytes.length && strchr(" \t", bytes.data[at])) {
        at++;
    }
    at += !closes && at < bytes.length && bytes.data[at] == '/';
    return at < bytes.length && bytes.data[at] == '>' &&
           slice_trim(slice_sub(bytes, at + 1, bytes.length)).length == 0;
}

uint32_t html_block_kind(slice line, bool in_paragraph)
{
    if (!slice_starts_with(line, SLICE("<"))) {
        return 0;
    }
    slice rest = slice_sub(line, 1, line.length);
    bool closing = slice_starts_with(rest, SLICE("/"));
    slice name = slice_sub(rest, closing, rest.length);
    if (!closing &&
        is_tag(name, verbatim_tags, sizeof verbatim_tags / sizeof *verbatim_tags, false)) {
        return 1;
    }
    if (slice_starts_with(rest, SLICE("!--"))) {
        return 2;
    }
    if (slice_starts_with(rest, SLICE("?"))) {
        return 3;
    }
    if (slice_starts_with(rest, SLICE("![CDATA["))) {
        return 5;
    }
    if (slice_starts_with(rest, SLICE("!")) && rest.length > 1 && ascii_is_letter(rest.data[1])) {
        return 4;
    }
    if (is_tag(name, block_tags, sizeof block_tags / sizeof *block_tags, true)) {
        return 6;
    }
    return !in_paragraph && is_tag_alone(rest) ? 7 : 0;
}

bool html_block_ends(uint32_t kind, slice line)
{
    static const char *const ends[] = {[2] = "-->", [3] = "?>", [4] = ">", [5] = "]]>"};
    if (kind == 1) {
        return holds_like(line, "</pre>") || holds_like(line, "</script>") ||
               holds_like(line, "</style>") || holds_like(line, "</textarea>");
    }
    return kind < 6 && slice_find(line, slice_from(ends[kind])) < line.length;
}
