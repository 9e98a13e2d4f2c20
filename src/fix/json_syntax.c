/* payload-must-be-JSON. In: what the reader found wrong. Out: the smallest change that makes it
 * right.
 *
 * A change is worked out on the payload's bytes and read again before it is written: what was wrong
 * must be gone, and nothing else come in its place. */
#include "fix/fixer.h"

#include "base/buffer.h"
#include "fix/json_mend.h"

static const struct mender_row rows[] = {
    {JSON_TRAILING_COMMA, mend_trailing_comma, FIX_SAFE, false, "delete the comma"},
    {JSON_EXTRA_COMMA, mend_extra_comma, FIX_SAFE, false, "delete the comma"},
    {JSON_MISSING_COMMA, mend_missing_comma, FIX_SAFE, false, "put a comma between them"},
    {JSON_MISSING_COLON, mend_missing_colon, FIX_SAFE, false, "put a colon behind the key"},
    {JSON_SINGLE_QUOTES, mend_single_quotes, FIX_SAFE, true, "use double quotes"},
    {JSON_KEY_NOT_STRING, mend_key, FIX_SAFE, true, "put the keys in quotes"},
    {JSON_BARE_WORD, mend_word, FIX_SAFE, false, "put it in quotes"},
    {JSON_CONTROL_CHARACTER, mend_control, FIX_SAFE, false, "escape it"},
    {JSON_UNESCAPED_QUOTE, mend_inner_quotes, FIX_UNSAFE, false, "escape the quotes inside"},
    {JSON_BAD_ESCAPE, mend_escape, FIX_UNSAFE, false, "escape the backslash"},
    {JSON_COMMENT, mend_comment, FIX_UNSAFE, false, "delete the comment"},
    {JSON_UNTERMINATED, mend_open_end, FIX_UNSAFE, false, "close what is open"},
};

static const struct mender_row *row_of(enum json_error_kind kind)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind == kind) {
            return &rows[i];
        }
    }
    return NULL;
}

/* The mistake that the finding tells; NULL where there are two at once: a word behind a key, say,
 * that is no value either. */
static const struct json_error *error_of(const struct subject *subject)
{
    const struct json_error *found = NULL;
    for (size_t i = 0; i < subject->document->error_count; i++) {
        const struct json_error *error = &subject->document->errors[i];
        if (error->start != subject->start || error->end != subject->end) {
            continue;
        }
        if (found) {
            return NULL;
        }
        found = error;
    }
    return found;
}

/* What shows that the reader may be wrong about where strings end: then nothing else is sure. */
static bool is_confusing(enum json_error_kind kind)
{
    return kind == JSON_UNTERMINATED || kind == JSON_UNESCAPED_QUOTE || kind == JSON_NO_VALUE ||
           kind == JSON_MISMATCHED_BRACKET;
}

struct kind_counts {
    size_t of[JSON_TOO_DEEP + 1];
};

static struct kind_counts count_kinds(const struct json_document *document)
{
    struct kind_counts counts = {0};
    for (size_t i = 0; i < document->error_count; i++) {
        counts.of[document->errors[i].kind]++;
    }
    return counts;
}

/* Whether what was mended is gone, nothing came in its place, and what is left is no sign that it
 * was misunderstood. */
static bool holds(const struct mending *mending, size_t mended)
{
    struct flat_text flat = splices_read(mending->fixer->arena, mending->flat, &mending->splices);
    struct json_document document = json_read(mending->fixer->arena, &flat);
    struct kind_counts before = count_kinds(mending->document);
    struct kind_counts after = count_kinds(&document);
    bool cut = mending->document->error_count == JSON_ERRORS_MAX; /* there may be more */
    before.of[mending->error->kind] -= mended;
    for (enum json_error_kind kind = 0; kind <= JSON_TOO_DEEP; kind++) {
        if (after.of[kind] > 0 &&
            (is_confusing(kind) || (!cut && after.of[kind] > before.of[kind]))) {
            return false;
        }
    }
    return true;
}

static bool is_put_into(const struct flat_text *flat, uint32_t offset, slice name)
{
    const struct trail *step = flat_piece_at(flat, offset)->piece->trail;
    while (step && !(step->kind == TRAIL_SET && slice_equal(trail_name(step), name))) {
        step = step->older;
    }
    return step != NULL;
}

/* Whether something is changed in a variable that holds a part of the payload and is used in other
 * places, too, where it may be right. */
static bool changes_shared_part(const struct mending *mending)
{
    const struct flat_text *flat = mending->flat;
    uint32_t root = mending->document->root.start;
    for (size_t i = 0; i < mending->splices.count; i++) {
        const struct splice *splice = &mending->splices.items[i];
        uint32_t written = splice->start - (splice->behind && splice->start > 0);
        const struct trail *set =
            written < flat->bytes.length ? flat_last_set(flat, written, root) : NULL;
        if (set && !is_put_into(flat, root, trail_name(set)) &&
            name_count_expansions(set->span.source->bytes, trail_name(set)) > 1) {
            return true;
        }
    }
    return false;
}

bool fix_json_syntax(struct fixer *fixer, const struct finding *finding, struct edits *edits,
                     struct fix *fix)
{
    const struct json_document *document = finding->subject.document;
    const struct json_error *error = document ? error_of(&finding->subject) : NULL;
    const struct mender_row *row = error ? row_of(error->kind) : NULL;
    if (!row || finding->subject.flat->piece_count == 0) {
        return false;
    }
    struct mending mending = {.fixer = fixer,
                              .finding = finding,
                              .flat = finding->subject.flat,
                              .document = document,
                              .safety = row->safety,
                              .title = slice_from(row->title)};
    size_t mended = 0;
    for (size_t i = 0; i < document->error_count; i++) {
        const struct json_error *one = &document->errors[i];
        mending.error = one;
        if (one != error && (!row->all || one->kind != error->kind)) {
            continue;
        }
        if (!one->certain || !row->mend(&mending)) {
            return false;
        }
        mended++;
    }
    mending.error = error;
    if (!holds(&mending, mended) || !splices_write(fixer, finding, &mending.splices, edits)) {
        return false;
    }
    fix->safety = changes_shared_part(&mending) ? FIX_UNSAFE : mending.safety;
    fix->title = mending.title;
    return true;
}
