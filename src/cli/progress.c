/* The progress bar. In: how many files are done. Out: one line of the terminal, drawn over itself.
 */
#define _DEFAULT_SOURCE /* struct winsize */
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum {
    WAIT = 500,     /* milliseconds until it is shown: most runs are over by then */
    INTERVAL = 100, /* between two drawings */
    BAR_WIDTH = 30,
    LINE_WIDTH = 72, /* with the numbers; a line that wraps can't be drawn over */
};

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

static bool terminal_can(void)
{
    const char *terminal = getenv("TERM");
    struct winsize size = {0};
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0 &&
           ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 &&
           (size.ws_col == 0 || size.ws_col > LINE_WIDTH);
}

struct progress progress_new(void)
{
    return (struct progress){
        .is_wanted = !is_set("CI") && !is_set("NO_COLOR") && terminal_can(),
        .due = now() + WAIT,
    };
}

void progress_step(struct progress *progress)
{
    if (!progress || !progress->is_wanted) {
        return;
    }
    progress->done++;
    if (progress->total < 2 || now() < progress->due) {
        return;
    }
    static const char full[] = "##############################";
    int filled = (int)(progress->done * BAR_WIDTH / progress->total);
    fprintf(stderr, "\r[%.*s%*s] %zu of %zu files", filled, full, BAR_WIDTH - filled, "",
            progress->done, progress->total);
    fflush(stderr);
    progress->is_shown = true;
    progress->due = now() + INTERVAL;
}

void progress_clear(struct progress *progress)
{
    if (progress && progress->is_shown) {
        fprintf(stderr, "\r%*s\r", LINE_WIDTH, "");
        fflush(stderr);
        progress->is_shown = false;
    }
}
