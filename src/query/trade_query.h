/* Needs and offers of the registry: who could make what somebody buys, and who is bound to whom.
 *
 * A need and an offer are facts, stated by users or told by reports; a supply that a report tells
 * of is an offer whose capacity nobody knows. Doubtful and rejected ones are left out. How they are
 * matched docs/sourcing.md tells. query.products must be there.
 *
 * Errors besides those of query.h: "query.no_need" (id), "query.no_offer" (id): the id is of
 * something else; "query.trade_many" (limit). */
#ifndef TRADE_QUERY_H
#define TRADE_QUERY_H

#include "query.h"
#include "trade.h"

/* Of a need or offer what the matcher does not look at. */
struct query_traded {
    struct query_value fact;
    struct query_value who; /* VALUE_TEXT where it is no entity; VALUE_NONE: nobody is told */
    const char *problem;    /* key of a sentence: why it cannot be planned; NULL: it can */
    struct span value;      /* that the sentence names */
};

struct query_trade {
    struct needs needs; /* ids of lines are those of the facts; texts are in the question's arena */
    struct query_traded *buyers; /* by need */
    struct offers offers;
    struct query_traded *suppliers; /* by offer */
};

/* All needs and offers of the registry. */
bool query_trade(const struct query *query, struct query_trade *trade, struct error *error);

/* ---- matches ---- */

enum { MATCHES_PAGE = 20, MATCHES_MOST = 100 };

struct query_match {
    struct query_value fact; /* the offer; the need, where those of an offer were asked for */
    struct query_value who;
    struct span goods;
    struct span code;
    struct match match;
    enum nearness nearness;
    struct query_evidences evidence; /* the sentences that say it */
    struct query_values agreements;  /* between the two */
    struct query_value cluster;      /* that both are of; VALUE_NONE */
};

struct query_matches {
    struct query_value fact; /* of what they are */
    struct query_value who;
    bool of_offer; /* they are the needs that an offer answers */
    struct span summary;
    size_t total;
    struct query_match *items; /* the best first */
    size_t count;
};

/* What answers a need, or, of an offer, which needs it answers; at most limit (0: MATCHES_PAGE). */
bool query_matches(const struct query *query, struct span id, bool of_offer, size_t limit,
                   struct query_matches *matches, struct error *error);
void query_matches_write(const struct query *query, const struct query_matches *matches,
                         struct json *json);
/* Why the two match, in a sentence. */
struct span query_match_text(const struct query *query, const struct match *match);
struct span query_nearness_text(const struct query *query, enum nearness nearness);

#endif
