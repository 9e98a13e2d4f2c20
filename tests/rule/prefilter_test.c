/* The prefilter: which files are worth reading. tests/cli/prefilter_test.sh holds what is found
 * with it to what is found without. */
#include "rule/configuration.h"
#include "tests/test.h"

#include <stdlib.h>

struct row {
    const char *bytes;
    bool passes;
};

static const struct row rows[] = {
    {"", false},
    {"echo hello\n", false},
    /* Names of senders. */
    {"curl http://example.com\n", true},
    {"\\curl x", true},
    {"/usr/bin/CURL x", true},
    {"cu\\\nrl x", true},
    {"c'ur'\"l\" x", true},
    {"bash -c $'cd /\\ncurl x'", true},
    {"X=${X:-curl}", true},
    {"x=curl_opts curly libcurl4", false},
    {"# curl is not run\n\t# nor here: curl\n", false},
    {"echo a # curl\n", true},
    {"echo '\n# a'; curl x", true},
    {"cat <<E\n# $(curl x)\nE\n", true},
    {"# a\ncurl x", true},
    {"kafka-console-producer.sh --topic x", true},
    {"kafka-console-consumer --topic x", false},
    {"mosquitto_pub -t x", true},
    /* All words of a command, wherever they stand. */
    {"gcloud pubsub topics list", false},
    {"p=publish; gcloud \\\n  pubsub topics \"$p\"", true},
    {"aws s3 ls; echo message", false},
    {"REDIS-CLI PUBLISH", true},
    /* The scheme of a URL is no command. */
    {"git clone https://example.com/x\n", false},
    {"https example.com/x a=b\n", true},
    {"https: //example.com/x\n", true},
    /* What makes ids and JSON. */
    {"id=$(uuidgen)", true},
    {"x=$(jq -n 1)", true},
    {"x=$(cat payload.json)", true},
    /* JSON by its look. */
    {"x='{\"a\": 1}'", true},
    {"x=\"{\\\"a\\\": 1}\"", true},
    {"x='{'\"\\\"a\\\"\"' : 1}'", true},
    {"x=$'{\\n \\\"a\\\" :1}'", true},
    {"cat > f <<E\n{\n  \"a\": 1\n}\nE\n", true},
    {"{ \"$x\" -y; }\n", false},
    {"echo \"a\": b", false},
    {"x=${x:-\"a\"}; y=\"$z\":", false},
    /* Scripts that are read. */
    {"source lib.sh\n", true},
    {". ./lib.sh\n", true},
    {"cd x && . lib.sh", true},
    {"if true; then . \"$D/lib.sh\"; fi", true},
    {"if true; then source $D/lib.sh; fi", true},
    {"sh -c '. lib'", true},
    {"command . lib", true},
    {"find . -name x; echo the source of it; tar -C x .", false},
    {". /there/lib.sh", true},
    {". /not/there\n", false},
    {"source '/not/there'; x", false},
    {". /not/$there\n", true},
    {". \n", false},
    {". ", false},
    {"\\source lib.sh", true},
    {"bash -c $'cd x\\nsource lib.sh'", true},
    {".", false},
};

static bool reads_script(void *context, slice name)
{
    (void)context;
    return slice_is(name, "/there/lib.sh");
}

static const char *on_one_line(struct arena *arena, const char *bytes)
{
    char *line = arena_cstring(arena, slice_from(bytes));
    for (char *at = line; *at; at++) {
        *at = *at == '\n' ? ' ' : *at;
    }
    return line;
}

static void check_rows(struct arena *arena, const struct prefilter *prefilter)
{
    const struct prefilter_reader reader = {NULL, reads_script};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        /* Where it ends, so that a sanitizer sees what is read behind it. */
        size_t length = strlen(rows[i].bytes);
        char *copy = memory_alloc(length);
        memcpy(copy, rows[i].bytes, length);
        bool passes = prefilter_passes(prefilter, arena, (slice){copy, length}, &reader);
        free(copy);
        test_report(passes == rows[i].passes, "prefilter: %s: %s",
                    on_one_line(arena, rows[i].bytes), rows[i].passes ? "read" : "left unread");
    }
    test_report(prefilter_passes(prefilter, arena, SLICE("c\0url x"), &reader),
                "prefilter: NUL bytes, which bash drops: read");
    test_report(!prefilter_passes(prefilter, arena, SLICE(". ./lib.sh"), NULL),
                "prefilter: where no other file is read, what sources one isn't");
}

/* Words of a sink, and of rules for commands, of a configuration count too. */
static void check_configuration(struct arena *arena)
{
    struct error_sink errors = {.out = stderr};
    struct configuration *configuration =
        configuration_read(arena, "tests/rule/prefilter.json", SLICE("/"), NULL, &errors);
    const struct prefilter *prefilter = configuration->prefilter;
    static const slice read[] = {
        {"send-it x", 9}, {"Émettre x", 10}, {"date +%s", 8}, {"curl x", 6}};
    for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
        test_report(prefilter_passes(prefilter, arena, read[i], NULL),
                    "prefilter: by a configuration, %.*s is read", SLICE_ARGS(read[i]));
    }
    test_report(!prefilter_passes(prefilter, arena, SLICE("send x"), NULL),
                "prefilter: by a configuration, half of a name isn't enough");
    configuration_free(configuration);
}

int main(void)
{
    struct arena *arena = arena_new();
    struct error_sink errors = {.out = stderr};
    struct configuration *builtin = configuration_builtin(arena, &errors);
    check_rows(arena, builtin->prefilter);
    check_configuration(arena);
    configuration_free(builtin);
    arena_free(arena);
}
