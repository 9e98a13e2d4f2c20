/* A folder for the files of a session. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tests/lsp/client/client.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

const char *client_make_folder(struct arena *arena)
{
    char *folder = arena_cstring(arena, SLICE("/tmp/paylint-session-XXXXXX"));
    if (!mkdtemp(folder)) {
        perror(folder);
        exit(2);
    }
    return folder;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

void client_remove_folder(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
