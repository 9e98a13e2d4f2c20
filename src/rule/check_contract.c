/* message-contract. In: messages of a configuration. Out: a hit for each place in the payload that
 * its schema refuses. */
#include "rule/alternative.h"

static bool holds(const struct checking *checking, const struct payload *payload,
                  const struct contract *contract)
{
    struct message_place place = {
        .path = checking->path,
        .sink = payload->sink->name,
        .destination = payload_destination(checking->arena, payload),
        .subscription = checking->subscription,
    };
    return contract_holds(contract, &place);
}

static void add_problem(const struct checking *checking, const struct alternative *alternative,
                        const struct contract *contract, const struct schema_problem *problem,
                        struct hits *hits)
{
    struct arena *arena = checking->arena;
    struct hit hit = {
        .pointer = problem->pointer,
        .verdict = {problem->certainty, problem->witness, problem->reason},
        .place = place_of(&alternative->flat, problem->start, problem->end),
        .label = problem->reason,
    };
    slice where = problem->pointer.length > 0 ? problem->pointer : SLICE("it");
    const char *verb = problem->certainty == CERTAINTY_UNKNOWN ? " depends on " : " ";
    hit.message =
        arena_printf(arena, "this is no %.*s message: %.*s%s%.*s", SLICE_ARGS(contract->name),
                     SLICE_ARGS(where), verb, SLICE_ARGS(problem->reason));
    hit.maybe =
        arena_printf(arena, "this may be no %.*s message: %.*s%s%.*s", SLICE_ARGS(contract->name),
                     SLICE_ARGS(where), verb, SLICE_ARGS(problem->reason));
    if (problem->certainty == CERTAINTY_UNKNOWN) {
        hit.label = arena_printf(arena, "depends on %.*s", SLICE_ARGS(problem->reason));
        hit.message = arena_printf(arena, "whether this is a %.*s message depends on %.*s",
                                   SLICE_ARGS(contract->name), SLICE_ARGS(problem->reason));
        hit.maybe = hit.message;
    }
    VECTOR_PUSH(arena, hits, hit);
}

void check_contract_rule(const struct checking *checking, const struct rule *rule,
                         const struct alternative *alternative, struct hits *hits)
{
    const struct configuration *configuration = checking->configuration;
    for (size_t i = 0; i < configuration->contracts.count; i++) {
        const struct contract *contract = &configuration->contracts.items[i];
        struct schema_problems problems = {0};
        if (!holds(checking, alternative->payload, contract)) {
            continue;
        }
        schema_judge_all(checking->arena, contract->schema, &alternative->document.root,
                         &alternative->flat, &problems);
        for (size_t k = 0; k < problems.count; k++) {
            add_problem(checking, alternative, contract, &problems.items[k], hits);
        }
        if (problems.count == 0) {
            struct hit none = {.pointer = SLICE("")};
            VECTOR_PUSH(checking->arena, hits, none);
        }
    }
}
