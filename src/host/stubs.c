#include "host/hosts.h"
static bool no(slice path) { return false; }
const struct host makefile_host = {no, NULL};
const struct host dockerfile_host = {no, NULL};
const struct host yaml_host = {no, NULL};
