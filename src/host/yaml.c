/* The structure of YAML by tree-sitter-yaml. In: a source. Out: nodes in an arena. */
#include "host/yaml.h"

#include "base/map.h"
#include "base/vector.h"

#include <tree_sitter/api.h>

/* Deeper nodes are left out. */
enum { YAML_DEPTH_MAX = 100 };

/* Pairs of merged mappings that a key is looked for in. */
enum { MERGED_MAX = 10000 };

const TSLanguage *tree_sitter_yaml(void);

struct building {
    struct arena *arena;
    const struct view *file;
    struct map *anchors;
    unsigned flow; /* how many [ ] and { } are open */
};

static const struct yaml_node nothing = {.kind = YAML_NOTHING};

static const struct yaml_node *build(struct building *building, TSNode node, int32_t parent,
                                     unsigned depth);

static bool is_type(TSNode node, const char *type)
{
    return strcmp(ts_node_type(node), type) == 0;
}

static const struct yaml_node *scalar(struct building *building, TSNode node,
                                      const struct view *view, enum writing_kind kind)
{
    struct yaml_node *built = ARENA_NEW(building->arena, struct yaml_node);
    struct writing writing = {.kind = kind,
                              .begin = ts_node_start_byte(node),
                              .end = ts_node_end_byte(node),
                              .start = view_origin(view, 0),
                              .in_flow = building->flow > 0};
    *built = (struct yaml_node){.kind = YAML_SCALAR,
                                .plain = kind == WRITTEN_YAML_PLAIN,
                                .view = view_written_as(building->arena, view, writing)};
    return built;
}

static slice bytes_of(const struct building *building, TSNode node)
{
    return slice_sub(building->file->bytes, ts_node_start_byte(node), ts_node_end_byte(node));
}

/* !reference and its like: what the node stands for is up to who reads it. */
static bool is_own_tag(slice tag)
{
    return tag.length > 1 && tag.data[0] == '!' && tag.data[1] != '!';
}

/* The node behind a tag or an anchor. */
static const struct yaml_node *build_node(struct building *building, TSNode node, int32_t parent,
                                          unsigned depth)
{
    const struct yaml_node *built = &nothing;
    slice anchor = {NULL, 0};
    bool own_tag = false;
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode child = ts_tree_cursor_current_node(&cursor);
        if (!ts_node_is_named(child)) {
            continue;
        }
        if (is_type(child, "anchor")) {
            slice bytes = bytes_of(building, child);
            anchor = slice_sub(bytes, 1, bytes.length);
        } else if (is_type(child, "tag")) {
            own_tag = is_own_tag(bytes_of(building, child));
        } else if (!is_type(child, "comment")) {
            built = build(building, child, parent, depth + 1);
        }
    }
    ts_tree_cursor_delete(&cursor);
    built = own_tag ? &nothing : built;
    if (anchor.length > 0) {
        map_put(building->anchors, anchor, (void *)built);
    }
    return built;
}

static const struct yaml_node *build_alias(struct building *building, TSNode node)
{
    slice bytes = bytes_of(building, node);
    const struct yaml_node *anchored =
        map_get(building->anchors, slice_sub(bytes, 1, bytes.length));
    return anchored ? anchored : &nothing;
}

static const struct yaml_node *build_pairs(struct building *building, TSNode node, unsigned depth)
{
    VECTOR(struct yaml_pair) pairs = {0};
    bool flow = is_type(node, "flow_mapping");
    building->flow += flow;
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode pair = ts_tree_cursor_current_node(&cursor);
        if (is_type(pair, "flow_node")) { /* {name}: a key alone */
            struct yaml_pair alone = {build(building, pair, 0, depth + 1), &nothing};
            VECTOR_PUSH(building->arena, &pairs, alone);
        }
        if (!is_type(pair, "block_mapping_pair") && !is_type(pair, "flow_pair")) {
            continue;
        }
        int32_t indent = (int32_t)ts_node_start_point(pair).column;
        TSNode key = ts_node_child_by_field_name(pair, "key", 3);
        TSNode value = ts_node_child_by_field_name(pair, "value", 5);
        struct yaml_pair built = {
            ts_node_is_null(key) ? &nothing : build(building, key, indent, depth + 1),
            ts_node_is_null(value) ? &nothing : build(building, value, indent, depth + 1)};
        VECTOR_PUSH(building->arena, &pairs, built);
    }
    ts_tree_cursor_delete(&cursor);
    building->flow -= flow;
    struct yaml_node *mapping = ARENA_NEW(building->arena, struct yaml_node);
    *mapping = (struct yaml_node){.kind = YAML_MAPPING, .pairs = pairs.items, .count = pairs.count};
    return mapping;
}

static const struct yaml_node *build_items(struct building *building, TSNode node, unsigned depth)
{
    VECTOR(const struct yaml_node *) items = {0};
    bool flow = is_type(node, "flow_sequence");
    building->flow += flow;
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode item = ts_tree_cursor_current_node(&cursor);
        int32_t indent = (int32_t)ts_node_start_point(item).column;
        if (!ts_node_is_named(item) || is_type(item, "comment")) {
            continue;
        }
        const struct yaml_node *built = is_type(item, "block_sequence_item")
                                            ? build_node(building, item, indent, depth)
                                            : build(building, item, indent, depth + 1);
        VECTOR_PUSH(building->arena, &items, built);
    }
    ts_tree_cursor_delete(&cursor);
    building->flow -= flow;
    struct yaml_node *sequence = ARENA_NEW(building->arena, struct yaml_node);
    *sequence =
        (struct yaml_node){.kind = YAML_SEQUENCE, .items = items.items, .count = items.count};
    return sequence;
}

static const struct yaml_node *build(struct building *building, TSNode node, int32_t parent,
                                     unsigned depth)
{
    uint32_t start = ts_node_start_byte(node);
    uint32_t end = ts_node_end_byte(node);
    if (depth > YAML_DEPTH_MAX || ts_node_is_missing(node) || is_type(node, "ERROR")) {
        return &nothing;
    }
    if (is_type(node, "block_node") || is_type(node, "flow_node")) {
        return build_node(building, node, parent, depth);
    }
    if (is_type(node, "block_mapping") || is_type(node, "flow_mapping")) {
        return build_pairs(building, node, depth);
    }
    if (is_type(node, "block_sequence") || is_type(node, "flow_sequence")) {
        return build_items(building, node, depth);
    }
    if (is_type(node, "alias")) {
        return build_alias(building, node);
    }
    if (is_type(node, "plain_scalar")) {
        return scalar(building, node, yaml_plain(building->arena, building->file, start, end),
                      WRITTEN_YAML_PLAIN);
    }
    if (is_type(node, "double_quote_scalar") || is_type(node, "single_quote_scalar")) {
        bool single = building->file->bytes.data[start] == '\'';
        return scalar(building, node, yaml_quoted(building->arena, building->file, start, end),
                      single ? WRITTEN_YAML_SINGLE_QUOTED : WRITTEN_YAML_DOUBLE_QUOTED);
    }
    if (is_type(node, "block_scalar")) {
        bool literal = building->file->bytes.data[start] == '|';
        return scalar(building, node, yaml_block(building->arena, building->file, start, parent),
                      literal ? WRITTEN_AS_LINES : WRITTEN_YAML_FOLDED);
    }
    return &nothing;
}

/* The columns at which blocks that are open may have begun. */
struct columns {
    uint32_t items[YAML_DEPTH_MAX];
    size_t count;
};

/* A node begins at `column`; false where that makes too many. */
static bool open_column(struct columns *columns, uint32_t column)
{
    while (columns->count > 0 && columns->items[columns->count - 1] > column) {
        columns->count--;
    }
    if (columns->count > 0 && columns->items[columns->count - 1] == column) {
        return true;
    }
    if (columns->count == YAML_DEPTH_MAX) {
        return false;
    }
    columns->items[columns->count++] = column;
    return true;
}

/* tree-sitter-yaml aborts where about 250 blocks stand inside each other. Of those that begin at
 * one column there are two at most, a mapping and a sequence in it. */
static bool is_too_deep(slice bytes)
{
    struct columns columns = {.count = 0};
    for (size_t at = 0; at < bytes.length; at++) {
        size_t start = at;
        size_t end = at + slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
        for (bool more = true; more;) {
            while (at < end && (bytes.data[at] == ' ' || bytes.data[at] == '\t')) {
                at++;
            }
            if (at < end && !open_column(&columns, (uint32_t)(at - start))) {
                return true;
            }
            more = at + 1 < end && strchr("-?:", bytes.data[at]) &&
                   (bytes.data[at + 1] == ' ' || bytes.data[at + 1] == '\t');
            at += more;
        }
        at = end;
    }
    return false;
}

/* tree-sitter-yaml counts lines in 16 bits, and is at a loss where a scalar goes on behind the last
 * of them. */
static bool is_too_long(slice bytes)
{
    size_t lines = 0;
    for (size_t at = 0; at < bytes.length && lines <= INT16_MAX; at++) {
        at += slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
        lines += at + 1 < bytes.length;
    }
    return lines > INT16_MAX;
}

struct yaml_documents yaml_read(struct arena *arena, const struct source *source)
{
    struct yaml_documents documents = {0};
    if (is_too_deep(source->bytes)) {
        documents.unread = "YAML is nested too deeply here";
        return documents;
    }
    struct building building = {
        .arena = arena, .file = view_of_source(arena, source), .anchors = map_new(arena)};
    TSParser *parser = ts_parser_new();
    ts_parser_set_language(parser, tree_sitter_yaml());
    TSTree *tree =
        ts_parser_parse_string(parser, NULL, source->bytes.data, (uint32_t)source->bytes.length);
    TSNode root = ts_tree_root_node(tree);
    if (ts_node_has_error(root) && is_too_long(source->bytes)) {
        documents.unread = "YAML of more than 32768 lines is not always understood";
    }
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode document = ts_tree_cursor_current_node(&cursor);
        if (is_type(document, "document")) {
            const struct yaml_node *node = build_node(&building, document, -1, 0);
            VECTOR_PUSH(arena, &documents, node);
        }
    }
    ts_tree_cursor_delete(&cursor);
    ts_tree_delete(tree);
    ts_parser_delete(parser);
    return documents;
}

/* `*left` pairs more are looked at: a few lines of merged aliases can stand for millions. */
static const struct yaml_node *get(const struct yaml_node *node, const char *key, size_t *left)
{
    const struct yaml_node *found = NULL;
    if (!yaml_is(node, YAML_MAPPING) || node->count > *left) {
        return NULL;
    }
    *left -= node->count;
    for (size_t i = 0; i < node->count; i++) {
        if (slice_is(yaml_bytes(node->pairs[i].key), key)) {
            found = node->pairs[i].value;
        }
    }
    for (size_t i = 0; i < node->count && !found; i++) {
        const struct yaml_node *merged = node->pairs[i].value;
        if (!slice_is(yaml_bytes(node->pairs[i].key), "<<")) {
            continue;
        }
        found = get(merged, key, left);
        for (size_t k = 0; yaml_is(merged, YAML_SEQUENCE) && k < merged->count && !found; k++) {
            found = get(merged->items[k], key, left);
        }
    }
    return found;
}

const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key)
{
    size_t left = yaml_is(node, YAML_MAPPING) ? node->count + MERGED_MAX : 0;
    return get(node, key, &left);
}

bool yaml_is_null(const struct yaml_node *node)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    if (!yaml_is(node, YAML_SCALAR)) {
        return !node || node->kind == YAML_NOTHING;
    }
    for (size_t i = 0; node->plain && i < sizeof nulls / sizeof *nulls; i++) {
        if (slice_is(node->view->bytes, nulls[i])) {
            return true;
        }
    }
    return false;
}
