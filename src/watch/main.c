/* main of `paylint-watch`. In: the command line and signals. Out: an exit code. */
#include "watch/watch.h"

#include <signal.h>

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct watch_options options;
    int status;
    /* A connection or reader that goes away is told by what is written to it. */
    signal(SIGPIPE, SIG_IGN);
    if (watch_options_read(arena, argv + (argc > 0), &options, &status)) {
        status = watch_run(&options);
    }
    arena_free(arena);
    return status;
}
