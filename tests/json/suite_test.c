/* JSONTestSuite (github.com/nst/JSONTestSuite), run through json_read. In: its folder of documents,
 * each named by whether a reader must accept it (y_), must refuse it (n_) or may do either (i_).
 * Out: one line a document. */
#include "tests/test.h"
#include "json/json.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void judge_document(struct arena *arena, const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    slice bytes = test_read_file(path);
    struct flat_text flat = flat_of_bytes(bytes);
    struct json_document document = json_read(arena, &flat);
    bool accepted = document.validity == JSON_VALID;
    bool refused = document.validity == JSON_INVALID && document.error_count > 0;
    bool wanted = name[0] == 'y' ? accepted : name[0] == 'n' ? refused : accepted || refused;
    test_report(wanted, "%s", name);
    arena_reset(arena);
    free((char *)bytes.data);
}

static int is_document(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && strstr(entry->d_name, ".json");
}

int main(void)
{
    const char *shared = getenv("PAYLINT_SHARED");
    char folder[2048];
    snprintf(folder, sizeof folder, "%s/json-test-suite/test_parsing",
             shared ? shared : "../shared");
    struct dirent **entries;
    int count = scandir(folder, &entries, is_document, alphasort);
    if (count <= 0) {
        test_skip("JSONTestSuite", "no documents (PAYLINT_SHARED names the folder that holds "
                                   "json-test-suite)");
        return 0;
    }
    struct arena *arena = arena_new();
    for (int i = 0; i < count; i++) {
        judge_document(arena, folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    arena_free(arena);
    return test_status();
}
