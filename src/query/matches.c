/* Which offers answer a need, and which needs an offer answers. */
#include <stdlib.h>

#include "fact.h"
#include "rank.h"
#include "ties.h"
#include "trade_query.h"
#include "utf8.h"
#include "write.h"

static const float least_score = 0.5F; /* below it more matches are wrong than right by far */

struct asking {
    const struct query *query;
    struct lookup lookup;
    struct query_trade trade;
    size_t asked; /* index of the need or offer that was asked for */
    bool of_offer;
    struct match_index *index;
    struct arena *scratch;
    struct {
        struct found {
            uint32_t other;
            struct match match;
        } * items;
        size_t count;
        size_t capacity;
    } found;
    struct query_matches *matches;
};

/* ---- words ---- */

static struct span reason_text(const struct query *query, const struct match_reason *reason)
{
    static const char *const keys[REASON_KINDS] = {
        [REASON_WORD] = "sourcing.reason.word",
        [REASON_GRADE] = "sourcing.reason.grade",
        [REASON_SYNONYM] = "sourcing.reason.synonym",
        [REASON_PART] = "sourcing.reason.part",
        [REASON_ROOT] = "sourcing.reason.root",
        [REASON_CODE_EQUAL] = "sourcing.reason.code_equal",
        [REASON_CODE_PART] = "sourcing.reason.code_part",
        [REASON_CODE_NEAR] = "sourcing.reason.code_near",
        [REASON_CODE_WORDS] = "sourcing.reason.code_words"};
    return QUERY_TEXT(query, keys[reason->kind], "need",
                      arena_copy(query->arena, reason->need).data, "offer",
                      arena_copy(query->arena, reason->offer).data);
}

struct span query_match_text(const struct query *query, const struct match *match)
{
    struct span text = SPAN("");
    for (size_t i = 0; i < match->reason_count; i++)
        text = arena_format(query->arena, "%.*s%s%.*s", SPAN_ARGS(text), i ? "; " : "",
                            SPAN_ARGS(reason_text(query, &match->reasons[i])));
    return text;
}

struct span query_nearness_text(const struct query *query, enum nearness nearness)
{
    static const char *const keys[NEARNESSES] = {"sourcing.near.cluster", "sourcing.near.region",
                                                 "sourcing.near.district", "sourcing.near.country",
                                                 "sourcing.near.abroad"};
    return QUERY_TEXT(query, keys[nearness]);
}

/* ---- finding ---- */

static void index_make(struct asking *asking)
{
    const struct offers *offers = &asking->trade.offers;
    struct arena *arena = asking->query->arena;
    struct named_product *named = ARENA_NEW(arena, struct named_product, offers->count + 1);
    for (size_t i = 0; i < offers->count; i++)
        named[i] = offers->items[i].line.product;
    asking->index = match_index_make(asking->query->products, named, offers->count, arena);
}

static void need_ask(struct asking *asking)
{
    struct arena *arena = asking->query->arena;
    struct match *matches = ARENA_NEW(arena, struct match, MATCHES_MOST);
    const struct need *need = &asking->trade.needs.items[asking->asked];
    size_t count =
        match_find(asking->index, &need->line.product, least_score, matches, MATCHES_MOST, arena);
    for (size_t i = 0; i < count; i++)
        *ARRAY_PUSH(arena, &asking->found) = (struct found){matches[i].offer, matches[i]};
}

static int by_score(const void *left, const void *right)
{
    const struct found *one = left, *other = right;
    int order = (one->match.score < other->match.score) - (one->match.score > other->match.score);
    return order ? order : (one->other > other->other) - (one->other < other->other);
}

/* The needs for which the offer is found; each is asked for by itself, with the index of all
 * offers, so that a score is the same from either side. */
static void needs_ask(void *context)
{
    enum { LOOKED_AT = 64 };
    struct asking *asking = context;
    struct match matches[LOOKED_AT];
    for (uint32_t i = 0; i < asking->trade.needs.count; i++) {
        arena_clear(asking->scratch);
        size_t count = match_find(asking->index, &asking->trade.needs.items[i].line.product,
                                  least_score, matches, LOOKED_AT, asking->scratch);
        for (size_t k = 0; k < count; k++)
            if (matches[k].offer == asking->asked)
                *ARRAY_PUSH(asking->query->arena, &asking->found) = (struct found){i, matches[k]};
    }
}

static bool offer_ask(struct asking *asking, struct error *error)
{
    static const size_t scratch_limit = (size_t)1 << 26;
    struct arena scratch;
    arena_init(&scratch, scratch_limit);
    asking->scratch = &scratch;
    bool good = arena_run(&scratch, needs_ask, asking);
    arena_release(&scratch);
    if (good && asking->found.count)
        qsort(asking->found.items, asking->found.count, sizeof *asking->found.items, by_score);
    return good || error_add(error, "query.too_large", NULL);
}

/* ---- showing ---- */

static const struct trade_line *line_of(const struct asking *asking, bool offer, size_t index)
{
    return offer ? &asking->trade.offers.items[index].line : &asking->trade.needs.items[index].line;
}

static const struct query_traded *traded_of(const struct asking *asking, bool offer, size_t index)
{
    return offer ? &asking->trade.suppliers[index] : &asking->trade.buyers[index];
}

/* The sentences in which the newest reports tell the goods of a fact. */
static void evidence_find(struct lookup *lookup, struct span fact, struct query_evidences *evidence)
{
    struct items items;
    int64_t number;
    if (!canonical_read(fact, &number))
        return;
    items_of_numbers(lookup, &number, 1, &items);
    if (!items.count || lookup->failed)
        return;
    const struct stored_claim *chosen = item_chosen(lookup, &items.items[0], "goods");
    if (chosen)
        sentence_prove(lookup, chosen, 0, evidence);
}

static void match_show(struct asking *asking, const struct found *found, struct query_match *shown)
{
    struct lookup *lookup = &asking->lookup;
    bool offer = !asking->of_offer;
    const struct trade_line *own = line_of(asking, asking->of_offer, asking->asked);
    const struct trade_line *other = line_of(asking, offer, found->other);
    const struct query_traded *traded = traded_of(asking, offer, found->other);
    struct span cluster = places_cluster(&own->place, &other->place);
    int64_t first, second;
    *shown = (struct query_match){.fact = traded->fact,
                                  .who = traded->who,
                                  .goods = other->product.words,
                                  .code = other->product.code,
                                  .match = found->match,
                                  .nearness = places_nearness(&own->place, &other->place),
                                  .cluster = {.type = VALUE_NONE}};
    evidence_find(lookup, traded->fact.entity, &shown->evidence);
    if (canonical_read(asking->matches->who.entity, &first) &&
        canonical_read(traded->who.entity, &second) && first != second)
        agreements_between(lookup, first, second, &shown->agreements);
    if (canonical_read(cluster, &first))
        shown->cluster = entity_value_show(lookup, first);
}

static void matches_show(struct asking *asking, size_t limit)
{
    struct query_matches *matches = asking->matches;
    const struct query_traded *traded = traded_of(asking, asking->of_offer, asking->asked);
    const struct query *query = asking->query;
    matches->fact = traded->fact;
    matches->who = traded->who;
    matches->total = asking->found.count;
    matches->count = matches->total < limit ? matches->total : limit;
    matches->items = ARENA_NEW(query->arena, struct query_match, matches->count + 1);
    for (size_t i = 0; i < matches->count; i++)
        match_show(asking, &asking->found.items[i], &matches->items[i]);
    matches->summary =
        QUERY_TEXT(query, asking->of_offer ? "query.matches.needs" : "query.matches.offers",
                   "count", number_show(query, matches->total).data);
}

/* Finds the fact among those gathered. An id that was merged away leads to where it is now. */
static bool asked_find(struct asking *asking, struct span id, struct error *error)
{
    struct stored_entity entity;
    if (!entity_asked(&asking->lookup, id, &entity))
        return false;
    size_t count = asking->of_offer ? asking->trade.offers.count : asking->trade.needs.count;
    for (asking->asked = 0; asking->asked < count; asking->asked++)
        if (span_is(line_of(asking, asking->of_offer, asking->asked)->id, entity.id))
            return true;
    return error_add(error, asking->of_offer ? "query.no_offer" : "query.no_need", "id",
                     arena_copy(asking->query->arena, id).data, NULL);
}

bool query_matches(const struct query *query, struct span id, bool of_offer, size_t limit,
                   struct query_matches *matches, struct error *error)
{
    struct asking asking = {.query = query, .of_offer = of_offer, .matches = matches};
    *matches = (struct query_matches){.of_offer = of_offer};
    lookup_init(&asking.lookup, query, error);
    if (!query_trade(query, &asking.trade, error) || !asked_find(&asking, id, error))
        return false;
    index_make(&asking);
    if (!of_offer)
        need_ask(&asking);
    else if (!offer_ask(&asking, error))
        return false;
    matches_show(&asking, limit ? limit : MATCHES_PAGE);
    return lookup_fine(&asking.lookup);
}

/* ---- JSON ---- */

void reasons_write(const struct query *query, const struct match *match, struct json *json)
{
    static const char *const codes[REASON_KINDS] = {"word",      "grade",     "synonym",
                                                    "part",      "root",      "code_equal",
                                                    "code_part", "code_near", "code_words"};
    json_key(json, "reasons");
    json_array_begin(json);
    for (size_t i = 0; i < match->reason_count; i++) {
        json_object_begin(json);
        json_key(json, "kind");
        json_string(json, codes[match->reasons[i].kind]);
        json_key(json, "text");
        json_text(json, reason_text(query, &match->reasons[i]));
        json_object_end(json);
    }
    json_array_end(json);
}

static void match_write(const struct query *query, const struct query_match *match,
                        struct json *json)
{
    static const char *const nearnesses[NEARNESSES] = {"cluster", "region", "district", "country",
                                                       "abroad"};
    json_object_begin(json);
    key_value(json, "fact", &match->fact);
    key_value(json, "who", &match->who);
    key_text(json, "goods", match->goods);
    key_text(json, "okpd2", match->code);
    json_key(json, "score");
    json_number(json, (double)match->match.score);
    reasons_write(query, &match->match, json);
    json_key(json, "nearness");
    json_string(json, nearnesses[match->nearness]);
    key_text(json, "nearness_text", query_nearness_text(query, match->nearness));
    evidences_write(query, &match->evidence, json);
    json_key(json, "agreements");
    values_write(&match->agreements, json);
    key_value(json, "cluster", &match->cluster);
    json_object_end(json);
}

void query_matches_write(const struct query *query, const struct query_matches *matches,
                         struct json *json)
{
    json_object_begin(json);
    key_value(json, "fact", &matches->fact);
    key_value(json, "who", &matches->who);
    key_text(json, "summary", matches->summary);
    key_count(json, "total", matches->total);
    json_key(json, "matches");
    json_array_begin(json);
    for (size_t i = 0; i < matches->count; i++)
        match_write(query, &matches->items[i], json);
    json_array_end(json);
    json_object_end(json);
}
