/* A rule's page. */
#ifndef PAYLINT_REPORT_RULE_PAGE_H
#define PAYLINT_REPORT_RULE_PAGE_H

#include "rule/rule.h"

/* The page in Markdown without its title: what the rule wants, why, what to do, what --fix does,
 * what is wrong and what is right. Ends with a newline. */
slice rule_page_markdown(struct arena *arena, const struct rule *rule);

#endif
