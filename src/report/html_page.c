/* The frame of HTML reports. In: a title and what can be filtered. Out: head, filters and end of a
 * page in which everything is there without JavaScript; page.js adds filters, keys and drawings. */
#include "report/html_page.h"

#include "report/markup.h"
#include "rule/embedded.h"
#include "version.h"

static void print_embedded(const char *path, FILE *out)
{
    slice bytes = embedded_find_in(page_embedded, path)->bytes;
    fwrite(bytes.data, 1, bytes.length, out);
}

void html_page_begin(const char *title, FILE *out)
{
    fprintf(out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<title>%s</title>\n<style>\n",
            title);
    print_embedded("src/report/page.css", out);
    fprintf(out, "</style>\n</head>\n<body>\n<header>\n<h1>%s</h1>\n", title);
}

void html_page_filters(const struct html_filter *filters, size_t filter_count,
                       const struct slice_list *rules, FILE *out)
{
    fputs("<div class=\"filters\" role=\"group\" aria-label=\"Filters\" hidden>\n", out);
    for (size_t i = 0; i < filter_count; i++) {
        const char *name = filters[i].name;
        if (filters[i].count > 0) {
            fprintf(out,
                    "<button type=\"button\" class=\"verdict %s\" data-filter=\"%s\" "
                    "aria-pressed=\"true\">%s %zu</button>\n",
                    name, name, name, filters[i].count);
        }
    }
    fputs("<label>rule <select id=\"rule\"><option value=\"\">all</option>", out);
    for (size_t i = 0; i < rules->count; i++) {
        fputs("<option>", out);
        html_print(rules->items[i], out);
        fputs("</option>", out);
    }
    fputs("</select></label>\n<label>path <input type=\"search\" id=\"search\" "
          "placeholder=\"press /\"></label>\n"
          "<span class=\"view\"><button type=\"button\" id=\"all\">open all</button>\n"
          "<button type=\"button\" id=\"theme\">light or dark</button></span>\n"
          "<span id=\"shown\" role=\"status\"></span>\n</div>\n",
          out);
}

void html_page_end(FILE *out)
{
    fprintf(out,
            "<footer>paylint %s. Keys: j and k go to the next one and the one before, Enter opens "
            "it, / searches, Esc clears what is drawn.</footer>\n<script>\n",
            PAYLINT_VERSION);
    print_embedded("src/report/page.js", out);
    fputs("</script>\n</body>\n</html>\n", out);
}
