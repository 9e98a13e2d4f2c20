/* Rules' pages in Markdown: docs/rules/ and the help in SARIF. In: a rule. Out: its page. */
#include "report/rule_page.h"

#include "base/buffer.h"

/* < and * mean something in Markdown. */
static void append_escaped(struct buffer *page, slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '\0' && strchr("<*_[`\\", text.data[i])) {
            buffer_append_byte(page, '\\');
        }
        buffer_append_byte(page, text.data[i]);
    }
}

static void append_part(struct buffer *page, const char *title, slice text)
{
    if (text.data) {
        buffer_printf(page, "\n## %s\n\n", title);
        append_escaped(page, text);
        buffer_append_byte(page, '\n');
    }
}

static void append_example(struct buffer *page, const char *title, slice lines)
{
    if (lines.data) {
        buffer_printf(page, "\n## %s\n\n```sh\n%.*s\n```\n", title, SLICE_ARGS(lines));
    }
}

static void append_option(struct buffer *page, const char *name, struct slice_list list)
{
    if (list.count > 0) {
        buffer_printf(page, "\nOption `%s` is", name);
        for (size_t i = 0; i < list.count; i++) {
            buffer_printf(page, "%s `%.*s`", i > 0 ? "," : "", SLICE_ARGS(list.items[i]));
        }
        buffer_append(page, SLICE(" by default.\n"));
    }
}

slice rule_page_markdown(struct arena *arena, const struct rule *rule)
{
    struct buffer page = {.arena = arena};
    append_escaped(&page, rule->summary);
    buffer_printf(&page, "\n\nSeverity: %s. %s\n", severity_name(rule->severity),
                  rule->is_opt_in ? "Off unless `paylint.json` or `--select` asks for it."
                                  : "On by default.");
    append_part(&page, "Why", rule->why);
    append_part(&page, "What to do", rule->help);
    append_part(&page, "What --fix does", rule->fix.text);
    append_example(&page, "Wrong", rule->bad);
    append_example(&page, "Right", rule->good);
    append_option(&page, "fields", rule->fields);
    append_option(&page, "allow", rule->allow);
    return buffer_slice(&page);
}
