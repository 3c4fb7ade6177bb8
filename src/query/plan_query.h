/* The sourcing plan over the registry: whose needs, which offers, and the answer.
 *
 * A plan is made in two steps, since it may take long: query_plan_gather() asks the registry,
 * query_plan_make() works without it. What comes of it is kept as it was answered (plan_kept.h).
 *
 * Errors besides those of trade_query.h: "query.plan_no_needs", "query.plan_no_offers": there is
 * nothing to plan; those of plan_make(). */
#ifndef PLAN_QUERY_H
#define PLAN_QUERY_H

#include "plan.h"
#include "trade_query.h"

struct query_plan_request {
    struct span cluster;  /* only needs of buyers of this cluster: an id or name */
    struct span region;   /* … of this region or … */
    struct span district; /* … federal district: names or codes */
    float least;          /* score of a match that may be used; 0: as usual */
    struct plan_weights weights;
};

/* A need or offer that a plan cannot use, and why. */
struct query_left_out {
    const struct query_traded *traded;
};

struct query_plan {
    struct query_trade trade;     /* of the whole registry */
    struct needs needs;           /* of the request, that can be planned */
    struct query_traded **buyers; /* by need */
    struct offers offers;         /* whose capacity is known */
    struct query_traded **suppliers;
    struct {
        struct query_left_out *items;
        size_t count;
        size_t capacity;
    } left_out;                 /* needs of the request */
    struct query_value cluster; /* of the request; VALUE_NONE */
    struct span place;          /* its region or district, by name; empty */
    struct query_plan_request request;
    struct plan plan;
};

/* Asks the registry; false with an error. */
bool query_plan_gather(const struct query *query, const struct query_plan_request *request,
                       struct query_plan *plan, struct error *error);
/* Makes the plan, without the registry; watch as of plan_make(). query->arena and a scratch arena
 * of its own hold it. */
bool query_plan_make(const struct query *query, struct query_plan *plan,
                     const struct cover_watch *watch, struct error *error);
/* What a plan is called: «План поставок: Иркутская область». */
struct span query_plan_title(const struct query *query, const struct query_plan *plan);
/* Why a need is not in the plan. */
struct span query_left_out_text(const struct query *query, const struct query_traded *traded);
/* All of it, in the language of the question. */
void query_plan_write(const struct query *query, const struct query_plan *plan, struct json *json);

#endif
