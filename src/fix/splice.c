/* Changes of a payload as changes of the file. In: bytes of a payload that others take the place
 * of. Out: edits that write them as the quotes there have it. */
#include "fix/fixer.h"

#include "base/ascii.h"
#include "rule/place.h"

static bool same_way(const struct trail *a, const struct trail *b)
{
    const struct trail *rest;
    return trail_beyond(a, b, &rest) && !rest;
}

bool flat_same_way(const struct flat_text *flat, uint32_t a, uint32_t b)
{
    return flat->piece_count > 0 &&
           same_way(flat_piece_at(flat, a)->piece->trail, flat_piece_at(flat, b)->piece->trail);
}

/* What may stand between two bytes of one literal: quotes of the shell, a continued line, the
 * indentation of a host. */
static bool is_seam(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if (!strchr(" \t'\"\\\n>", bytes.data[i]) || bytes.data[i] == '\0') {
            return false;
        }
    }
    return true;
}

bool flat_is_row(const struct flat_text *flat, uint32_t start, uint32_t end)
{
    struct span last = {0};
    for (uint32_t at = start; at < end; at++) {
        struct span span = flat_byte_span(flat, at);
        if (at >= flat->bytes.length || flat_is_hole(flat, at) || !span.source) {
            return false;
        }
        if (at > start && (span.source != last.source || span.start < last.end ||
                           !is_seam(slice_sub(span.source->bytes, last.end, span.start)))) {
            return false;
        }
        last = span;
    }
    return true;
}

static void add(struct fixer *fixer, struct splices *splices, struct splice splice)
{
    VECTOR_RESERVE(fixer->arena, splices);
    size_t at = splices->count++;
    for (; at > 0 && splices->items[at - 1].start > splice.start; at--) {
        splices->items[at] = splices->items[at - 1];
    }
    splices->items[at] = splice;
}

void splices_add(struct fixer *fixer, struct splices *splices, uint32_t start, uint32_t end,
                 slice bytes)
{
    add(fixer, splices, (struct splice){.start = start, .end = end, .bytes = bytes});
}

void splices_insert_behind(struct fixer *fixer, struct splices *splices, uint32_t offset,
                           slice bytes)
{
    struct splice splice = {.start = offset, .end = offset, .bytes = bytes, .behind = true};
    add(fixer, splices, splice);
}

/* ---- Quotes round a word ---- */

/* Bytes that mean the same between double quotes as outside, `$NAME` and `${NAME}` too where they
 * stand for one word. */
static bool is_quotable(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        char c = bytes.data[i];
        bool letter = ascii_is_alphanumeric(c);
        bool brace = c == '{' && i > 0 && bytes.data[i - 1] == '$';
        if (!letter && !brace && (!strchr("_-./:@+$}", c) || c == '\0')) {
            return false;
        }
    }
    return bytes.length > 0;
}

/* Whether what stands round the bytes is written round them. */
static bool is_enclosed(const struct flat_text *flat, uint32_t start, uint32_t end)
{
    if (start == 0 || end >= flat->bytes.length || !flat_same_way(flat, start - 1, end)) {
        return false;
    }
    struct span before = flat_byte_span(flat, start - 1);
    struct span after = flat_byte_span(flat, end);
    return before.source && before.source == after.source && before.end <= after.start;
}

bool flat_lost_quotes(const struct flat_text *flat, uint32_t start, uint32_t end)
{
    if (!is_enclosed(flat, start, end) ||
        flat_piece_at(flat, start - 1)->piece->quoting != TEXT_DOUBLE_QUOTED ||
        flat_piece_at(flat, end)->piece->quoting != TEXT_DOUBLE_QUOTED) {
        return false;
    }
    struct span before = flat_byte_span(flat, start - 1);
    struct span after = flat_byte_span(flat, end);
    slice bytes = before.source->bytes;
    return before.end + 2 < after.start && bytes.data[before.end] == '"' &&
           bytes.data[after.start - 1] == '"' &&
           is_quotable(slice_sub(bytes, before.end + 1, after.start - 1));
}

bool splices_quote(struct fixer *fixer, const struct flat_text *flat, struct splices *splices,
                   uint32_t start, uint32_t end)
{
    bool lost = flat_lost_quotes(flat, start, end);
    if (!is_enclosed(flat, start, end)) {
        return false;
    }
    add(fixer, splices, (struct splice){start, start, SLICE("\""), true, lost});
    add(fixer, splices, (struct splice){end, end, SLICE("\""), false, lost});
    return true;
}

/* ---- Reading ---- */

struct flat_text splices_read(struct arena *arena, const struct flat_text *flat,
                              const struct splices *splices)
{
    struct text_builder builder = {.arena = arena};
    uint32_t at = 0;
    for (size_t i = 0; i < splices->count; i++) {
        const struct splice *splice = &splices->items[i];
        text_append(&builder, flat_cut(arena, flat, at, splice->start));
        text_append_literal(&builder, splice->bytes, (struct span){0}, TEXT_PLAIN);
        at = splice->end;
    }
    text_append(&builder, flat_cut(arena, flat, at, (uint32_t)flat->bytes.length));
    return text_flatten(arena, text_finish(&builder));
}

/* ---- Writing ---- */

struct splicing {
    struct fixer *fixer;
    const struct flat_text *flat;
    const struct source *source;
    struct edits edits;
};

static bool find_byte(const struct splicing *splicing, uint32_t offset, struct target *target)
{
    return offset < splicing->flat->bytes.length &&
           target_of_bytes(splicing->fixer, splicing->flat, offset, offset + 1, target) &&
           target->source == splicing->source;
}

/* A byte that single quotes are closed for, '\'' or '"'"': with that round it, as if it stood in
 * them. */
static void take_detour(const struct flat_text *flat, uint32_t offset, struct target *target)
{
    static const char *const detours[][2] = {{"'", "'"}, {"'\"", "\"'"}};
    slice bytes = target->source->bytes;
    if (target->kind != TARGET_SHELL || target->site.heredoc || offset == 0 ||
        offset + 1 >= flat->bytes.length ||
        flat_piece_at(flat, offset - 1)->piece->quoting != TEXT_SINGLE_QUOTED ||
        flat_piece_at(flat, offset + 1)->piece->quoting != TEXT_SINGLE_QUOTED) {
        return;
    }
    slice before = slice_sub(bytes, flat_byte_span(flat, offset - 1).end, target->start);
    slice after = slice_sub(bytes, target->end, flat_byte_span(flat, offset + 1).start);
    for (size_t i = 0; i < sizeof detours / sizeof *detours; i++) {
        if (slice_is(before, detours[i][0]) && slice_is(after, detours[i][1])) {
            target->start -= (uint32_t)before.length;
            target->end += (uint32_t)after.length;
            target->site.quoting = TEXT_SINGLE_QUOTED;
            return;
        }
    }
}

static slice command_name(const struct site *site)
{
    const struct token *first = site->token;
    while (first > site->script->tokens &&
           (first[-1].kind == TOKEN_WORD || first[-1].kind == TOKEN_REDIRECT)) {
        first--;
    }
    return token_bytes(site->script, first);
}

/* Whether a command may read backslashes once more: echo does in some shells (POSIX.1-2017 XCU
 * echo). */
static bool is_read_again(const struct target *target, slice bytes)
{
    return target->kind == TARGET_SHELL && target->site.file->is_posix && !target->site.heredoc &&
           slice_find_byte(bytes, '\\') < bytes.length &&
           slice_is(command_name(&target->site), "echo");
}

/* How the bytes are written at the target; data NULL where that isn't understood. */
static slice written_as(const struct splicing *splicing, const struct target *target, slice bytes)
{
    return is_read_again(target, bytes) ? (slice){NULL, 0}
                                        : quote_bytes(splicing->fixer->arena, target, bytes);
}

static bool write_insertion(struct splicing *splicing, const struct splice *splice)
{
    struct target target;
    uint32_t anchor = splice->behind ? splice->start - 1 : splice->start;
    if ((splice->behind && splice->start == 0) || !find_byte(splicing, anchor, &target)) {
        return false;
    }
    uint32_t at = splice->behind ? target.end : target.start;
    slice text = splice->takes_quote ? SLICE("\\") : written_as(splicing, &target, splice->bytes);
    if (!text.data) {
        return false;
    }
    at -= splice->takes_quote && !splice->behind;
    edits_add(splicing->fixer->arena, &splicing->edits, (struct edit){at, at, text});
    return true;
}

/* The indentation, or the marks of a quote in Markdown, that a heredoc or a host drops behind a
 * newline go with it. */
static uint32_t end_with_indentation(const struct splicing *splicing, uint32_t offset,
                                     const struct target *target)
{
    const struct flat_text *flat = splicing->flat;
    struct span next =
        offset + 1 < flat->bytes.length ? flat_byte_span(flat, offset + 1) : (struct span){0};
    uint32_t end = target->end;
    if (flat->bytes.data[offset] != '\n' || next.source != target->source || next.start < end) {
        return end;
    }
    while (end < next.start && strchr(" \t>", target->source->bytes.data[end])) {
        end++;
    }
    return end == next.start ? end : target->end;
}

static bool write_replacement(struct splicing *splicing, const struct splice *splice)
{
    struct arena *arena = splicing->fixer->arena;
    struct edit edit = {0};
    for (uint32_t at = splice->start; at < splice->end; at++) {
        struct target target;
        if (!find_byte(splicing, at, &target)) {
            return false;
        }
        if (splice->end - splice->start == 1) {
            take_detour(splicing->flat, at, &target);
        }
        slice bytes = at == splice->start ? splice->bytes : SLICE("");
        slice text = written_as(splicing, &target, bytes);
        uint32_t end = end_with_indentation(splicing, at, &target);
        if (!text.data) {
            return false;
        }
        if (at > splice->start && target.start == edit.end) {
            edit.end = end;
            continue;
        }
        if (at > splice->start) {
            edits_add(arena, &splicing->edits, edit);
        }
        edit = (struct edit){target.start, end, text};
    }
    edits_add(arena, &splicing->edits, edit);
    return true;
}

bool splices_write(struct fixer *fixer, const struct finding *finding,
                   const struct splices *splices, struct edits *edits)
{
    struct splicing splicing = {fixer, finding->subject.flat, finding->span.source, {0}};
    for (size_t i = 0; i < splices->count; i++) {
        const struct splice *splice = &splices->items[i];
        bool written = splice->start == splice->end ? write_insertion(&splicing, splice)
                                                    : write_replacement(&splicing, splice);
        if (!written) {
            return false;
        }
    }
    for (size_t i = 0; i < splicing.edits.count; i++) {
        edits_add(fixer->arena, edits, splicing.edits.items[i]);
    }
    return splices->count > 0;
}
