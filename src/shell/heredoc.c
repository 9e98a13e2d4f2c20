/* Heredocs (POSIX.1-2017 XCU 2.7.4; bash(1) "Here Documents").
 * In: the scanner behind << and, later, behind the newline. Out: each body in a view of its own,
 * its parts read. */
#include "base/buffer.h"
#include "shell/scanner.h"

/* The delimiter: the word with its quotes removed and nothing expanded. */
static void append_unquoted(struct buffer *delimiter, const struct scanner *scanner,
                            const struct word_part *parts, bool *quoted)
{
    for (const struct word_part *part = parts; part; part = part->next) {
        slice bytes = {scanner->bytes + part->start, part->end - part->start};
        switch (part->kind) {
        case PART_ESCAPE:
            *quoted = true;
            buffer_append(delimiter, slice_sub(bytes, 1, bytes.length));
            break;
        case PART_CONTINUATION:
            break;
        case PART_SINGLE_QUOTED:
            *quoted = true;
            buffer_append(delimiter, slice_sub(bytes, 1, bytes.length - 1));
            break;
        case PART_ANSI_C_QUOTED:
            *quoted = true;
            buffer_append(delimiter, slice_sub(bytes, 2, bytes.length - 1));
            break;
        case PART_DOUBLE_QUOTED:
            *quoted = true;
            append_unquoted(delimiter, scanner, part->children, quoted);
            break;
        default:
            buffer_append(delimiter, bytes);
        }
    }
}

struct heredoc *scan_heredoc_start(struct scanner *scanner, bool strip_tabs,
                                   struct shell_word *delimiter)
{
    *delimiter = scan_word(scanner, (struct part_mode){0});
    struct heredoc *heredoc = ARENA_NEW(scanner->arena, struct heredoc);
    heredoc->strip_tabs = strip_tabs;
    heredoc->start = heredoc->end = scanner->at;
    heredoc->view = view_part(scanner->arena, scanner->view, scanner->at, scanner->at);
    if (delimiter->parts) {
        struct buffer bytes = {.arena = scanner->arena};
        append_unquoted(&bytes, scanner, delimiter->parts, &heredoc->quoted);
        heredoc->delimiter = buffer_slice(&bytes);
    } else {
        heredoc->delimiter =
            (slice){scanner->bytes + delimiter->start, delimiter->end - delimiter->start};
    }
    VECTOR_PUSH(scanner->arena, &scanner->pending, heredoc);
    return heredoc;
}

/* The end of the line at the scanner, its newline left out. Where the body is expanded a backslash
 * before the newline joins the next line to it. */
static uint32_t line_end(const struct scanner *scanner, bool quoted)
{
    uint32_t at = scanner->at;
    while (at < scanner->end && scanner->bytes[at] != '\n') {
        if (scanner->bytes[at] == '\\' && !quoted && at + 1 < scanner->end) {
            at++;
        }
        at++;
    }
    return at;
}

/* `EOF)` ends a heredoc inside $(…), as bash does with a warning. */
static bool ends_before_parenthesis(const struct scanner *scanner, slice line, slice delimiter)
{
    return scanner->in_substitution && delimiter.length > 0 && slice_starts_with(line, delimiter) &&
           slice_find_byte(slice_sub(line, delimiter.length, line.length), ')') <
               line.length - delimiter.length;
}

/* The body, read; its tabs dropped where <<- says so. */
static void finish_body(struct scanner *scanner, struct heredoc *heredoc,
                        struct view_builder *builder)
{
    heredoc->view = heredoc->strip_tabs
                        ? view_builder_finish(builder)
                        : view_part(scanner->arena, scanner->view, heredoc->start, heredoc->end);
    struct scanner inner = scanner_inside(scanner, heredoc->view);
    if (heredoc->quoted) {
        if (inner.end > 0) {
            struct part_list list = {0};
            part_append(&inner, &list, PART_LITERAL, 0, inner.end);
            heredoc->parts = list.first;
        }
        return;
    }
    heredoc->parts = scan_parts(&inner, (struct part_mode){.quoted = true, .heredoc = true});
}

static void scan_body(struct scanner *scanner, struct heredoc *heredoc)
{
    struct view_builder *builder =
        heredoc->strip_tabs ? view_builder_new(scanner->arena, scanner->view) : NULL;
    heredoc->start = scanner->at;
    while (!scanner_at_end(scanner)) {
        uint32_t line_start = scanner->at;
        while (heredoc->strip_tabs && scanner_peek(scanner, 0) == '\t') {
            scanner->at++;
        }
        uint32_t content = scanner->at;
        uint32_t end = line_end(scanner, heredoc->quoted);
        slice line = {scanner->bytes + content, end - content};
        uint32_t next = end < scanner->end ? end + 1 : end;
        if (slice_equal(line, heredoc->delimiter)) {
            heredoc->end = line_start;
            heredoc->closed = true;
            scanner->at = next;
            break;
        }
        if (ends_before_parenthesis(scanner, line, heredoc->delimiter)) {
            heredoc->end = line_start;
            heredoc->closed = true;
            scanner->at = content + (uint32_t)heredoc->delimiter.length;
            break;
        }
        if (builder) {
            view_builder_keep(builder, content, next);
        }
        scanner->at = next;
    }
    if (!heredoc->closed) {
        heredoc->end = scanner->end;
        scanner_problem(scanner, heredoc->start, "this heredoc's delimiter is missing");
    }
    finish_body(scanner, heredoc, builder);
}

void scan_heredoc_bodies(struct scanner *scanner)
{
    for (size_t i = scanner->pending_first; i < scanner->pending.count; i++) {
        scan_body(scanner, scanner->pending.items[i]);
    }
    scanner->pending.count = scanner->pending_first;
}
