/* Where a stretch of a payload is written. In: bytes of a payload. Out: bytes of a file, and how
 * they are quoted there. */
#include "base/ascii.h"
#include "fix/fixer.h"
#include "rule/place.h"

static bool is_string(const struct subject *subject)
{
    slice bytes = subject->flat->bytes;
    return subject->end - subject->start >= 2 && bytes.data[subject->start] == '"' &&
           bytes.data[subject->end - 1] == '"';
}

/* One byte written as an escape of $'…': \t, \x41. */
static bool is_escape(const struct text_piece *piece, slice written)
{
    return piece->quoting == TEXT_ANSI_C_QUOTED && piece_bytes(piece).length == 1 &&
           written.length >= 2 && written.data[0] == '\\';
}

/* The byte is written as itself, as an escape, or behind one backslash, which a string of JSON or
 * YAML writes with one more before each. */
static bool is_written(const struct flat_text *flat, uint32_t offset, struct span *span)
{
    *span = flat_byte_span(flat, offset);
    if (!span->source || flat_is_hole(flat, offset)) {
        return false;
    }
    slice bytes = span_bytes(*span);
    if (is_escape(flat_piece_at(flat, offset)->piece, bytes)) {
        return true;
    }
    slice escapes = slice_sub(SLICE("\\\\\\"), 0, bytes.length - 1);
    return bytes.length > 0 && bytes.length <= 4 && slice_starts_with(bytes, escapes) &&
           bytes.data[bytes.length - 1] == flat->bytes.data[offset];
}

static bool same_site(const struct site *a, const struct site *b)
{
    return a->script == b->script && a->token == b->token && a->heredoc == b->heredoc &&
           a->quoting == b->quoting && a->operand == b->operand;
}

static bool is_read_by_shell(const struct site *site, uint32_t origin)
{
    const struct view *view = site->region->view;
    uint32_t offset;
    return view_find(view, origin, &offset) && writing_is_shell(view, offset);
}

/* Says how the bytes from target->start up to target->end are quoted, by those at `first` and
 * `last`, which must stand in the same quotes. */
static bool look_at_site(struct fixer *fixer, struct target *target, uint32_t first, uint32_t last)
{
    struct site end;
    struct site *site = &target->site;
    target->kind = TARGET_OPAQUE;
    if (fixer_file(fixer, target->source)->region_count == 0) {
        target->kind = TARGET_DATA;
        return true;
    }
    if (!site_find(fixer, target->source, first, site)) { /* in a host, but not in its shell */
        return !site_find(fixer, target->source, last, &end);
    }
    if (!site_find(fixer, target->source, last, &end) || !same_site(site, &end)) {
        return false;
    }
    bool clear =
        site->is_clear && end.is_clear && !site->is_backquoted && is_read_by_shell(site, first);
    target->kind = clear ? TARGET_SHELL : TARGET_OPAQUE;
    return true;
}

/* The same of the end of a word, whatever quotes there are in it: all of it goes. */
static bool look_at_word(struct fixer *fixer, struct target *target)
{
    struct site *site = &target->site;
    target->kind = TARGET_SHELL;
    if (!site_find(fixer, target->source, target->start, site) || site->heredoc ||
        !is_read_by_shell(site, target->start)) {
        return false;
    }
    site->quoting = TEXT_PLAIN;
    site->part = NULL;
    return view_end(site->script->view, site->token->end) == target->end;
}

/* Whether the piece says the same of its quotes as the file does. */
static bool is_direct(const struct flat_text *flat, uint32_t offset, const struct target *target)
{
    enum text_quoting quoting = flat_piece_at(flat, offset)->piece->quoting;
    return target->kind == TARGET_SHELL &&
           (quoting == target->site.quoting || quoting == TEXT_ESCAPED);
}

bool target_of_bytes(struct fixer *fixer, const struct flat_text *flat, uint32_t start,
                     uint32_t end, struct target *target)
{
    struct span first;
    struct span last;
    if (end <= start || flat->piece_count == 0 || !is_written(flat, start, &first) ||
        !is_written(flat, end - 1, &last) || first.source != last.source ||
        last.end < first.start) {
        return false;
    }
    *target = (struct target){.source = first.source, .start = first.start, .end = last.end};
    if (!look_at_site(fixer, target, first.start, last.start)) {
        return false;
    }
    target->is_direct = is_direct(flat, start, target) && is_direct(flat, end - 1, target);
    return true;
}

/* Literal bytes that stand in one row. */
static bool find_literal(struct fixer *fixer, const struct flat_text *flat, uint32_t start,
                         uint32_t end, struct target *target)
{
    if (end <= start || flat_first_hole(flat, start) != flat_first_hole(flat, end) ||
        !target_of_bytes(fixer, flat, start, end, target)) {
        return false;
    }
    slice written = slice_sub(target->source->bytes, target->start, target->end);
    return slice_equal(written, slice_sub(flat->bytes, start, end));
}

/* What stands between the quotes of a string, both written in the same place. */
static bool find_between_quotes(struct fixer *fixer, const struct finding *finding,
                                struct target *target)
{
    const struct subject *subject = &finding->subject;
    struct span open;
    struct span close;
    bool written = is_written(subject->flat, subject->start, &open) &&
                   is_written(subject->flat, subject->end - 1, &close) &&
                   open.source == close.source && open.end <= close.start;
    if (!written || finding->span.source != open.source || finding->span.start < open.start ||
        finding->span.end > close.end) {
        return false;
    }
    *target = (struct target){.source = open.source, .start = open.end, .end = close.start};
    if (!look_at_site(fixer, target, open.start, close.end - 1)) {
        return false;
    }
    target->is_direct = is_direct(subject->flat, subject->start, target);
    return true;
}

/* Where it comes from elsewhere: what the finding points at; of a command that makes all of it, the
 * substitution. */
static bool find_origin(struct fixer *fixer, const struct finding *finding, struct target *target)
{
    struct span span = finding->span;
    if (!span.source || span.end <= span.start) {
        return false;
    }
    slice bytes = span.source->bytes;
    bool substituted = span.start >= 2 && span.end < bytes.length &&
                       memcmp(bytes.data + span.start - 2, "$(", 2) == 0 &&
                       bytes.data[span.end] == ')';
    uint32_t start = span.start - (substituted ? 2 : 0);
    uint32_t end = span.end + substituted;
    *target = (struct target){.source = span.source, .start = start, .end = end};
    if (!look_at_site(fixer, target, start, end - 1) || target->kind != TARGET_SHELL) {
        return false;
    }
    /* A string in quotes of its own inside the shell's is one of another language: jq's. */
    bool other = target->site.quoting != TEXT_PLAIN && strchr("\\\"'", bytes.data[start]);
    /* Of a dollar that the host doubles, both. */
    target->start = view_origin(target->site.view, target->site.offset);
    return !other;
}

static bool has_step(const struct flat_piece *place, const struct trail *wanted)
{
    const struct trail *step = place->piece->trail;
    while (step && !(step->kind == wanted->kind && span_equal(step->span, wanted->span))) {
        step = step->older;
    }
    return step != NULL;
}

const struct trail *flat_last_set(const struct flat_text *flat, uint32_t offset, uint32_t around)
{
    const struct flat_piece *outer = flat_piece_at(flat, around);
    const struct trail *step = flat_piece_at(flat, offset)->piece->trail;
    while (step && (step->kind != TRAIL_SET || has_step(outer, step))) {
        step = step->older;
    }
    return step;
}

/* The oldest step, of those that put something into a variable or pass it on as an argument, that
 * all bytes from `start` up to `end` have taken, but not the one at `around`: where they were put
 * together. NULL where there is none. */
static const struct trail *find_composition(const struct flat_text *flat, uint32_t start,
                                            uint32_t end, uint32_t around)
{
    const struct flat_piece *outer = flat_piece_at(flat, around);
    const struct flat_piece *first = flat_piece_at(flat, start);
    const struct trail *found = NULL;
    for (const struct trail *step = first->piece->trail; step; step = step->older) {
        const struct flat_piece *place = first;
        while (place < flat->pieces + flat->piece_count && place->start < end &&
               has_step(place, step)) {
            place++;
        }
        bool all = place == flat->pieces + flat->piece_count || place->start >= end;
        if (all && step->kind != TRAIL_EXPANDED && !has_step(outer, step)) {
            found = step;
        }
    }
    return found;
}

/* A value that is put together of several parts as may be: all that a variable is set to, or all of
 * an argument. A variable that holds the quotes too holds more than it. */
static bool find_word(struct fixer *fixer, const struct finding *finding, struct target *target)
{
    const struct flat_text *flat = finding->subject.flat;
    uint32_t start = finding->subject.start + 1;
    uint32_t end = finding->subject.end - 1;
    const struct trail *step = start < end ? find_composition(flat, start, end, start - 1) : NULL;
    if (!step || has_step(flat_piece_at(flat, end), step) ||
        step->span.source != finding->span.source) {
        return false;
    }
    slice word = span_bytes(step->span);
    size_t skipped = 0;
    if (step->kind == TRAIL_SET) {
        skipped = slice_find_byte(word, '=') + 1;
        if (skipped >= word.length ||
            !slice_equal(slice_sub(word, 0, skipped - 1), trail_name(step))) {
            return false;
        }
    }
    *target = (struct target){.source = step->span.source,
                              .start = step->span.start + (uint32_t)skipped,
                              .end = step->span.end};
    return look_at_word(fixer, target);
}

bool target_of_value(struct fixer *fixer, const struct finding *finding, struct target *target)
{
    const struct subject *subject = &finding->subject;
    if (!subject->flat || subject->flat->piece_count == 0 || subject->end <= subject->start) {
        return false;
    }
    bool string = is_string(subject);
    if (find_literal(fixer, subject->flat, subject->start + string, subject->end - string,
                     target)) {
        return true;
    }
    return string &&
           (find_word(fixer, finding, target) || find_between_quotes(fixer, finding, target) ||
            find_origin(fixer, finding, target));
}

/* ---- What the target is part of ---- */

/* Whether the quotes of the part stand right round the target; `opening` bytes are the first. */
static bool is_between(const struct target *target, uint32_t start, uint32_t opening, uint32_t end)
{
    const struct view *view = target->site.view;
    return view_origin(view, start + opening) == target->start &&
           view_end(view, end - 1) == target->end;
}

/* The double quotes round the offset: the part at the site is one inside them. */
static bool find_double_quotes(const struct target *target, uint32_t *start, uint32_t *end)
{
    slice bytes = target->site.view->bytes;
    uint32_t at = target->site.offset;
    while (at > 0 && view_origin(target->site.view, at) > target->start) {
        at--;
    }
    *start = at > 0 ? at - 1 : 0;
    *end = target->site.offset + 1;
    while (*end < bytes.length && view_end(target->site.view, *end) < target->end) {
        ++*end;
    }
    bool quoted = at > 0 && bytes.data[at - 1] == '"' && *end < bytes.length &&
                  bytes.data[*end] == '"' && (at < 2 || bytes.data[at - 2] != '\\');
    ++*end;
    return quoted;
}

slice target_written(const struct target *target)
{
    const struct view *view = target->site.view;
    uint32_t start;
    uint32_t last;
    if (target->kind != TARGET_SHELL || target->end == target->start ||
        !view_find(view, target->start, &start) || !view_find(view, target->end - 1, &last)) {
        return slice_sub(target->source->bytes, target->start, target->end);
    }
    return slice_sub(view->bytes, start, last + 1);
}

void target_take_quotes(struct target *target)
{
    const struct site *site = &target->site;
    const struct word_part *part = site->part;
    uint32_t opening = site->quoting == TEXT_ANSI_C_QUOTED ? 2 : 1;
    if (target->kind != TARGET_SHELL || !part || site->heredoc || site->operand) {
        return;
    }
    uint32_t start = part->start;
    uint32_t end = part->end;
    bool quoted = site->quoting == TEXT_SINGLE_QUOTED || site->quoting == TEXT_ANSI_C_QUOTED ||
                  (site->quoting == TEXT_DOUBLE_QUOTED && find_double_quotes(target, &start, &end));
    if (quoted && is_between(target, start, opening, end)) {
        target->start = view_origin(site->view, start);
        target->end = view_end(site->view, end);
        target->site.quoting = TEXT_PLAIN;
    }
}

slice target_assigned(const struct target *target)
{
    const slice none = {NULL, 0};
    const struct site *site = &target->site;
    if (target->kind != TARGET_SHELL || site->heredoc || site->operand ||
        site->token->kind != TOKEN_WORD) {
        return none;
    }
    slice word = token_bytes(site->script, site->token);
    size_t length = 0;
    while (length < word.length && (ascii_is_name(word.data[length], false))) {
        length++;
    }
    struct target whole = *target;
    target_take_quotes(&whole);
    bool assigns =
        length > 0 && length < word.length && word.data[length] == '=' &&
        !ascii_is_digit(word.data[0]) &&
        view_origin(site->script->view, site->token->start) + length + 1 == whole.start &&
        view_end(site->view, site->token->end) == whole.end;
    return assigns ? slice_sub(word, 0, length) : none;
}

bool target_is_operand(const struct target *target)
{
    const struct site *site = &target->site;
    const struct word_part *operand =
        target->kind == TARGET_SHELL && site->operand ? site->operand->parameter->operand : NULL;
    if (!operand) {
        return false;
    }
    const struct word_part *last = operand;
    while (last->next) {
        last = last->next;
    }
    return view_origin(site->view, operand->start) == target->start &&
           view_end(site->view, last->end) == target->end;
}
