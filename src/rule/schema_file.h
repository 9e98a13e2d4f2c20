/* Schemas in files, and the files beside them that they refer to. */
#ifndef PAYLINT_RULE_SCHEMA_FILE_H
#define PAYLINT_RULE_SCHEMA_FILE_H

#include "rule/rule.h"

/* Compiles the schema in the file at `path`, which the string `name` of `file` names. A "$ref" to a
 * file relative to it is read too, and so on; nothing is fetched. NULL, and told to the errors,
 * where that fails. */
struct schema *schema_file_compile(const struct config_file *file, const struct value *name,
                                   const char *path, struct rule_schemas *schemas);

#endif
