/* Other programs. In: arguments, never a shell's line. Out: what they wrote, and how they ended. */
#include "base/process.h"

#include "base/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

/* One end of a pipe, and what came of it. */
struct stream {
    int file;
    struct buffer bytes;
};

/* Takes what is there; closes the file at its end. */
static void stream_read(struct stream *stream)
{
    char bytes[65536];
    ssize_t got = read(stream->file, bytes, sizeof bytes);
    if (got > 0) {
        buffer_append(&stream->bytes, (slice){bytes, (size_t)got});
    } else if (got == 0 || errno != EINTR) {
        close(stream->file);
        stream->file = -1;
    }
}

/* Both at once: a program that waits for one of them to be read ends neither. */
static void read_both(struct stream streams[2])
{
    while (streams[0].file >= 0 || streams[1].file >= 0) {
        struct pollfd polled[2] = {{streams[0].file, POLLIN, 0}, {streams[1].file, POLLIN, 0}};
        int ready = poll(polled, 2, -1);
        for (int i = 0; i < 2 && ready > 0; i++) {
            if (polled[i].revents != 0) {
                stream_read(&streams[i]);
            }
        }
    }
}

static int wait_for(pid_t child)
{
    int status = 0;
    pid_t ended;
    do {
        ended = waitpid(child, &status, 0);
    } while (ended < 0 && errno == EINTR);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Starts it with these ends of pipes; 0 or an error number. */
static int start(pid_t *child, const char *const *argv, char *const *environment, int out, int err)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    /* paylint ignores SIGPIPE, and what is ignored is inherited. */
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    int error =
        posix_spawnp(child, argv[0], &actions, &attributes, (char *const *)argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

static bool open_pipe(int ends[2])
{
    if (pipe(ends) != 0) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

struct process_result process_run(struct arena *arena, const char *const *argv,
                                  char *const *environment)
{
    int out[2];
    int err[2];
    pid_t child;
    struct process_result result = {0};
    if (!open_pipe(out)) {
        result.why = strerror(errno);
        return result;
    }
    if (!open_pipe(err)) {
        result.why = strerror(errno);
        close(out[0]);
        close(out[1]);
        return result;
    }
    int error = start(&child, argv, environment, out[1], err[1]);
    close(out[1]);
    close(err[1]);
    struct stream streams[2] = {{out[0], {.arena = arena}}, {err[0], {.arena = arena}}};
    read_both(streams);
    if (error) {
        result.why = strerror(error);
        return result;
    }
    result.status = wait_for(child);
    result.out = buffer_slice(&streams[0].bytes);
    result.err = slice_from(arena_cstring(arena, buffer_slice(&streams[1].bytes)));
    return result;
}
