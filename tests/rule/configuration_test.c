/* The JSON Schemas for editors, and the files that they describe: each accepts what the reader
 * accepts, and the starter of `paylint init` is a valid configuration. */
#include "base/file.h"
#include "rule/configuration.h"
#include "rule/schema_file.h"
#include "tests/test.h"

struct row {
    const char *name;
    const char *schema;
    const char *file;
};

static const struct row rows[] = {
    {"built-in rules", "rules/rules.schema.json", "rules/builtin.json"},
    {"built-in sinks", "rules/paylint.schema.json", "rules/sinks.json"},
    {"starter", "rules/paylint.schema.json", "rules/starter.json"},
    {"contracts of the tests", "rules/paylint.schema.json",
     "tests/rules/message-contract/paylint.json"},
    {"a rule of the tests that is turned on", "rules/paylint.schema.json",
     "tests/rules/id-must-be-fresh/paylint.json"},
};

static const char *judge(struct arena *arena, const struct row *row)
{
    struct error_sink errors = {.out = stderr};
    struct stamped_files files = {0};
    struct rule_schemas schemas = {.arena = arena, .files = &files};
    struct config_file file;
    const struct value name = {.kind = VALUE_STRING};
    slice bytes;
    if (file_read(arena, row->file, SIZE_MAX, &bytes) ||
        !config_read(&file, arena, row->file, bytes, &errors)) {
        return "the file can't be read";
    }
    struct schema *schema = schema_file_compile(&file, &name, row->schema, &schemas);
    if (!schema) {
        return "the schema can't be compiled";
    }
    struct schema_problems problems = {0};
    struct flat_text flat = flat_of_bytes(bytes);
    schema_judge_all(arena, schema, &file.root, &flat, &problems);
    rule_schemas_free(&schemas);
    return problems.count == 0
               ? NULL
               : arena_printf(arena, "%.*s %.*s", SLICE_ARGS(problems.items[0].pointer),
                              SLICE_ARGS(problems.items[0].reason))
                     .data;
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *arena = arena_new();
        const char *why = judge(arena, &rows[i]);
        test_report(!why, "schema for editors: %s%s%s", rows[i].name, why ? ": " : "",
                    why ? why : "");
        arena_free(arena);
    }
    struct error_sink errors = {.out = stderr};
    struct arena *arena = arena_new();
    struct configuration *starter =
        configuration_read(arena, "rules/starter.json", SLICE("/"), NULL, &errors);
    test_report(errors.count == 0 && starter->rules.count > 0, "the starter is a configuration");
    configuration_free(starter);
    arena_free(arena);
    return test_status();
}
