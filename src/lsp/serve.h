/* The language server on standard input and output. */
#ifndef PAYLINT_LSP_SERVE_H
#define PAYLINT_LSP_SERVE_H

#include "lsp/server.h"

/* Serves until the client says `exit` or is gone; `send` of the options is its own. Returns the
 * exit code that the protocol asks for. */
int serve(const struct server_options *options);

#endif
