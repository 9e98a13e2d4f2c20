/* Drafts, vocabularies and metaschemas. In: what `$schema` says. Out: the keywords that count.
 *
 * A schema may refer to the metaschema of its draft. That text belongs to the specification and
 * isn't copied here: one that says the same is made from the table of keywords. */
#include "base/buffer.h"
#include "schema/compiler.h"

struct draft_row {
    const char *uri;
    enum schema_draft draft;
};

static const struct draft_row drafts[] = {
    {"https://json-schema.org/draft/2020-12/schema", DRAFT_2020},
    {"https://json-schema.org/draft/2019-09/schema", DRAFT_2019},
    {"http://json-schema.org/draft-07/schema", DRAFT_7},
    {"http://json-schema.org/draft-06/schema", DRAFT_6},
    {"http://json-schema.org/draft-04/schema", DRAFT_4},
};

enum { DRAFT_ROWS = sizeof drafts / sizeof *drafts };

bool draft_of_uri(slice uri, enum schema_draft *draft)
{
    uri = uri_without_fragment(uri);
    for (size_t i = 0; i < DRAFT_ROWS; i++) {
        slice known = slice_from(drafts[i].uri);
        size_t scheme = slice_find_byte(known, ':');
        slice rest = slice_sub(uri, slice_find_byte(uri, ':'), uri.length);
        /* People write either of http and https. */
        if (slice_equal(rest, slice_sub(known, scheme, known.length)) &&
            slice_starts_with(uri, SLICE("http"))) {
            *draft = drafts[i].draft;
            return true;
        }
    }
    return false;
}

/* ---- Vocabularies ---- */

struct vocabulary_row {
    const char *name; /* behind https://json-schema.org/draft/2020-12/vocab/ */
    unsigned bits;
};

#define BIT(vocabulary) (1u << (vocabulary))

static const struct vocabulary_row vocabulary_rows[] = {
    {"core", BIT(VOCABULARY_CORE)},
    {"applicator", BIT(VOCABULARY_APPLICATOR)},
    {"unevaluated", BIT(VOCABULARY_UNEVALUATED)},
    {"validation", BIT(VOCABULARY_VALIDATION)},
    {"format", BIT(VOCABULARY_FORMAT)},
    {"format-annotation", BIT(VOCABULARY_FORMAT)},
    {"format-assertion", BIT(VOCABULARY_FORMAT)},
    {"meta-data", BIT(VOCABULARY_ANNOTATION)},
    {"content", BIT(VOCABULARY_ANNOTATION)},
};

unsigned vocabularies_all(void)
{
    return BIT(VOCABULARY_COUNT) - 1;
}

/* The bits of the vocabulary of that URI; 0: it isn't known. */
static unsigned vocabulary_bits(slice uri)
{
    static const char *const folders[] = {"https://json-schema.org/draft/2020-12/vocab/",
                                          "https://json-schema.org/draft/2019-09/vocab/"};
    for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
        slice folder = slice_from(folders[f]);
        slice name = slice_sub(uri, folder.length, uri.length);
        for (size_t i = 0; i < sizeof vocabulary_rows / sizeof *vocabulary_rows; i++) {
            if (slice_starts_with(uri, folder) && slice_is(name, vocabulary_rows[i].name)) {
                return vocabulary_rows[i].bits;
            }
        }
    }
    return 0;
}

static bool read_vocabularies(struct compiling *compiling, const struct value *vocabularies,
                              const struct value *where, struct resource *resource)
{
    resource->vocabularies = BIT(VOCABULARY_CORE);
    for (uint32_t i = 0; i < vocabularies->count; i++) {
        const struct member *member = &vocabularies->members[i];
        slice uri = member->key.string.bytes;
        unsigned bits = vocabulary_bits(uri);
        if (bits == 0 && member->value.boolean) {
            return compile_fail(
                compiling, where,
                "its metaschema asks for the vocabulary \"%.*s\", which isn't known",
                SLICE_ARGS(uri));
        }
        resource->vocabularies |= bits;
        resource->asserts_format |= slice_ends_with(uri, SLICE("/format-assertion"));
    }
    return true;
}

/* ---- $schema ---- */

bool draft_read(struct compiling *compiling, const struct value *schema_keyword,
                struct resource *resource)
{
    slice uri = schema_keyword->string.bytes;
    for (int hops = 0; hops < 8; hops++) {
        if (draft_of_uri(uri, &resource->draft)) {
            return true;
        }
        slice absolute = uri_without_fragment(uri_resolve(compiling->arena, resource->uri, uri));
        const struct resource *meta = NULL;
        if (!slice_equal(absolute, resource->uri)) {
            meta = map_get(compiling->resources, absolute);
            meta = meta ? meta : resource_find(compiling, absolute, schema_keyword);
        }
        if (!meta) {
            return compiling->failed ? false : true; /* it describes itself */
        }
        const struct member *vocabularies = value_member(meta->root, SLICE("$vocabulary"));
        const struct member *next = value_member(meta->root, SLICE("$schema"));
        if (vocabularies && vocabularies->value.kind == VALUE_OBJECT &&
            !read_vocabularies(compiling, &vocabularies->value, schema_keyword, resource)) {
            return false;
        }
        resource->draft = meta->draft;
        if (!next || next->value.kind != VALUE_STRING) {
            return true;
        }
        uri = next->value.string.bytes;
    }
    return true;
}

/* ---- Metaschemas ---- */

/* What a keyword takes, as a schema. */
static const char *const takes_schemas[TAKES_COUNT_OF] = {
    [TAKES_ANY] = "true",
    [TAKES_STRING] = "{'type':'string'}",
    [TAKES_BOOLEAN] = "{'type':'boolean'}",
    [TAKES_COUNT] = "{'type':'integer','minimum':0}",
    [TAKES_NUMBER] = "{'type':'number'}",
    [TAKES_POSITIVE] = "{'type':'number','minimum':0,'not':{'enum':[0]}}",
    [TAKES_ARRAY] = "{'type':'array'}",
    [TAKES_OBJECT] = "{'type':'object'}",
    [TAKES_TYPES] =
        "{'anyOf':[{'enum':['null','boolean','integer','number','string','array','object']"
        "},{'type':'array','minItems':1,'uniqueItems':true,'items':{'enum':['null',"
        "'boolean','integer','number','string','array','object']}}]}",
    [TAKES_NAMES] = "{'type':'array','items':{'type':'string'},'uniqueItems':true}",
    [TAKES_NAMES_MAP] = "{'type':'object','additionalProperties':{'type':'array','items':{'type':"
                        "'string'},'uniqueItems':true}}",
    [TAKES_SCHEMA] = "{@}",
    [TAKES_SCHEMAS] = "{'type':'array','minItems':1,'items':{@}}",
    [TAKES_SCHEMA_MAP] = "{'type':'object','additionalProperties':{@}}",
    [TAKES_ITEMS] = "{'anyOf':[{@},{'type':'array','items':{@}}]}",
    [TAKES_DEPENDENCIES] = "{'type':'object','additionalProperties':{'anyOf':[{@},{'type':'array',"
                           "'items':{'type':'string'},'uniqueItems':true}]}}",
};

/* Quotes are written ' in the table, and a reference to the whole @. */
static void append_written(struct buffer *out, const char *written, enum schema_draft draft)
{
    slice whole = draft == DRAFT_2020   ? SLICE("\"$dynamicRef\":\"#meta\"")
                  : draft == DRAFT_2019 ? SLICE("\"$recursiveRef\":\"#\"")
                                        : SLICE("\"$ref\":\"#\"");
    for (const char *c = written; *c; c++) {
        if (*c == '@') {
            buffer_append(out, whole);
        } else {
            buffer_append_byte(out, *c == '\'' ? '"' : *c);
        }
    }
}

/* Whether the text is that of the whole draft, or of one of its vocabularies ("meta/core"). */
static bool find_metaschema(slice uri, enum schema_draft *draft, unsigned *vocabularies)
{
    *vocabularies = vocabularies_all();
    if (draft_of_uri(uri, draft)) {
        return true;
    }
    slice prefix = SLICE("https://json-schema.org/draft/2020-12/meta/");
    slice name = slice_sub(uri, prefix.length, uri.length);
    for (size_t i = 0; i < sizeof vocabulary_rows / sizeof *vocabulary_rows; i++) {
        if (slice_starts_with(uri, prefix) && slice_is(name, vocabulary_rows[i].name)) {
            *draft = DRAFT_2020;
            *vocabularies = vocabulary_rows[i].bits;
            return true;
        }
    }
    return false;
}

slice metaschema_text(struct arena *arena, slice uri)
{
    enum schema_draft draft;
    unsigned vocabularies;
    struct buffer out = {.arena = arena};
    if (!find_metaschema(uri, &draft, &vocabularies)) {
        return (slice){NULL, 0};
    }
    const char *self = "";
    for (size_t i = 0; i < DRAFT_ROWS; i++) {
        self = drafts[i].draft == draft ? drafts[i].uri : self;
    }
    buffer_printf(&out, "{\"$schema\":\"%s\",\"%s\":\"%.*s\",", self,
                  draft == DRAFT_4 ? "id" : "$id", SLICE_ARGS(uri));
    append_written(&out,
                   draft == DRAFT_2020   ? "'$dynamicAnchor':'meta','type':['object','boolean'],"
                   : draft == DRAFT_2019 ? "'$recursiveAnchor':true,'type':['object','boolean'],"
                   : draft == DRAFT_4    ? "'type':'object',"
                                         : "'type':['object','boolean'],",
                   draft);
    buffer_append(&out, SLICE("\"properties\":{"));
    const char *comma = "";
    for (size_t i = 0; i < keyword_count; i++) {
        const struct keyword *keyword = &keywords[i];
        if (keyword->first <= draft && draft <= keyword->last &&
            (vocabularies >> keyword->vocabulary & 1)) {
            buffer_printf(&out, "%s\"%s\":", comma, keyword->name);
            append_written(&out, takes_schemas[keyword->takes], draft);
            comma = ",";
        }
    }
    buffer_append(&out, SLICE("}}"));
    return buffer_slice(&out);
}
