/* Options that a command lacks. In: a command. Out: the option behind its name. */
#include "fix/fixer.h"

static bool is_plain_command(const struct site *site)
{
    return !site->heredoc && site->is_clear && !site->part && site->token->kind == TOKEN_WORD;
}

static void put_behind(struct fixer *fixer, const struct site *site, const struct token *token,
                       slice text, struct edits *edits)
{
    uint32_t at = view_end(site->script->view, token->end);
    edits_add(fixer->arena, edits, (struct edit){at, at, text});
}

/* ---- base64-wraps-lines ---- */

/* openssl base64 -A; what GNU's base64 has for it, macOS's has not, so that one is piped. */
bool fix_base64(struct fixer *fixer, const struct finding *finding, struct edits *edits,
                struct fix *fix)
{
    const struct subject *subject = &finding->subject;
    const struct flat_piece *piece =
        subject->flat ? flat_piece_at(subject->flat, subject->start) : NULL;
    const struct hole *hole = piece ? piece_hole(piece->piece) : NULL;
    struct site site;
    if (!hole || hole->span.source != finding->span.source ||
        !site_find(fixer, hole->span.source, hole->span.start, &site) || !is_plain_command(&site)) {
        return false;
    }
    if (slice_is(token_bytes(site.script, site.token), "openssl")) {
        if (site.token + 1 >= site.script->tokens + site.script->token_count) {
            return false;
        }
        fix->title = SLICE("let openssl write one line: -A");
        put_behind(fixer, &site, site.token + 1, SLICE(" -A"), edits);
        return true;
    }
    struct rule piping = *finding->rule;
    struct finding printed = *finding;
    piping.fix.argument = SLICE("tr -d '\\n'");
    printed.rule = &piping;
    printed.span = hole->span;
    return fix_pipe(fixer, &printed, edits, fix);
}

/* ---- json-needs-content-type ---- */

struct labelled_row {
    const char *command;
    const char *option;
};

static const struct labelled_row labelled[] = {
    {"curl", " -H 'Content-Type: application/json'"},
    {"wget", " --header='Content-Type: application/json'"},
};

static const struct labelled_row *row_of(slice word)
{
    for (size_t i = 0; i < sizeof labelled / sizeof *labelled; i++) {
        if (slice_is(slice_basename(word), labelled[i].command)) {
            return &labelled[i];
        }
    }
    return NULL;
}

bool fix_content_type(struct fixer *fixer, const struct finding *finding, struct edits *edits,
                      struct fix *fix)
{
    struct site site;
    if (!site_find(fixer, finding->span.source, finding->span.start, &site) ||
        !is_plain_command(&site)) {
        return false;
    }
    const struct token *end = site.script->tokens + site.script->token_count;
    for (const struct token *token = site.token;
         token < end && token->kind == TOKEN_WORD &&
         view_origin(site.script->view, token->start) < finding->span.end;
         token++) {
        const struct labelled_row *row = row_of(token_bytes(site.script, token));
        if (row) {
            put_behind(fixer, &site, token, slice_from(row->option), edits);
            fix->title = SLICE("say that it is JSON");
            return true;
        }
    }
    return false;
}
