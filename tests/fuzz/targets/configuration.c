/* Configurations. In: a paylint.json, by which a script and a message are judged then. */
#define _GNU_SOURCE /* memfd_create */
#include "cli/analysis.h"
#include "tests/fuzz/targets/target.h"

#include "live/judge.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const char script_bytes[] =
    "ID=$(uuidgen)\n"
    "gcloud pubsub topics publish content-requests --message \"{\\\"request_id\\\": \\\"$ID\\\", "
    "\\\"a\\\": \\\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\\\", \\\"n\\\": [1, 2.5]}\"\n"
    "curl --json '{\"user_id\": 7, \"key\": \"YOUR_TOKEN\"}' https://api.example.com/v1\n";

/* A file that has no name but the process's own. */
static int file_of(slice bytes)
{
    int file = memfd_create("paylint.json", MFD_CLOEXEC);
    if (file < 0 || write(file, bytes.data, bytes.length) != (ssize_t)bytes.length) {
        perror("memfd_create");
        exit(2);
    }
    return file;
}

void fuzz_configuration(struct fuzzing *fuzzing)
{
    struct error_sink errors = {0};
    int file = file_of(fuzzing->bytes);
    const char *path = arena_printf(fuzzing->arena, "/proc/self/fd/%d", file).data;
    struct analysis analysis = analysis_new(path, false, &errors);
    const struct script script = {.path = "scripts/fuzz.sh", .bytes = SLICE(script_bytes)};
    struct analysed analysed = analyse(&analysis, fuzzing->parser, fuzzing->arena, &script);
    const struct message_place place = {.path = SLICE("messages.ndjson"),
                                        .destination = SLICE("content-requests")};
    struct message_judge *judge = message_judge_new(analysed.configuration, &place);
    message_judge(judge,
                  &(struct message){.bytes = SLICE("{\"request_id\": \"x\", \"a\": \"y\"}")});
    message_judge_free(judge);
    analysis_free(&analysis);
    close(file);
}
