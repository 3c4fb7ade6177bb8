/* Of a brief: what the one makes and the other needs. */
#include "brief_make.h"

#include "trade_query.h"

enum { MATCHES_OF_NEED = 4 };

/* Below it more matches are wrong than right (docs/sourcing.md), and paper cannot be asked. */
static const float least_score = 0.6F;

/* Goods that a side makes or needs. */
struct ware_told {
    const struct item *fact;
    bool common;                     /* of both already: it stands where that is told */
    const struct stored_claim *said; /* that names them */
    bool met;                        /* something of the other side answers */
};

struct wares_told {
    struct ware_told *items;
    size_t count;
    size_t capacity;
};

/* As what facts tell of making and needing, and where they say what. */
struct trade_role {
    const char *kind;
    const char *who;
    const char *what;
    const char *stages[2]; /* of projects; NULL: any */
};

static const struct trade_role making_roles[] = {
    {"offer", "supplier", "goods", {NULL}},
    {"offer", "place", "goods", {NULL}},
    {"supply", "supplier", "goods", {NULL}},
    {"deployment", "developer", "what", {NULL}},
    {"deployment", "by", "what", {NULL}},
    {"project", "executors", "what", {"under_way", "completed"}},
};
static const struct trade_role needing_roles[] = {
    {"need", "buyer", "goods", {NULL}},
    {"need", "place", "goods", {NULL}},
    {"project", "place", "what", {"considered", "planned"}},
    {"project", "executors", "what", {"considered", "planned"}},
};

static bool stage_fits(const struct trade_role *role, const struct item *fact)
{
    struct span stage = brief_choice(fact, "stage");
    return !role->stages[0] || span_is(stage, role->stages[0]) || span_is(stage, role->stages[1]);
}

/* The wares that facts tell of a side in these roles, each fact once. */
static struct wares_told wares_of(struct brief_making *making, size_t side,
                                  const struct trade_role *roles, size_t count)
{
    struct wares_told wares = {0};
    for (size_t i = 0; i < making->pool.count; i++)
        for (size_t k = 0; k < count; k++) {
            const struct brief_fact *fact = &making->pool.facts[i];
            const struct stored_claim *said = fact_claim(fact->item, roles[k].what);
            if (!said || !fact_is(fact, roles[k].kind) || !stage_fits(&roles[k], fact->item) ||
                !side_in(&making->pool, side, fact->item, roles[k].who))
                continue;
            *ARRAY_PUSH(making->lookup->arena, &wares) =
                (struct ware_told){fact->item, brief_is_common(making, fact), said, false};
            break;
        }
    return wares;
}

static struct named_product product_of(struct brief_making *making, const struct ware_told *ware)
{
    const struct stored_claim *code = fact_claim(ware->fact, "okpd2");
    return (struct named_product){value_show(making->lookup, ware->said).text,
                                  code ? code->text : SPAN("")};
}

/* A match: what answers, for what, and why, by the words of both. */
static void match_tell(struct brief_making *making, struct query_brief_section *section,
                       struct ware_told *made, struct ware_told *need, const struct match *match)
{
    struct lookup *lookup = making->lookup;
    made->met = need->met = true;
    struct query_brief_line *line =
        brief_line(making, section, made->fact, item_name(lookup, made->fact));
    if (!line)
        return;
    struct span name = arena_copy(lookup->arena, item_name(lookup, need->fact));
    line->note = QUERY_TEXT(lookup->query, "query.brief.answers", "need", name.data, "why",
                            query_match_text(lookup->query, match).data);
    brief_prove_claim(making, line, made->said);
    brief_prove_claim(making, line, need->said);
}

static void wares_match(struct brief_making *making, struct query_brief_section *section,
                        struct wares_told *made, struct wares_told *needs)
{
    struct arena *arena = making->lookup->arena;
    struct named_product *products = ARENA_NEW(arena, struct named_product, made->count + 1);
    struct match matches[MATCHES_OF_NEED];
    for (size_t i = 0; i < made->count; i++)
        products[i] = product_of(making, &made->items[i]);
    struct match_index *index =
        match_index_make(making->lookup->query->products, products, made->count, arena);
    for (size_t i = 0; i < needs->count; i++) {
        struct named_product wanted = product_of(making, &needs->items[i]);
        size_t count = match_find(index, &wanted, least_score, matches, MATCHES_OF_NEED, arena);
        for (size_t k = 0; k < count; k++) {
            struct ware_told *answer = &made->items[matches[k].offer];
            if (answer->fact != needs->items[i].fact)
                match_tell(making, section, answer, &needs->items[i], &matches[k]);
        }
    }
}

/* What found no counterpart: it is still what the visit can be about. */
static void rest_tell(struct brief_making *making, struct query_brief_section *section,
                      const struct wares_told *wares, const char *key)
{
    struct lookup *lookup = making->lookup;
    for (size_t i = 0; i < wares->count; i++) {
        if (wares->items[i].met || wares->items[i].common)
            continue;
        struct query_brief_line *line = brief_line(making, section, wares->items[i].fact,
                                                   item_name(lookup, wares->items[i].fact));
        if (!line)
            continue;
        line->note = QUERY_TEXT(lookup->query, key);
        brief_prove_claim(making, line, wares->items[i].said);
    }
}

void brief_trade(struct brief_making *making, size_t maker)
{
    struct query_brief_section *section = brief_section(
        making, maker ? "second_makes" : "first_makes", brief_path(making, "needs", !maker));
    struct wares_told made =
        wares_of(making, maker, making_roles, sizeof making_roles / sizeof *making_roles);
    struct wares_told needs =
        wares_of(making, !maker, needing_roles, sizeof needing_roles / sizeof *needing_roles);
    if (made.count && needs.count)
        wares_match(making, section, &made, &needs);
    rest_tell(making, section, &made, "query.brief.made");
    rest_tell(making, section, &needs, "query.brief.needed");
}
