/* What is known of open documents. In: their texts. Out: findings, payloads. Of most documents only
 * the text is kept: those that were used last are known in full. */
#include "lsp/state.h"

#include "base/file.h"
#include "cli/walk.h"
#include "host/host.h"

#include <stdlib.h>

void reading_forget(struct document *document)
{
    if (document->reading) {
        arena_free(document->reading->arena);
        document->reading = NULL;
    }
}

/* ---- The configuration ---- */

static void forget_configuration(struct server *server)
{
    for (struct document *document = server->documents; document; document = document->next) {
        reading_forget(document);
    }
    if (server->has_analysis) {
        analysis_free(&server->analysis);
        server->has_analysis = false;
    }
}

void reading_note_settings(struct server *server)
{
    forget_configuration(server);
    for (struct document *document = server->documents; document; document = document->next) {
        document->is_stale = document->is_pending = true;
    }
}

void reading_note_file(struct server *server)
{
    for (struct document *document = server->documents; document; document = document->next) {
        if (document->asks_files) {
            document->is_stale = document->is_pending = true;
        }
    }
}

void reading_check_configuration(struct server *server)
{
    if (server->has_analysis && configurations_are_stale(server->analysis.configurations)) {
        reading_note_settings(server);
        diagnostics_refresh(server);
    }
    if (!server->has_analysis) {
        const struct settings *settings = &server->settings;
        server->analysis =
            analysis_new(settings->config.data, settings->no_config, &server->errors);
        server->has_analysis = true;
    }
}

/* ---- The texts of others ---- */

static struct overlay *overlay_of(const struct server *server, struct arena *arena)
{
    struct overlay *overlay = ARENA_NEW(arena, struct overlay);
    overlay->arena = arena;
    for (const struct document *document = server->documents; document; document = document->next) {
        if (document->real.data && !document->is_lost) {
            struct overlay_file file = {.path = document->path,
                                        .real = document->real,
                                        .before = document_text(document),
                                        .bytes = document_text(document)};
            VECTOR_PUSH(arena, &overlay->files, file);
        }
    }
    return overlay;
}

static bool reads(const struct document *document, uint64_t number)
{
    for (size_t i = 0; i < document->read_count; i++) {
        if (document->reads[i] == number) {
            return true;
        }
    }
    return false;
}

/* Notes which documents were read for this one. */
static void note_reads(const struct server *server, struct document *document,
                       const struct overlay *overlay)
{
    free(document->reads);
    document->reads = memory_alloc(overlay->files.count * sizeof *document->reads);
    document->read_count = 0;
    size_t i = 0;
    for (const struct document *other = server->documents; other; other = other->next) {
        if (other->real.data && !other->is_lost && overlay->files.items[i++].is_read) {
            document->reads[document->read_count++] = other->number;
        }
    }
}

void reading_note_opened(struct server *server, struct document *document)
{
    slice bytes;
    slice text = document_text(document);
    bool same = document->real.data &&
                !file_read(server->scratch, document->real.data, text.length, &bytes) &&
                slice_equal(bytes, text);
    if (same) {
        document->changed_at = ++server->clock;
        document->is_stale = document->is_pending = true;
    } else {
        reading_note_change(server, document);
    }
}

void reading_note_change(struct server *server, struct document *document)
{
    document->changed_at = ++server->clock;
    for (struct document *other = server->documents; other; other = other->next) {
        bool unaware = other->asks_files && other->read_at < document->opened_at;
        if (other == document || reads(other, document->number) || unaware) {
            other->is_stale = other->is_pending = true;
        }
    }
}

/* ---- Reading ---- */

/* Whether the document is one that paylint reads when it finds it, or the client takes it for
 * shell. */
static bool holds_shell(const struct document *document)
{
    static const char *const languages[] = {"shellscript", "sh", "bash", "ksh", "zsh", "bats"};
    return SLICE_IS_ONE_OF(document->language, languages) ||
           host_reads(slice_from(document->path)) ||
           walk_is_script(document->path, document_text(document));
}

static struct fixed_script read_bytes(struct server *server, const struct document *document,
                                      const struct overlay *overlay, struct arena *arena,
                                      slice bytes)
{
    struct fixed_script script = {.script = {document->path, bytes, document->real.data != NULL},
                                  .arena = arena};
    struct analysis analysis = server->analysis;
    analysis.overlay = overlay;
    script.analysed = ARENA_NEW(arena, struct analysed);
    *script.analysed = analyse(&analysis, server->parser, arena, &script.script);
    return script;
}

struct fixed_script reading_of_bytes(struct server *server, const struct document *document,
                                     struct arena *arena, slice bytes)
{
    return read_bytes(server, document, overlay_of(server, arena), arena, bytes);
}

struct fixing *reading_fixing(struct server *server)
{
    struct analysis analysis = server->analysis;
    analysis.overlay = overlay_of(server, server->scratch);
    return fixing_new(&analysis, &server->errors);
}

static bool is_run(const void *context, slice id)
{
    (void)context;
    (void)id;
    return true;
}

static void add_unused(struct reading *reading)
{
    struct analysed *analysed = reading->script.analysed;
    struct unused unused = {.arena = reading->arena, .used = map_new(reading->arena)};
    const struct rules_run rules = {.is_run = is_run, .all = true};
    unused_note(&unused, analysed, 0);
    for (size_t i = 0; i < unused.files.count; i++) {
        unused_tell(&unused, &unused.files.items[i], &rules, reading->arena, &analysed->findings);
    }
    findings_sort(&analysed->findings);
}

/* Where a finding is told: at its place, or, of one in a file that the document reads, at what
 * sends it or at a step on the way there. */
static bool place_in(const struct finding *finding, const struct source *source, struct span *span)
{
    if (finding->span.source == source || finding->command.source == source) {
        *span = finding->span.source == source ? finding->span : finding->command;
        return true;
    }
    for (size_t i = finding->trail_count; i > 0; i--) {
        if (finding->trail[i - 1].span.source == source) {
            *span = finding->trail[i - 1].span;
            return true;
        }
    }
    return false;
}

static bool is_told(const struct server *server, const struct finding *finding)
{
    return !finding->is_suppressed &&
           (server->settings.strict ||
            (finding->certainty != CERTAINTY_UNKNOWN && !finding->is_guarded));
}

static void gather(const struct server *server, struct reading *reading)
{
    struct analysed *analysed = reading->script.analysed;
    for (size_t i = 0; i < analysed->findings.count; i++) {
        struct told told = {.finding = &analysed->findings.items[i]};
        if (is_told(server, told.finding) && place_in(told.finding, analysed->source, &told.span)) {
            VECTOR_PUSH(reading->arena, &reading->told, told);
        }
    }
}

static bool is_excluded(const struct server *server, const struct document *document)
{
    slice relative;
    const struct configuration *configuration =
        configurations_of(server->analysis.configurations, document->path, &relative);
    return configuration_excludes(configuration, relative);
}

static void forget_oldest(struct server *server)
{
    struct document *oldest = NULL;
    size_t count = 0;
    for (struct document *document = server->documents; document; document = document->next) {
        count += document->reading != NULL;
        if (document->reading && (!oldest || document->used_at < oldest->used_at)) {
            oldest = document;
        }
    }
    if (count >= READINGS_MAX) {
        reading_forget(oldest);
    }
}

static struct reading *reading_new(struct server *server, struct document *document)
{
    struct arena *arena = document->reading ? document->reading->arena : arena_new();
    arena_reset(arena);
    struct reading *reading = ARENA_NEW(arena, struct reading);
    reading->arena = arena;
    document->reading = reading;
    return reading;
}

static void read_document(struct server *server, struct document *document)
{
    if (!document->reading) {
        forget_oldest(server);
    }
    struct reading *reading = reading_new(server, document);
    slice bytes = arena_copy(reading->arena, document_text(document));
    const struct overlay *overlay = overlay_of(server, reading->arena);
    reading->script = read_bytes(server, document, overlay, reading->arena, bytes);
    note_reads(server, document, overlay);
    document->asks_files = reading->script.analysed->asks_files;
    document->read_at = server->clock;
    add_unused(reading);
    gather(server, reading);
}

struct reading *reading_of(struct server *server, struct document *document)
{
    reading_check_configuration(server);
    document->used_at = ++server->clock;
    document->result += document->is_stale;
    bool is_known = document->reading && !document->is_stale;
    document->is_stale = false;
    if (is_known) {
        return document->reading;
    }
    if (document->is_lost || !holds_shell(document) || is_excluded(server, document)) {
        reading_forget(document);
        return NULL;
    }
    read_document(server, document);
    return document->reading;
}
