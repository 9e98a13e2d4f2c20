/* The version that `paylint --version` and every output name. */
#ifndef PAYLINT_VERSION_H
#define PAYLINT_VERSION_H

#define PAYLINT_VERSION "0.1.0"

#endif
