/* Where in shell a byte of a file stands. In: a source and an offset. Out: the quotes, the word,
 * the heredoc and the script round it. Expansions inside expansions are entered as deep as the
 * lexer reads them (SHELL_DEPTH_MAX). */
#include "fix/fixer.h"

/* The byte looked for, in the source, and what is known so far. */
struct finding_site {
    uint32_t origin;
    struct site *site;
};

static bool enter_script(struct finding_site *finding, const struct shell_script *script);

static void enter_parts(struct finding_site *finding, const struct word_part *parts);

static void enter_parameter(struct finding_site *finding, const struct word_part *part)
{
    struct site *site = finding->site;
    const struct word_part *outer = site->operand;
    const struct word_part *before = site->part;
    site->operand = part;
    enter_parts(finding, part->parameter->operand);
    if (site->part == before) {
        enter_parts(finding, part->parameter->second);
    }
    if (site->part == before) {
        site->operand = outer;
        site->part = part;
    }
}

static void enter_part(struct finding_site *finding, const struct word_part *part)
{
    struct site *site = finding->site;
    bool backquoted = site->view->bytes.data[part->start] == '`';
    switch (part->kind) {
    case PART_SINGLE_QUOTED:
        site->quoting = TEXT_SINGLE_QUOTED;
        break;
    case PART_ANSI_C_QUOTED:
        site->quoting = TEXT_ANSI_C_QUOTED;
        break;
    case PART_DOUBLE_QUOTED:
        site->quoting = TEXT_DOUBLE_QUOTED;
        site->part = part;
        enter_parts(finding, part->children);
        return;
    case PART_PARAMETER:
        enter_parameter(finding, part);
        return;
    case PART_COMMAND:
    case PART_PROCESS:
        site->part = part;
        if (enter_script(finding, part->script)) {
            site->is_backquoted |= backquoted;
        } else { /* one of the bytes round it */
            site->is_clear = true;
        }
        return;
    case PART_ARRAY:
    case PART_WORD:
        site->part = part;
        enter_parts(finding, part->children);
        return;
    case PART_ARITHMETIC:
    case PART_OPAQUE:
        site->is_clear = false;
        break;
    case PART_LITERAL:
    case PART_ESCAPE:
    case PART_CONTINUATION:
        break;
    }
    site->part = part;
}

static void enter_parts(struct finding_site *finding, const struct word_part *parts)
{
    uint32_t offset = finding->site->offset;
    for (const struct word_part *part = parts; part; part = part->next) {
        if (offset >= part->start && offset < part->end) {
            enter_part(finding, part);
            return;
        }
    }
}

/* The token that holds the offset of the script's view, or NULL. */
static const struct token *token_at(const struct shell_script *script, uint32_t offset)
{
    size_t low = 0;
    size_t high = script->token_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (script->tokens[middle].end <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < script->token_count && script->tokens[low].start <= offset;
    return found ? &script->tokens[low] : NULL;
}

static bool is_behind(const struct token *opener, uint32_t offset)
{
    return opener->redirect->heredoc->start > offset;
}

static const struct token *opener_in_region(const struct shell_region *region, uint32_t offset)
{
    size_t low = 0;
    size_t high = region->openers.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_behind(region->openers.items[middle], offset)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low > 0 ? region->openers.items[low - 1] : NULL;
}

static const struct token *opener_in_script(const struct shell_script *script, uint32_t offset)
{
    const struct token *last = NULL;
    for (size_t i = 0; i < script->token_count; i++) {
        const struct token *token = &script->tokens[i];
        const struct redirect *redirect = token_redirect(token);
        if (redirect && redirect->heredoc && !is_behind(token, offset)) {
            last = token;
        }
    }
    return last;
}

/* The token that opens the heredoc in which the offset stands, or NULL. */
static const struct token *heredoc_at(const struct shell_region *region,
                                      const struct shell_script *script, uint32_t offset)
{
    const struct token *opener = script == region->script ? opener_in_region(region, offset)
                                                          : opener_in_script(script, offset);
    return opener && offset < opener->redirect->heredoc->end ? opener : NULL;
}

static bool enter_heredoc(struct finding_site *finding, const struct heredoc *heredoc)
{
    struct site *site = finding->site;
    site->heredoc = heredoc;
    site->view = heredoc->view;
    site->quoting = heredoc->quoted ? TEXT_QUOTED_HEREDOC : TEXT_HEREDOC;
    if (!view_find(heredoc->view, finding->origin, &site->offset)) {
        return false;
    }
    enter_parts(finding, heredoc->parts);
    return true;
}

/* The token of `script` that holds the byte, or in whose heredoc it stands; what stands round it is
 * noted. False where there is none: then the site is as it was but for that. */
static bool enter_script(struct finding_site *finding, const struct shell_script *script)
{
    struct site *site = finding->site;
    uint32_t offset;
    site->is_clear = false;
    if (!view_find(script->view, finding->origin, &offset)) {
        return false;
    }
    const struct token *token = token_at(script, offset);
    const struct token *opener = token ? NULL : heredoc_at(site->region, script, offset);
    if (!token && !opener) {
        return false;
    }
    site->script = script;
    site->token = token ? token : opener;
    site->heredoc = NULL;
    site->view = script->view;
    site->offset = offset;
    site->part = NULL;
    site->operand = NULL;
    site->quoting = TEXT_PLAIN;
    site->is_clear = !token || token->kind == TOKEN_WORD || token->kind == TOKEN_REDIRECT;
    if (opener) {
        return enter_heredoc(finding, opener->redirect->heredoc);
    }
    const struct redirect *redirect = token_redirect(token);
    enter_parts(finding, redirect ? redirect->target.parts : token->parts);
    return true;
}

bool site_find(struct fixer *fixer, const struct source *source, uint32_t offset, struct site *site)
{
    const struct shell_file *file = fixer_file(fixer, source);
    struct view_range near = regions_touching(file, offset, offset);
    for (size_t i = near.first; i < near.end; i++) {
        *site = (struct site){.file = file, .region = &file->regions[i]};
        struct finding_site finding = {offset, site};
        uint32_t at;
        if (!view_find(file->regions[i].view, offset, &at) ||
            !enter_script(&finding, file->regions[i].script)) {
            continue;
        }
        const struct token *outer = token_at(file->regions[i].script, at);
        site->outer = outer ? outer : heredoc_at(site->region, site->region->script, at);
        return true;
    }
    return false;
}
