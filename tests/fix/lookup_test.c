/* What fixing looks up in tables, held against a walk through everything: literals that stand
 * elsewhere, the nodes round a token, the way back through a view. */
#include "base/buffer.h"
#include "base/file.h"
#include "fix/elsewhere.h"
#include "fix/fixer.h"
#include "tests/test.h"

#include <ctype.h>
#include <glob.h>
#include <stdlib.h>

static uint32_t state = 20261130;

static uint32_t random_below(uint32_t limit)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % limit;
}

/* ---- elsewhere.c ---- */

enum { FILE_LENGTH = 60, LITERALS = 6 };

static slice random_bytes(struct arena *arena, uint32_t length)
{
    struct buffer buffer = {.arena = arena};
    while (length-- > 0) {
        buffer_append_byte(&buffer, "aab- "[random_below(5)]);
    }
    return buffer_slice(&buffer);
}

static bool counts(void *context, uint32_t offset)
{
    const bool *counted = context;
    return counted[offset];
}

static bool is_id_byte(slice bytes, size_t at)
{
    return at < bytes.length && (isalnum((unsigned char)bytes.data[at]) || bytes.data[at] == '-');
}

static bool stands(slice file, slice literal, const bool *counted, bool alone)
{
    for (size_t at = 0; at + literal.length <= file.length; at++) {
        bool longer = is_id_byte(file, at - 1) || is_id_byte(file, at + literal.length);
        if (counted[at] && !(alone && longer) &&
            slice_equal(slice_sub(file, at, at + literal.length), literal)) {
            return true;
        }
    }
    return false;
}

static bool same_as_walk(struct arena *arena)
{
    bool counted[FILE_LENGTH]; /* and isn't left out */
    bool asked[FILE_LENGTH];
    slice literals[LITERALS];
    slice file = random_bytes(arena, FILE_LENGTH);
    struct elsewhere *elsewhere = elsewhere_new(arena, file);
    for (size_t i = 0; i < FILE_LENGTH; i++) {
        asked[i] = random_below(3) > 0;
        counted[i] = asked[i];
    }
    for (size_t i = 0; i < LITERALS; i++) {
        uint32_t start = random_below(FILE_LENGTH - 4);
        uint32_t end = start + random_below(4);
        elsewhere_leave_out(elsewhere, start, end);
        for (uint32_t at = start; at < end; at++) {
            counted[at] = false;
        }
        literals[i] = random_bytes(arena, 1 + random_below(4));
        elsewhere_add(elsewhere, literals[i]);
    }
    elsewhere_look(elsewhere, counts, asked);
    for (size_t i = 0; i < LITERALS; i++) {
        if (elsewhere_has(elsewhere, literals[i]) != stands(file, literals[i], counted, true) ||
            elsewhere_has_part(elsewhere, literals[i]) !=
                stands(file, literals[i], counted, false)) {
            return false;
        }
    }
    return true;
}

static void test_elsewhere(void)
{
    bool right = true;
    for (int i = 0; i < 20000 && right; i++) {
        struct arena *arena = arena_new();
        right = same_as_walk(arena);
        arena_free(arena);
    }
    test_report(right, "literals that stand elsewhere");
}

/* ---- outline.c ---- */

static bool is_path(const struct outline_path *path, const struct shell_node *root, uint32_t token)
{
    const struct shell_node *node = root;
    for (size_t i = 0; i < path->count; i++) {
        if (path->steps[i]->node != node) {
            return false;
        }
        node = node->children;
        while (node && !(token >= node->tokens.first && token < node->tokens.end)) {
            node = node->next;
        }
    }
    return !node;
}

static bool has_paths(struct shell_parser *parser, const char *path)
{
    struct arena *arena = arena_new();
    struct shell_problems problems = {0};
    struct source source = {.path = path};
    bool right = file_read(arena, path, SIZE_MAX, &source.bytes) == NULL;
    const struct shell_script *script = shell_lex(arena, view_of_source(arena, &source), &problems);
    const struct shell_tree *tree = shell_parse(parser, arena, script, &problems);
    struct outline outline = outline_new(arena, tree);
    for (uint32_t i = 0; i < script->token_count && right; i++) {
        struct outline_path found = outline_path(arena, &outline, i);
        right = is_path(&found, tree->root, i);
    }
    arena_free(arena);
    return right;
}

static void test_outline(void)
{
    static const char *const patterns[] = {"corpus/*.sh", "tests/rules/*/*.sh",
                                           "tests/differential/cases/*.sh", "tests/*/*_test.sh"};
    struct shell_parser *parser = shell_parser_new();
    size_t scripts = 0;
    size_t right = 0;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        glob_t found;
        glob(patterns[i], 0, NULL, &found);
        for (size_t k = 0; k < found.gl_pathc; k++) {
            right += has_paths(parser, found.gl_pathv[k]);
        }
        scripts += found.gl_pathc;
        globfree(&found);
    }
    shell_parser_free(parser);
    test_report(right > 0 && right == scripts, "nodes round each token of the tests' scripts");
}

/* ---- view.c ---- */

/* Keeps, drops and replaces runs of the source, mostly one after the other. */
static const struct view *random_view(struct arena *arena, const struct source *source)
{
    const struct view *whole = view_of_source(arena, source);
    struct view_builder *builder = view_builder_new(arena, whole);
    uint32_t at = 0;
    while (at + 4 < source->bytes.length) {
        uint32_t end = at + 1 + random_below(3);
        switch (random_below(6)) {
        case 0:
            break;
        case 1:
            view_builder_make(builder, SLICE("xy"), at, end);
            break;
        case 2:
            view_builder_paste(builder, view_part(arena, whole, 0, 2), at, end);
            break;
        default:
            view_builder_keep(builder, at, end);
        }
        at = random_below(20) > 0 ? end : random_below(end);
        if (random_below(60) == 0) {
            break;
        }
    }
    return view_builder_finish(builder);
}

static bool finds_by_walk(const struct view *view, uint32_t origin, uint32_t *offset)
{
    for (size_t i = 0; i < view->segment_count; i++) {
        enum view_segment_kind kind = view->segments[i].kind;
        struct span place = view_place(view, i);
        if ((kind == VIEW_KEPT || kind == VIEW_MADE) && origin >= place.start &&
            origin < place.end) {
            *offset = view->segments[i].start + (kind == VIEW_KEPT ? origin - place.start : 0);
            return true;
        }
    }
    return false;
}

static void test_view(void)
{
    bool right = true;
    unsigned in_order = 0;
    enum { VIEWS = 2000 };
    for (int i = 0; i < VIEWS && right; i++) {
        struct arena *arena = arena_new();
        const struct source source = {.path = "a.sh", .bytes = random_bytes(arena, FILE_LENGTH)};
        const struct view *view = random_view(arena, &source);
        in_order += view->is_in_order && view->segment_count > 1;
        for (uint32_t origin = 0; origin < FILE_LENGTH && right; origin++) {
            uint32_t offset = 0;
            uint32_t wanted = 0;
            bool found = view_find(view, origin, &offset);
            right = found == finds_by_walk(view, origin, &wanted) && offset == wanted;
        }
        arena_free(arena);
    }
    test_report(right && in_order > VIEWS / 10 && in_order < VIEWS - VIEWS / 10,
                "the way back through views, in order and not");
}

int main(void)
{
    test_elsewhere();
    test_outline();
    test_view();
    return test_status();
}
