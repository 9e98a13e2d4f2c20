/* Judging. In: a payload and rules. Out: findings. Each alternative of the payload is judged for
 * itself, then the verdicts at the same pointer are merged. */
#include "rule/check.h"

#include "base/shown.h"
#include "rule/alternative.h"
#include "rule/screen.h"

slice bytes_shown(struct arena *arena, slice bytes)
{
    enum { SHOWN_MAX = 80 };
    struct buffer buffer = {.arena = arena};
    shown_append(&buffer, bytes, SHOWN_MAX);
    return buffer_slice(&buffer);
}

/* ---- The table of checks ---- */

struct check_row {
    const char *name;
    rule_checker *alternative;
    screen_adder *screen; /* NULL: it is about scripts, not about finished messages */
    script_checker *script;
    bool sinks_only; /* not for JSON that reaches no sink */
    bool is_silent;  /* where it says nothing, the alternative is right */
    unsigned options;
};

static const struct check_row rows[] = {
    {"schema", check_schema_rule, screen_add_schema, NULL, true, false, 0},
    {"contract", check_contract_rule, screen_add_contracts, NULL, true, false, 0},
    {"json-syntax", check_syntax_rule, screen_add_syntax, NULL, false, false, 0},
    {"unexpanded", check_unexpanded_rule, NULL, NULL, false, false, 0},
    {"duplicate-key", check_duplicate_rule, screen_add_duplicate, NULL, false, true, 0},
    {"number", check_number_rule, screen_add_number, NULL, true, true, 0},
    {"unquoted", check_unquoted_rule, NULL, NULL, true, false, 0},
    {"unescaped", check_unescaped_rule, NULL, NULL, true, true, CHECK_TAKES_FIELDS},
    {"base64-lines", check_base64_rule, NULL, NULL, false, true, 0},
    {"content-type", check_content_type_rule, NULL, NULL, true, false, 0},
    {"size", check_size_rule, screen_add_size, NULL, true, false, 0},
    {"secret", check_secret_rule, screen_add_secret, NULL, false, true, CHECK_TAKES_ALLOW},
    {"fresh", check_fresh_rule, NULL, check_repeated_rule, true, false,
     CHECK_TAKES_FIELDS | CHECK_TAKES_ALLOW},
};
enum { ROW_COUNT = sizeof rows / sizeof *rows };

const struct check_row *check_find(slice name)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (slice_is(name, rows[i].name)) {
            return &rows[i];
        }
    }
    return NULL;
}

unsigned check_options(const struct check_row *check)
{
    return check->options;
}

slice check_name(const struct check_row *check)
{
    return check ? slice_from(check->name) : SLICE("");
}

screen_adder *check_screen(const struct check_row *check)
{
    return check->screen;
}

const char *check_names(struct arena *arena)
{
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < ROW_COUNT; i++) {
        buffer_printf(&buffer, "%s%s", i > 0 ? ", " : "", rows[i].name);
    }
    buffer_append_byte(&buffer, '\0');
    return buffer.data;
}

/* ---- Merging ---- */

static bool is_violation(const struct hit *hit)
{
    return hit->verdict.certainty == CERTAINTY_VIOLATES;
}

/* Whether every alternative that has something at this pointer violates the rule there. */
static bool all_violate(const struct hits *hits, slice pointer)
{
    for (size_t i = 0; i < hits->count; i++) {
        if (slice_equal(hits->items[i].pointer, pointer) && !is_violation(&hits->items[i])) {
            return false;
        }
    }
    return true;
}

/* Whether each of `count` alternatives violates the rule at this pointer. */
static bool each_violates(const struct hits *hits, slice pointer, size_t count)
{
    size_t found = 0;
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < hits->count; i++) {
        const struct hit *hit = &hits->items[i];
        if (hit->alternative != last && is_violation(hit) && slice_equal(hit->pointer, pointer)) {
            found++;
            last = hit->alternative;
        }
    }
    return found == count;
}

/* Pointers of values inside choices of the document's shape would make this quadratic. */
enum { HITS_MERGED_MAX = 2000 };

/* Of a payload inside another the pointer leads there first: /messages/0/data#/request_id. */
static slice pointer_inside(struct arena *arena, const struct payload *payload, slice pointer)
{
    return payload->inside.data
               ? arena_printf(arena, "%.*s#%.*s", SLICE_ARGS(payload->inside), SLICE_ARGS(pointer))
               : pointer;
}

static struct message_place place_of_payload(const struct checking *checking,
                                             const struct payload *payload)
{
    return (struct message_place){
        .path = checking->path,
        .sink = payload->sink ? payload->sink->name : (slice){NULL, 0},
        .destination = payload_destination(checking->arena, payload),
    };
}

const struct guard *check_guard(const struct checking *checking, const struct payload *payload)
{
    struct message_place place = place_of_payload(checking, payload);
    return configuration_guard(checking->configuration, &place);
}

void check_add_finding(const struct checking *checking, const struct alternative *alternative,
                       const struct rule *rule, const struct hit *hit, enum certainty certainty)
{
    const struct payload *payload = alternative->payload;
    struct message_place place = place_of_payload(checking, payload);
    struct finding finding = {
        .rule = rule,
        .certainty = certainty,
        .span = hit->place.span,
        .message =
            certainty == CERTAINTY_MAY_VIOLATE && hit->maybe.data ? hit->maybe : hit->message,
        .label = hit->label,
        .sent = hit->sent,
        .witness = hit->verdict.witness,
        .reason = hit->verdict.reason,
        .pointer = pointer_inside(checking->arena, payload, hit->pointer),
        .sink = place.sink,
        .destination = place.destination,
        .command = payload->command,
        .is_guarded = configuration_guard(checking->configuration, &place) != NULL,
        .subject = {&alternative->flat, &alternative->document, hit->place.start, hit->place.end},
    };
    if (!finding.span.source) {
        finding.span = payload->command;
    }
    finding.script = payload->script;
    if (!payload->is_finished) {
        place_trail(checking->arena, &finding, &hit->place, payload);
    }
    findings_add(checking->arena, checking->findings, finding);
}

/* Whether one of several alternatives begins with a hole: any value may stand anywhere in it. */
static bool some_is_open(const struct alternative *alternatives, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct flat_text *flat = &alternatives[i].flat;
        size_t start = (size_t)(slice_trim(flat->bytes).data - flat->bytes.data);
        if (count > 1 && flat->hole_count > 0 && flat->holes[0] == start) {
            return true;
        }
    }
    return false;
}

/* What is known of the value between the quotes. */
static void describe_id(struct arena *arena, const struct flat_text *flat, const struct hit *hit,
                        struct audited_id *id)
{
    slice bytes = slice_sub(flat->bytes, hit->place.start, hit->place.end);
    size_t hole = flat_first_hole(flat, hit->place.start);
    bool known = hole == flat_first_hole(flat, hit->place.end);
    bool quoted = bytes.length >= 2 && bytes.data[0] == '"';
    if (known) {
        id->value = slice_sub(bytes, quoted, bytes.length - quoted);
    } else {
        id->value =
            hit->verdict.certainty == CERTAINTY_VALID ? (slice){NULL, 0} : hit->verdict.witness;
        id->from = flat_piece_at(flat, flat->holes[hole])->piece->hole->from;
    }
}

static void note_id(const struct checking *checking, const struct alternative *alternative,
                    const struct rule *rule, const struct hit *hit)
{
    struct audited_id id = {
        .payload = alternative->payload,
        .rule = rule,
        .pointer = pointer_inside(checking->arena, alternative->payload, hit->pointer),
        .certainty = hit->verdict.certainty,
        .span = hit->place.span,
    };
    struct finding steps = {.span = id.span};
    if (hit->place.end == hit->place.start) {
        return;
    }
    describe_id(checking->arena, &alternative->flat, hit, &id);
    place_trail(checking->arena, &steps, &hit->place, alternative->payload);
    id.trail = steps.trail;
    id.trail_count = steps.trail_count;
    VECTOR_PUSH(checking->arena, checking->ids, id);
}

/* Of a finished message each hit is what it says. What isn't known of a value there, is because the
 * text round it isn't JSON, or because judging it was given up. */
static void take_hits(const struct checking *checking, const struct rule *rule,
                      const struct hits *hits, const struct alternative *alternative)
{
    bool broken = alternative->document.validity != JSON_VALID;
    for (size_t i = 0; i < hits->count; i++) {
        const struct hit *hit = &hits->items[i];
        enum certainty certainty = hit->verdict.certainty;
        if (certainty == CERTAINTY_VIOLATES || (certainty == CERTAINTY_UNKNOWN && !broken)) {
            check_add_finding(checking, alternative, rule, hit, certainty);
        }
    }
}

static void merge_hits(const struct checking *checking, const struct rule *rule,
                       const struct hits *hits, const struct alternative *alternatives,
                       size_t alternative_count)
{
    if (alternatives[0].payload->is_finished) {
        take_hits(checking, rule, hits, &alternatives[0]);
        return;
    }
    bool open = some_is_open(alternatives, alternative_count);
    bool silent = rule->check->is_silent;
    for (size_t i = 0; i < hits->count; i++) {
        const struct hit *hit = &hits->items[i];
        enum certainty certainty = hit->verdict.certainty;
        if (checking->ids && rule->fix.kind == RULE_FIX_GENERATE) {
            note_id(checking, &alternatives[hit->alternative], rule, hit);
        }
        if (certainty == CERTAINTY_VALID) {
            continue;
        }
        if (certainty == CERTAINTY_VIOLATES &&
            (open || hits->count > HITS_MERGED_MAX || !all_violate(hits, hit->pointer) ||
             (silent && !each_violates(hits, hit->pointer, alternative_count)))) {
            certainty = CERTAINTY_MAY_VIOLATE;
        }
        if (certainty == CERTAINTY_VIOLATES || !rule->only_certain) {
            check_add_finding(checking, &alternatives[hit->alternative], rule, hit, certainty);
        }
    }
}

/* ---- Destinations ---- */

/* The alternative that says the most: the last that is wholly known, as a default is. */
static struct text told_alternative(struct arena *arena, const struct choice *choice)
{
    slice bytes;
    for (uint32_t i = choice->count; i-- > 0;) {
        if (text_is_literal(arena, choice->alternatives[i], &bytes) && bytes.length > 0) {
            return choice->alternatives[i];
        }
    }
    return choice->alternatives[0];
}

static void append_told(struct buffer *buffer, struct text text, size_t *known)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind == PIECE_LITERAL) {
            buffer_append(buffer, piece_bytes(piece));
            *known += piece->length;
        } else if (piece->kind == PIECE_HOLE) {
            buffer_append(buffer, SLICE("…"));
        } else {
            append_told(buffer, told_alternative(buffer->arena, piece->choice), known);
        }
    }
}

slice payload_destination(struct arena *arena, const struct payload *payload)
{
    struct buffer buffer = {.arena = arena};
    size_t known = 0;
    append_told(&buffer, payload->destination, &known);
    return known > 0 ? buffer_slice(&buffer) : (slice){NULL, 0};
}

/* ---- Payloads ---- */

static bool is_json_start(slice bytes, char open)
{
    slice rest = slice_trim(slice_sub(bytes, 1, bytes.length));
    if (rest.length == 0) {
        return true;
    }
    if (open == '{') {
        return rest.data[0] != '{' && rest.data[0] != '%';
    }
    return strchr("{[\"]-0123456789tfn'", rest.data[0]) != NULL;
}

bool payload_looks_like_json(struct text text)
{
    const struct text_piece *first = text.count > 0 ? text.pieces : NULL;
    bool choice = first && first->kind == PIECE_CHOICE;
    for (uint32_t i = 0; choice && i < first->choice->count; i++) {
        if (payload_looks_like_json(first->choice->alternatives[i])) {
            return true;
        }
    }
    slice prefix = text_visible_prefix(text);
    return prefix.length > 0 && (prefix.data[0] == '{' || prefix.data[0] == '[') &&
           is_json_start(prefix, prefix.data[0]);
}

static const struct rule *rule_at(const struct checking *checking, size_t index,
                                  const struct message_place *place)
{
    const struct rule *rule = &checking->configuration->rules.items[index];
    bool asked = slice_list_has(checking->asked, rule->id);
    return configuration_rule(checking->configuration, checking->arena, index, place, asked);
}

void check_payload(const struct checking *checking, const struct payload *payload)
{
    struct arena *arena = checking->arena;
    if (!payload_is_judged(payload)) {
        return;
    }
    struct text_list texts = text_resolve(arena, payload->text, PAYLOAD_ALTERNATIVES_MAX);
    struct alternative *alternatives = ARENA_ARRAY(arena, struct alternative, texts.count);
    for (size_t i = 0; i < texts.count; i++) {
        alternatives[i].payload = payload;
        alternatives[i].flat = text_flatten(arena, texts.items[i]);
        alternatives[i].document = json_read(arena, &alternatives[i].flat);
    }
    struct message_place place = place_of_payload(checking, payload);
    for (size_t k = 0; k < checking->configuration->rules.count; k++) {
        const struct rule *rule = rule_at(checking, k, &place);
        const struct check_row *check = rule ? rule->check : NULL;
        struct hits hits = {0};
        if (!check || !check->alternative || (check->sinks_only && !payload->sink) ||
            (payload->is_finished && !check->screen)) {
            continue;
        }
        for (size_t i = 0; i < texts.count; i++) {
            size_t before = hits.count;
            check->alternative(checking, rule, &alternatives[i], &hits);
            for (size_t h = before; h < hits.count; h++) {
                hits.items[h].alternative = i;
            }
        }
        merge_hits(checking, rule, &hits, alternatives, texts.count);
    }
}

void check_script(const struct checking *checking, const struct payload *payloads, size_t count)
{
    for (size_t k = 0; k < checking->configuration->rules.count; k++) {
        const struct message_place place = {.path = checking->path};
        const struct rule *rule = rule_at(checking, k, &place);
        if (rule && rule->check && rule->check->script) {
            rule->check->script(checking, rule, payloads, count);
        }
    }
}

/* ---- Commands ---- */

void check_command(const struct checking *checking, slice name, const struct hole *printed,
                   struct span span)
{
    struct text_piece piece = {.kind = PIECE_HOLE, .hole = printed};
    struct string_hole place = {0, &piece};
    char byte = TEXT_HOLE_BYTE;
    struct string_value string = {{&byte, 1}, &place, 1};
    const struct message_place here = {.path = checking->path};
    for (size_t i = 0; i < checking->configuration->rules.count; i++) {
        const struct rule *rule = rule_at(checking, i, &here);
        if (!rule || rule->kind != RULE_COMMAND || !slice_equal(rule->command, name)) {
            continue;
        }
        struct verdict verdict = schema_judge_string(checking->arena, rule->schema, &string);
        if (verdict.certainty == CERTAINTY_VALID ||
            (rule->only_certain && verdict.certainty != CERTAINTY_VIOLATES)) {
            continue;
        }
        struct finding finding = {
            .rule = rule,
            .certainty = verdict.certainty,
            .span = span,
            .message = arena_printf(checking->arena, "%.*s, and nothing here changes that",
                                    SLICE_ARGS(rule->summary)),
            .label = arena_printf(checking->arena, "may print %.*s", SLICE_ARGS(verdict.witness)),
            .witness = verdict.witness,
        };
        findings_add(checking->arena, checking->findings, finding);
    }
}
