/* The table of fixes. In: findings. Out: a fix for each that has one. */
#include "fix/fixer.h"

#include "rule/check.h"

struct fixer_row {
    enum rule_fix_kind kind;
    const char *check; /* of RULE_FIX_CHECK: the check whose findings they are */
    fixer_function *function;
};

static const struct fixer_row rows[] = {
    {RULE_FIX_PIPE, NULL, fix_pipe},
    {RULE_FIX_LOWERCASE, NULL, fix_lowercase},
    {RULE_FIX_CHECK, "json-syntax", fix_json_syntax},
    {RULE_FIX_CHECK, "unexpanded", fix_unexpanded},
    {RULE_FIX_CHECK, "unquoted", fix_unquoted},
    {RULE_FIX_CHECK, "duplicate-key", fix_duplicate},
    {RULE_FIX_CHECK, "base64-lines", fix_base64},
    {RULE_FIX_CHECK, "content-type", fix_content_type},
};

static fixer_function *function_of(const struct rule *rule)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rule->fix.kind == rows[i].kind &&
            (!rows[i].check || slice_is(check_name(rule->check), rows[i].check))) {
            return rows[i].function;
        }
    }
    return NULL;
}

/* As the region of the file that the edit stands in has it; elsewhere in a host it is written as it
 * is, where that means the same everywhere. */
static bool write_edit(struct arena *arena, const struct shell_file *file, const struct edit *edit,
                       struct edits *written)
{
    struct view_range near = regions_touching(file, edit->start, edit->end);
    for (size_t i = near.first; i < near.end; i++) {
        if (writing_holds(file->regions[i].view, edit)) {
            return writing_put(arena, file->regions[i].view, *edit, written);
        }
    }
    bool means_itself = file->region_count == 0 || writing_is_plain(edit->text);
    if (means_itself) {
        edits_add(arena, written, *edit);
    }
    return means_itself;
}

static bool write_edits(struct fixer *fixer, const struct source *source, const struct edits *edits,
                        struct edits *written)
{
    const struct shell_file *file = fixer_file(fixer, source);
    for (size_t i = 0; i < edits->count; i++) {
        if (!write_edit(fixer->arena, file, &edits->items[i], written)) {
            return false;
        }
    }
    return true;
}

bool fixer_add(struct fixer *fixer, struct finding *finding, const struct edits *edits,
               struct fix fix)
{
    struct edits written = {0};
    if (!write_edits(fixer, finding->span.source, edits, &written)) {
        return false;
    }
    struct fix *kept = ARENA_NEW(fixer->arena, struct fix);
    bool unsafe = fix.safety == FIX_UNSAFE || finding->rule->fix.safety == FIX_UNSAFE;
    *kept = (struct fix){
        .safety = unsafe ? FIX_UNSAFE : FIX_SAFE,
        .title = fix.title,
        .edits = written.items,
        .edit_count = written.count,
    };
    const struct fix **last = &finding->fix;
    while (*last) {
        last = (const struct fix **)&(*last)->otherwise;
    }
    *last = kept;
    return true;
}

static bool is_fixable(const struct finding *finding)
{
    return finding->span.source && finding->rule->fix.kind != RULE_FIX_NONE;
}

/* The fix of the finding and of all others at its place, which must go with it. */
static bool fix_all(struct fixer *fixer, fixer_function *function, const struct finding *finding,
                    struct edits *edits, struct fix *fix)
{
    if (!function(fixer, finding, edits, fix)) {
        return false;
    }
    for (const struct finding_other *other = finding->others; other; other = other->next) {
        struct finding one = *finding;
        struct fix same = {.safety = FIX_SAFE};
        struct edits more = {0};
        one.subject = other->subject;
        one.certainty = other->certainty;
        if (other->certainty == CERTAINTY_UNKNOWN) {
            continue;
        }
        if (!function(fixer, &one, &more, &same)) {
            return false;
        }
        fix->safety = same.safety == FIX_UNSAFE ? FIX_UNSAFE : fix->safety;
        for (size_t i = 0; i < more.count; i++) {
            if (edits_clash(edits, &more.items[i])) {
                return false;
            }
            edits_add(fixer->arena, edits, more.items[i]);
        }
    }
    return true;
}

void fix_findings(struct arena *arena, struct shell_parser *parser, struct finding *const *findings,
                  size_t count)
{
    struct fixer fixer = {
        .arena = arena, .parser = parser, .findings = findings, .finding_count = count};
    struct {
        struct finding **items;
        size_t count;
        size_t capacity;
    } generated = {0};
    for (size_t i = 0; i < count; i++) {
        struct finding *finding = findings[i];
        struct edits edits = {0};
        struct fix fix = {.safety = FIX_SAFE};
        finding->fix = NULL; /* of a try before */
        if (!is_fixable(finding)) {
            continue;
        }
        fixer_function *function = function_of(finding->rule);
        if (finding->rule->fix.kind == RULE_FIX_GENERATE) {
            VECTOR_PUSH(arena, &generated, finding);
        } else if (function && fix_all(&fixer, function, finding, &edits, &fix)) {
            fixer_add(&fixer, finding, &edits, fix);
        }
    }
    fix_generate(&fixer, generated.items, generated.count);
}
