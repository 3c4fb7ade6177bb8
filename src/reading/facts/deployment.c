/* Deployments over a report: what «ими оборудованы» points at, who «мы установили» is, and whose
 * «собственной разработки» is. */
#include "topic.h"

#include "news.h"

enum { PRODUCT_REACH = 2 }; /* sentences */

/* The product named last before the draft's words, in its sentence or one shortly before. */
static bool product_add(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    const struct mention *found = NULL;
    uint32_t low = draft->sentence > PRODUCT_REACH ? draft->sentence - PRODUCT_REACH : 0;
    for (size_t i = mention_from(reading, reading->tokens.sentences[low].first);
         i < reading->mention_count && reading->mentions[i].first < draft->anchor; i++)
        if (reading->mentions[i].type == MENTION_PRODUCT &&
            reading->mentions[i].entity != NO_ENTITY)
            found = &reading->mentions[i];
    if (found)
        draft_add(facts, draft, draft_property(draft, "what"),
                  (struct value){.type = VALUE_ENTITY, .entity = found->entity}, found->range);
    return found != NULL;
}

/* «аппараты «Стелла»»: the product that the words name. */
static void product_within(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT || !what->evidence_count)
        return;
    struct range own = what->evidence[0];
    for (size_t i = mention_from(reading, token_from(reading, own.start));
         i < reading->mention_count && reading->mentions[i].range.end <= own.end; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->type != MENTION_PRODUCT || mention->entity == NO_ENTITY)
            continue;
        draft_remove(draft, "what");
        draft_add(facts, draft, draft_property(draft, "what"),
                  (struct value){.type = VALUE_ENTITY, .entity = mention->entity}, own);
        return;
    }
}

static void what_resolve(struct facts *facts, struct draft *draft)
{
    static const char *const them[] = {"ими", "ею", "им", "они", "их", "её", "ее"};
    const struct claim *what = draft_claim(draft, "what");
    bool pointed = false;
    for (size_t i = 0; what && what->value.type == VALUE_TEXT && i < sizeof them / sizeof *them;
         i++)
        pointed |= span_equal(what->value.text, span_of(them[i]));
    if (!pointed) {
        goods_resolve(facts, draft, "what");
        return;
    }
    struct claim own = *what;
    draft_remove(draft, "what");
    if (product_add(facts, draft))
        return;
    draft_add_claim(facts, draft, &own);
    goods_resolve(facts, draft, "what");
}

/* «В Омске датчики стоят на 24 автобусах, в Томске – на 19»: the verb says it of both. */
static void twin_complete(struct facts *facts, struct draft *draft)
{
    static const char *const shared[] = {"what", "by", "period", "developer"};
    struct draft_range around = drafts_around(facts, draft->sentence, 0, 0);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[i];
        if (other == draft || !draft_is(other, "deployment") || other->dropped || other->extends ||
            other->anchor != draft->anchor || !draft_claim(other, "what"))
            continue;
        for (size_t p = 0; p < sizeof shared / sizeof *shared; p++) {
            const struct claim *claim = draft_claim(other, shared[p]);
            if (claim && !draft_claim(draft, shared[p]))
                draft_add_claim(facts, draft, claim);
        }
        return;
    }
}

/* Who made the thing by another deployment of it. */
static void developer_of_same(struct facts *facts, struct draft *draft)
{
    const struct claim *what = draft_claim(draft, "what");
    struct draft_range around = drafts_around(facts, draft->sentence, FAR_SENTENCES, FAR_SENTENCES);
    for (size_t i = around.low; what && i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[i];
        if (!draft_is(other, "deployment") || other == draft || other->dropped)
            continue;
        const struct claim *thing = draft_claim(other, "what");
        const struct claim *developer = draft_claim(other, "developer");
        if (!thing || !developer || !value_equal(&what->value, &thing->value))
            continue;
        draft_add_claim(facts, draft, developer);
        return;
    }
}

static bool has_property(const struct draft *draft, const struct schema_property *property)
{
    for (size_t i = 0; i < draft->claims.count; i++)
        if (draft->claims.items[i].property == property)
            return true;
    return false;
}

/* Whether two deployments are of as many objects in one place. */
static bool same_count(const struct draft *one, const struct draft *other)
{
    static const char *const keys[] = {"count", "place"};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const struct claim *left = draft_claim(one, keys[k]), *right = draft_claim(other, keys[k]);
        if (!left || !right || !value_equal(&left->value, &right->value))
            return false;
    }
    return true;
}

/* What a headline tells and the text again is one: the text's words stay. */
static void deployments_told_again(struct facts *facts)
{
    struct draft *drafts = facts->drafts.items;
    struct draft_range titles = drafts_around(facts, 0, 0, 0);
    struct draft_range texts = drafts_around(facts, 0, 0, FAR_SENTENCES);
    for (size_t i = titles.low; i < titles.high; i++) {
        struct draft *title = &drafts[i];
        if (title->sentence > 0 || !draft_is(title, "deployment") || title->dropped ||
            title->extends)
            continue;
        for (size_t j = i + 1; j < texts.high; j++) {
            struct draft *text = &drafts[j];
            if (!draft_is(text, "deployment") || text->dropped || text->extends ||
                text->sentence == 0 || !same_count(title, text))
                continue;
            for (size_t c = 0; c < title->claims.count; c++)
                if (!has_property(text, title->claims.items[c].property))
                    draft_add_claim(facts, text, &title->claims.items[c]);
            draft_drop(title, REFUSED_OUTDONE);
            break;
        }
    }
}

void facts_complete_deployments(struct facts *facts)
{
    static const char *const own[] = {"собственной", "своей"};
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (!draft_is(draft, "deployment") || draft->dropped || draft->extends)
            continue;
        if (!draft_claim(draft, "what"))
            twin_complete(facts, draft);
        product_within(facts, draft);
        what_resolve(facts, draft);
        topic_us_add(facts, draft, "by");
        if (!draft_claim(draft, "developer"))
            developer_of_same(facts, draft);
        const struct claim *by = draft_claim(draft, "by");
        if (!by || draft_claim(draft, "developer") ||
            !topic_says(facts, draft, own, sizeof own / sizeof *own))
            continue;
        struct claim developer = *by;
        developer.property = draft_property(draft, "developer");
        draft_add_claim(facts, draft, &developer);
    }
    deployments_told_again(facts);
}
