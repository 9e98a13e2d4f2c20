/* Markdown: fenced code blocks (CommonMark 0.31.2 section 4.5) inside block quotes (5.1) and list
 * items (5.2). In: a document. Out: a region for each fence that holds shell.
 *
 * Only what decides where a fence begins and ends is followed: containers, paragraphs (a line may
 * go on with one lazily), indented code (4.4) and HTML blocks (4.6). */
#include "host/markdown.h"

#include "base/ascii.h"

enum { CONTAINERS_MAX = 64, TAB = 4 };

enum container_kind { CONTAINER_QUOTE, CONTAINER_ITEM };

struct container {
    enum container_kind kind;
    uint32_t indent; /* of an item: columns that its content is indented, from the container's */
};

/* A line at work. A tab may be taken in part: `spent` columns of it are gone. */
struct line {
    slice bytes; /* of the whole document */
    uint32_t at;
    uint32_t end;    /* without the newline */
    uint32_t column; /* of `at`, from 0 */
    uint32_t spent;
};

struct document {
    struct arena *arena;
    const struct view *view;
    fence_function *function;
    void *context;
    struct container containers[CONTAINERS_MAX];
    uint32_t depth;
    bool paragraph;  /* the line before may be gone on with */
    bool blank_item; /* the innermost item began with a blank line, the last one */
    uint32_t html;   /* the kind of HTML block that is open, 1 to 7; 0: none */
    bool in_fence;
    char fence_byte;
    uint32_t fence_length;
    uint32_t fence_indent;
    slice info;
    struct view_builder *content;
};

/* ---- Columns ---- */

static char here(const struct line *line)
{
    return line->at < line->end ? line->bytes.data[line->at] : '\n';
}

static uint32_t tab_width(const struct line *line)
{
    return TAB - line->column % TAB;
}

/* Takes up to `columns` columns of blanks; returns how many there were. */
static uint32_t take_blanks(struct line *line, uint32_t columns)
{
    uint32_t taken = 0;
    while (taken < columns) {
        if (here(line) == ' ') {
            line->at++;
            line->column++;
            taken++;
        } else if (here(line) == '\t') {
            line->column++;
            line->spent++;
            taken++;
            if (line->column % TAB == 0) {
                line->at++;
                line->spent = 0;
            }
        } else {
            break;
        }
    }
    return taken;
}

static uint32_t indent_of(const struct line *line)
{
    struct line copy = *line;
    return take_blanks(&copy, UINT32_MAX);
}

static bool is_blank_line(const struct line *line)
{
    for (uint32_t at = line->at; at < line->end; at++) {
        if (!strchr(" \t\r", line->bytes.data[at])) {
            return false;
        }
    }
    return true;
}

static void take_byte(struct line *line)
{
    line->at++;
    line->column++;
}

/* ---- Fences ---- */

static void close_fence(struct document *document)
{
    struct fence fence = {document->info, view_builder_finish(document->content)};
    document->in_fence = false;
    document->function(document->context, &fence);
}

/* The length of the run of fence bytes here; 0 where it is no fence. */
static uint32_t fence_run(const struct line *line)
{
    char c = here(line);
    uint32_t length = 0;
    while ((c == '`' || c == '~') && line->at + length < line->end &&
           line->bytes.data[line->at + length] == c) {
        length++;
    }
    return length >= 3 ? length : 0;
}

static bool open_fence(struct document *document, struct line line)
{
    uint32_t indent = take_blanks(&line, TAB);
    uint32_t length = indent < TAB ? fence_run(&line) : 0;
    slice info = slice_trim(slice_sub(line.bytes, line.at + length, line.end));
    char c = here(&line);
    if (length == 0 || (c == '`' && slice_find_byte(info, '`') < info.length)) {
        return false;
    }
    document->in_fence = true;
    document->fence_byte = c;
    document->fence_length = length;
    document->fence_indent = indent;
    document->info = info;
    document->content = view_builder_new(document->arena, document->view);
    document->paragraph = false;
    return true;
}

static bool closes_fence(const struct document *document, struct line line)
{
    uint32_t indent = take_blanks(&line, TAB);
    uint32_t length = indent < TAB && here(&line) == document->fence_byte ? fence_run(&line) : 0;
    line.at += length;
    return length >= document->fence_length && is_blank_line(&line);
}

static void keep_content(struct document *document, struct line *line)
{
    take_blanks(line, document->fence_indent);
    if (line->spent > 0) { /* what is left of a tab */
        uint32_t width = tab_width(line);
        view_builder_make(document->content, slice_sub(SLICE("    "), 0, width), line->at,
                          line->at + 1);
        line->at++;
    }
    uint32_t end = line->end < line->bytes.length ? line->end + 1 : line->end;
    bool carriage = line->end > line->at && line->bytes.data[line->end - 1] == '\r';
    view_builder_keep(document->content, line->at, line->end - carriage);
    view_builder_keep(document->content, line->end, end);
}

static uint32_t html_kind(const struct document *document, struct line line)
{
    if (take_blanks(&line, TAB) == TAB) {
        return 0;
    }
    return html_block_kind(slice_sub(line.bytes, line.at, line.end), document->paragraph);
}

static bool ends_html(uint32_t kind, const struct line *line)
{
    return html_block_ends(kind, slice_sub(line->bytes, line->at, line->end));
}

/* ---- Containers ---- */

static bool is_thematic_break(struct line line)
{
    if (take_blanks(&line, TAB) == TAB) {
        return false;
    }
    char mark = here(&line);
    uint32_t count = 0;
    for (uint32_t at = line.at; at < line.end; at++) {
        char c = line.bytes.data[at];
        if (c != mark && !strchr(" \t\r", c)) {
            return false;
        }
        count += c == mark;
    }
    return (mark == '-' || mark == '*' || mark == '_') && count >= 3;
}

static bool is_heading(struct line line)
{
    uint32_t indent = take_blanks(&line, TAB);
    uint32_t level = 0;
    while (here(&line) == '#' && level < 7) {
        take_byte(&line);
        level++;
    }
    return indent < TAB && level > 0 && level < 7 && (strchr(" \t\r\n", here(&line)) != NULL);
}

/* === or --- under a paragraph makes a heading of it (4.3). */
static bool is_setext_underline(struct line line)
{
    uint32_t indent = take_blanks(&line, TAB);
    char mark = here(&line);
    while (here(&line) == mark && line.at < line.end) {
        take_byte(&line);
    }
    return indent < TAB && (mark == '=' || mark == '-') && is_blank_line(&line);
}

static bool take_quote(struct line *line)
{
    struct line copy = *line;
    if (take_blanks(&copy, TAB) == TAB || here(&copy) != '>') {
        return false;
    }
    take_byte(&copy);
    take_blanks(&copy, 1);
    *line = copy;
    return true;
}

/* The marker's length; 0 where there is none. `*first` says whether it may interrupt a paragraph.
 */
static uint32_t marker_length(const struct line *line, bool *interrupts)
{
    char c = here(line);
    *interrupts = true;
    if (c == '-' || c == '+' || c == '*') {
        return 1;
    }
    uint32_t length = 0;
    while (line->at + length < line->end && ascii_is_digit(line->bytes.data[line->at + length])) {
        length++;
    }
    char after = line->at + length < line->end ? line->bytes.data[line->at + length] : '\0';
    if (length == 0 || length > 9 || (after != '.' && after != ')')) {
        return 0;
    }
    *interrupts = length == 1 && c == '1';
    return length + 1;
}

/* Opens the list item that begins here. */
static bool take_item(struct document *document, struct line *line)
{
    struct line copy = *line;
    uint32_t start = copy.column;
    bool interrupts;
    if (take_blanks(&copy, TAB) == TAB || is_thematic_break(*line)) {
        return false;
    }
    uint32_t length = marker_length(&copy, &interrupts);
    if (length == 0) {
        return false;
    }
    copy.at += length;
    copy.column += length;
    bool blank = is_blank_line(&copy);
    if ((!blank && here(&copy) != ' ' && here(&copy) != '\t') ||
        (document->paragraph && (blank || !interrupts))) {
        return false;
    }
    uint32_t blanks = indent_of(&copy);
    blanks = blank || blanks > TAB ? 1 : blanks; /* more are indented code in the item */
    uint32_t indent = copy.column + blanks - start;
    take_blanks(&copy, blanks);
    document->blank_item = blank;
    document->containers[document->depth++] = (struct container){CONTAINER_ITEM, indent};
    *line = copy;
    return true;
}

/* Takes what goes on with the open containers; returns how many do. */
static uint32_t match_containers(struct document *document, struct line *line)
{
    uint32_t matched = 0;
    for (; matched < document->depth; matched++) {
        const struct container *container = &document->containers[matched];
        if (container->kind == CONTAINER_QUOTE) {
            if (!take_quote(line)) {
                break;
            }
            continue;
        }
        if (is_blank_line(line)) {
            bool last = matched + 1 == document->depth;
            if (last && document->blank_item) {
                break; /* an item begins with at most one blank line */
            }
            continue;
        }
        if (indent_of(line) < container->indent) {
            break;
        }
        take_blanks(line, container->indent);
    }
    return matched;
}

/* Opens containers that begin here. */
static bool open_containers(struct document *document, struct line *line)
{
    bool opened = false;
    while (document->depth < CONTAINERS_MAX && indent_of(line) < TAB) {
        struct line before = *line;
        if (take_quote(line)) {
            document->containers[document->depth++] = (struct container){CONTAINER_QUOTE, 0};
        } else if (!take_item(document, line)) {
            *line = before;
            break;
        }
        document->paragraph = false;
        opened = true;
    }
    return opened;
}

/* ---- Lines ---- */

/* Whether the line, in which not all containers go on, goes on with the paragraph in them. */
static bool is_lazy(struct document *document, const struct line *line, uint32_t matched)
{
    if (!document->paragraph || is_blank_line(line)) {
        return false;
    }
    struct document trial = *document;
    struct line copy = *line;
    trial.depth = matched;
    trial.blank_item = false;
    return !open_containers(&trial, &copy) && !is_thematic_break(*line) && !is_heading(*line) &&
           html_kind(&trial, *line) == 0 && !(indent_of(line) < TAB && fence_run(&copy)) &&
           !open_fence(&trial, *line);
}

static void read_leaf(struct document *document, struct line *line)
{
    if (is_blank_line(line)) {
        document->paragraph = false;
        document->html = document->html >= 6 ? 0 : document->html;
        return;
    }
    document->blank_item = false;
    if (document->html) {
        document->html = ends_html(document->html, line) ? 0 : document->html;
        return;
    }
    if (!document->paragraph && indent_of(line) >= TAB) {
        return; /* indented code */
    }
    if (open_fence(document, *line)) {
        return;
    }
    uint32_t html = html_kind(document, *line);
    if (html) {
        document->html = ends_html(html, line) ? 0 : html;
        document->paragraph = false;
        return;
    }
    document->paragraph = !is_heading(*line) && !is_thematic_break(*line) &&
                          !(document->paragraph && is_setext_underline(*line));
}

static void read_line(struct document *document, struct line line)
{
    uint32_t matched = match_containers(document, &line);
    if (document->in_fence && matched == document->depth) {
        if (closes_fence(document, line)) {
            close_fence(document);
        } else {
            keep_content(document, &line);
        }
        return;
    }
    if (document->in_fence) {
        close_fence(document);
    }
    if (matched < document->depth) {
        if (is_lazy(document, &line, matched)) {
            return;
        }
        document->depth = matched;
        document->html = 0;
        document->paragraph = false;
    }
    if (!document->html) {
        bool underline = document->paragraph && is_setext_underline(line);
        if (!underline) {
            open_containers(document, &line);
        }
    }
    read_leaf(document, &line);
}

void markdown_read(struct arena *arena, const struct source *source, fence_function *function,
                   void *context)
{
    struct document document = {.arena = arena,
                                .view = view_of_source(arena, source),
                                .function = function,
                                .context = context};
    slice bytes = source->bytes;
    for (uint32_t at = 0; at < bytes.length;) {
        uint32_t end = at + (uint32_t)slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
        read_line(&document, (struct line){.bytes = bytes, .at = at, .end = end});
        at = end + 1;
    }
    if (document.in_fence) {
        close_fence(&document);
    }
}
