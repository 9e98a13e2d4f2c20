/* main of the tests' client. In: a command. Out: its exit status. */
#include "tool.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct {
    const char *name;
    int (*run)(char **arguments);
} commands[] = {
    {"topic", command_topic},     {"subscription", command_subscription},
    {"publish", command_publish}, {"collect", command_collect},
    {"drain", command_drain},     {"proxy", command_proxy},
    {"port", command_port},
};

const char *tool_text(char **arguments, const char *name, const char *otherwise)
{
    for (; *arguments; arguments++) {
        if (strcmp(*arguments, name) == 0 && arguments[1]) {
            return arguments[1];
        }
    }
    return otherwise;
}

unsigned long tool_number(char **arguments, const char *name, unsigned long otherwise)
{
    const char *text = tool_text(arguments, name, NULL);
    return text ? strtoul(text, NULL, 10) : otherwise;
}

bool tool_flag(char **arguments, const char *name)
{
    for (; *arguments; arguments++) {
        if (strcmp(*arguments, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Prints a port that is free. */
int command_port(char **arguments)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        return 1;
    }
    printf("%d\n", ntohs(address.sin_port));
    close(listener);
    return 0;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, argv[1]) == 0) {
            return commands[i].run(argv + 2);
        }
    }
    fputs("no such command\n", stderr);
    return 2;
}
