/* Plans that were kept: each is a report of the registry whose text is the plan as it was answered
 * when it was made, a line for each language (plan_keep.h writes it). So a plan stays what
 * it was, whatever becomes of needs and offers, and is withdrawn, erased, copied as reports are.
 *
 * Errors besides those of query.h: "query.unknown_plan" (id). */
#ifndef PLAN_KEPT_H
#define PLAN_KEPT_H

#include "plan_row.h"
#include "query.h"

/* A kept plan, without its deliveries. */
struct query_kept_plan {
    struct span id;
    struct span title;
    struct span at; /* ISO 8601, UTC */
    struct span by; /* "user:NAME" */
    size_t needs;
    size_t gaps;
    double covered_share;
    double local_before;
    double local_after;
    bool interrupted;
    struct span text; /* all of it, JSON in the language of the question */
};

struct query_kept_plans {
    struct query_kept_plan *items; /* newest first */
    size_t count;
    size_t capacity;
};

bool query_kept_plans(const struct query *query, struct query_kept_plans *plans,
                      struct error *error);
void query_kept_plans_write(const struct query *query, const struct query_kept_plans *plans,
                            struct json *json);
bool query_kept_plan(const struct query *query, struct span id, struct query_kept_plan *plan,
                     struct error *error);
/* Its deliveries, then what nobody delivers. */
bool query_kept_rows(const struct query *query, const struct query_kept_plan *plan,
                     struct query_plan_rows *rows, struct error *error);
/* The plan as it was answered, with "id", "at" and "by". */
void query_kept_plan_write(const struct query *query, const struct query_kept_plan *plan,
                           struct buffer *out);

/* What is another in a later plan than in an earlier one. */
struct query_plan_change {
    struct span need; /* ids */
    struct span offer;
    struct span product;
    struct span buyer; /* names */
    struct span supplier;
    struct span unit;
    double before;
    double after;
};

struct query_plan_changes {
    struct query_kept_plan before;
    struct query_kept_plan after;
    struct {
        struct query_plan_change *items;
        size_t count;
        size_t capacity;
    } changes;
};

/* A change as JSON, an object: of kept plans and of tables alike. */
void query_plan_change_write(const struct query_plan_change *change, struct json *json);
bool query_plans_compare(const struct query *query, struct span before, struct span after,
                         struct query_plan_changes *changes, struct error *error);
void query_plan_changes_write(const struct query *query, const struct query_plan_changes *changes,
                              struct json *json);

#endif
