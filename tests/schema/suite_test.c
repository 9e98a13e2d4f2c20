/* The JSON Schema Test Suite (github.com/json-schema-org/JSON-Schema-Test-Suite), draft 2020-12,
 * run through schema_judge. In: its folders. Out: one line a file. Each value is judged by
 * schema_is_valid, too: both must agree. */
#include "schema/schema.h"
#include "tests/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct suite {
    struct arena *arena; /* of the registry */
    struct schema_registry *registry;
    enum schema_draft draft;
    size_t passed;
    size_t failed;
};

/* The parts of the suite that are run where they are there; draft 2020-12 always is. */
struct draft_folder {
    const char *name;
    enum schema_draft draft;
};

static const struct draft_folder drafts[] = {
    {"draft2020-12", DRAFT_2020}, {"draft2019-09", DRAFT_2019}, {"draft7", DRAFT_7},
    {"draft6", DRAFT_6},          {"draft4", DRAFT_4},
};

static struct value *read_value(struct arena *arena, slice bytes)
{
    struct flat_text flat = flat_of_bytes(bytes);
    struct json_document document = json_read(arena, &flat);
    struct value *root = ARENA_NEW(arena, struct value);
    *root = document.root;
    return root;
}

/* ---- Remote documents ---- */

static void register_folder(struct suite *suite, const char *folder, const char *uri)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        char path[4096];
        char inner[4096];
        snprintf(path, sizeof path, "%s/%s", folder, name);
        snprintf(inner, sizeof inner, "%s/%s", uri, name);
        if (name[0] != '.' && strstr(name, ".json")) {
            slice bytes = test_read_file(path);
            schema_registry_add(suite->registry, slice_from(inner),
                                read_value(suite->arena, arena_copy(suite->arena, bytes)));
            free((char *)bytes.data);
        } else if (name[0] != '.') {
            register_folder(suite, path, inner);
        }
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

/* ---- Cases ---- */

static slice text_of(const struct value *object, const char *key)
{
    const struct member *member = value_member(object, slice_from(key));
    return member ? member->value.string.bytes : SLICE("");
}

static bool judge(struct arena *arena, const struct schema *schema, const struct value *data,
                  bool *agree)
{
    struct schema_problems problems = {0};
    enum certainty certainty = schema_judge_all(arena, schema, data, NULL, &problems);
    bool fast = schema_is_valid(arena, schema, data);
    *agree = (certainty == CERTAINTY_VALID) == fast &&
             (certainty == CERTAINTY_VALID ? problems.count == 0 : problems.count > 0) &&
             (certainty == CERTAINTY_VALID || certainty == CERTAINTY_VIOLATES);
    return fast;
}

static void run_case(struct suite *suite, struct arena *arena, const char *file,
                     const struct value *group, bool is_format)
{
    struct schema_options options = {
        .registry = suite->registry,
        .has_draft = true,
        .draft = suite->draft,
        .format_is_annotation = !is_format,
        .ignore_unknown = true,
    };
    struct schema_error error;
    const struct value *tests = &value_member(group, SLICE("tests"))->value;
    struct schema *schema =
        schema_compile_with(arena, &value_member(group, SLICE("schema"))->value, &options, &error);
    if (!schema) {
        printf("  %s: %.*s: not compiled: %.*s\n", file, SLICE_ARGS(text_of(group, "description")),
               SLICE_ARGS(error.message));
        suite->failed += tests->count;
        return;
    }
    for (uint32_t i = 0; i < tests->count; i++) {
        const struct value *test = &tests->items[i];
        bool wanted = value_member(test, SLICE("valid"))->value.boolean;
        bool agree;
        bool valid = judge(arena, schema, &value_member(test, SLICE("data"))->value, &agree);
        if (valid == wanted && agree) {
            suite->passed++;
            continue;
        }
        suite->failed++;
        printf("  %s: %.*s: %.*s: %s\n", file, SLICE_ARGS(text_of(group, "description")),
               SLICE_ARGS(text_of(test, "description")),
               agree ? (valid ? "taken for valid" : "taken for invalid") : "the two ways disagree");
    }
    schema_free(schema);
}

static void run_file(struct suite *suite, const char *folder, const char *file, bool is_format)
{
    char path[4096];
    struct arena *arena = arena_new();
    size_t passed = suite->passed;
    size_t failed = suite->failed;
    snprintf(path, sizeof path, "%s/%s", folder, file);
    slice bytes = test_read_file(path);
    const struct value *groups = read_value(arena, bytes);
    for (uint32_t i = 0; i < groups->count; i++) {
        run_case(suite, arena, file, &groups->items[i], is_format);
    }
    test_report(suite->failed == failed, "%s: %zu of %zu", file, suite->passed - passed,
                suite->passed - passed + suite->failed - failed);
    arena_free(arena);
    free((char *)bytes.data);
}

static int is_document(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && strstr(entry->d_name, ".json");
}

static bool run_folder(struct suite *suite, const char *tests, const char *prefix, bool is_format)
{
    char folder[2048];
    struct dirent **entries;
    snprintf(folder, sizeof folder, "%s/%s", tests, prefix);
    int count = scandir(folder, &entries, is_document, alphasort);
    suite->passed = suite->failed = 0;
    for (int i = 0; i < count; i++) {
        char file[512];
        snprintf(file, sizeof file, "%s%s", prefix, entries[i]->d_name);
        run_file(suite, tests, file, is_format);
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
        printf("%s: %zu of %zu cases\n", prefix[0] ? prefix : "required", suite->passed,
               suite->passed + suite->failed);
    }
    return count > 0;
}

/* Whether the required cases are there. */
static bool run_draft(struct suite *suite, const char *shared, const struct draft_folder *draft)
{
    char tests[2048];
    snprintf(tests, sizeof tests, "%s/json-schema-test-suite/tests/%s", shared, draft->name);
    suite->draft = draft->draft;
    if (!run_folder(suite, tests, "", false)) {
        return false;
    }
    run_folder(suite, tests, "optional/", false);
    run_folder(suite, tests, "optional/format/", true);
    return true;
}

int main(void)
{
    const char *shared = getenv("PAYLINT_SHARED");
    char remotes[2048];
    struct suite suite = {.arena = arena_new()};
    shared = shared ? shared : "../shared";
    snprintf(remotes, sizeof remotes, "%s/json-schema-test-suite/remotes", shared);
    suite.registry = schema_registry_new(suite.arena);
    register_folder(&suite, remotes, "http://localhost:1234");
    for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
        if (!run_draft(&suite, shared, &drafts[i]) && i == 0) {
            test_skip("JSON Schema Test Suite", "no documents (PAYLINT_SHARED names the folder "
                                                "that holds json-schema-test-suite)");
            break;
        }
    }
    arena_free(suite.arena);
    return test_status();
}
