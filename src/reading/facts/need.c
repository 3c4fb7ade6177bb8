/* Needs over a report: of two readings of the same words the surer stays, and whoever buys what
 * nobody is named to buy («покупаем в Китае») is whom the speaker leads, or the firm spoken of. */
#include "topic.h"

enum { MAKER_REACH = 64 }; /* drafts */

static bool ranges_meet(const struct claim *left, const struct claim *right)
{
    for (size_t i = 0; left && right && i < left->evidence_count; i++)
        for (size_t j = 0; j < right->evidence_count; j++)
            if (left->evidence[i].start < right->evidence[j].end &&
                right->evidence[j].start < left->evidence[i].end)
                return true;
    return false;
}

/* Whether two needs of one sentence read the same words: as goods both, or as the goods of one and
 * the buyer of the other («клей заводы везут»). */
static bool same_words(const struct draft *left, const struct draft *right)
{
    const struct claim *goods = draft_claim(left, "goods"), *other = draft_claim(right, "goods");
    return ranges_meet(goods, other) || ranges_meet(goods, draft_claim(right, "buyer")) ||
           ranges_meet(other, draft_claim(left, "buyer"));
}

/* The less sure of two gives what the other lacks, where they are of the same goods. */
static void need_contest(struct facts *facts, struct draft *earlier, struct draft *later)
{
    struct draft *stays = later->confidence > earlier->confidence ? later : earlier;
    struct draft *goes = stays == later ? earlier : later;
    if (!ranges_meet(draft_claim(stays, "goods"), draft_claim(goes, "goods"))) {
        draft_drop(goes, REFUSED_OUTDONE);
        return;
    }
    for (size_t i = 0; i < goes->claims.count; i++)
        draft_add_claim(facts, stays, &goes->claims.items[i]);
    draft_join(facts, stays, goes);
}

/* The need before a draft in its sentence. */
static struct draft *need_before(const struct facts *facts, const struct draft *draft)
{
    size_t at = (size_t)(draft - facts->drafts.items);
    while (at-- > 0 && facts->drafts.items[at].sentence == draft->sentence) {
        struct draft *earlier = &facts->drafts.items[at];
        if (draft_is(earlier, "need") && !earlier->dropped && !earlier->extends)
            return earlier;
    }
    return NULL;
}

/* Whom the paragraph speaks of, unless it is we who speak. */
static bool buyer_of_paragraph(struct facts *facts, struct draft *draft, const char *property)
{
    return !topic_is_us(facts, draft) && topic_lead_add(facts, draft, property);
}

/* «Подшипники завод закупает в Китае, а насосы — в Чехии»: one buyer. */
static void buyer_complete(struct facts *facts, struct draft *draft)
{
    static const struct side_step steps[] = {{"buyer", topic_speaker_add},
                                             {"buyer", buyer_of_paragraph}};
    const struct draft *earlier = need_before(facts, draft);
    const struct claim *buyer = earlier ? draft_claim(earlier, "buyer") : NULL;
    if (!draft_claim(draft, "goods"))
        draft_drop(draft, REFUSED_INCOMPLETE);
    else if (buyer && !draft_claim(draft, "buyer"))
        draft_add_claim(facts, draft, buyer);
    else
        SIDES_FILL(facts, draft, steps);
}

/* «Насосы местные заводы покупают …»: the goods are no plants; two of a row were mistaken for one
 * another. */
static bool goods_are_buyers(const struct facts *facts, const struct draft *draft)
{
    const struct claim *goods = draft_claim(draft, "goods");
    struct phrase phrase;
    return goods && goods->evidence_count &&
           phrase_read(facts->reading, token_from(facts->reading, goods->evidence[0].start),
                       token_from(facts->reading, goods->evidence[0].end), 0, NODE_NARROW,
                       &phrase) &&
           facts_token_is_of(facts, "body", phrase.members[0].head);
}

/* «Его насосы покупают аграрии из Омска»: a delivery to where others would say it is bought. */
static bool is_delivery(const struct facts *facts, const struct draft *need)
{
    const struct claim *from = draft_claim(need, "bought_from");
    struct draft_range around = drafts_around(facts, need->sentence, 0, 0);
    for (size_t i = around.low; from && i < around.high; i++) {
        const struct draft *supply = &facts->drafts.items[i];
        if (!draft_is(supply, "supply") || supply->dropped || supply->anchor != need->anchor)
            continue;
        for (size_t c = 0; c < supply->claims.count; c++)
            if (span_equal(supply->claims.items[c].property->name, SPAN("destinations")) &&
                value_equal(&supply->claims.items[c].value, &from->value))
                return true;
    }
    return false;
}

void facts_complete_needs(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i];
        if (!draft_is(draft, "need") || draft->dropped || draft->extends)
            continue;
        for (size_t j = i; j-- > 0 && drafts->items[j].sentence == draft->sentence;) {
            struct draft *earlier = &drafts->items[j];
            if (draft_is(earlier, "need") && !earlier->dropped && !earlier->extends &&
                !draft->dropped && same_words(earlier, draft))
                need_contest(facts, earlier, draft);
        }
    }
    for (size_t i = 0; i < drafts->count; i++)
        if (draft_is(&drafts->items[i], "need") && !drafts->items[i].dropped &&
            !drafts->items[i].extends) {
            if (goods_are_buyers(facts, &drafts->items[i]) ||
                is_delivery(facts, &drafts->items[i])) {
                draft_drop(&drafts->items[i], REFUSED_DIFFERENT);
                continue;
            }
            goods_resolve(facts, &drafts->items[i], "goods");
            buyer_complete(facts, &drafts->items[i]);
        }
}

/* Whether the need names the entity already. */
static bool need_holds(const struct draft *need, const struct value *value)
{
    for (size_t i = 0; i < need->claims.count; i++)
        if (value_equal(&need->claims.items[i].value, value))
            return true;
    return false;
}

/* Who makes or is to make what is needed, by another fact of the report: «завод фанеры», a delivery
 * of the same goods. */
static bool maker_add(struct facts *facts, struct draft *need, const struct draft *other)
{
    bool project = draft_is(other, "project");
    const struct claim *goods = draft_claim(need, "goods");
    const struct claim *made = draft_claim(other, project ? "what" : "goods");
    const struct claim *maker = draft_claim(other, project ? "executors" : "supplier");
    if (!made || !maker || maker->value.type != VALUE_ENTITY || made->value.type != VALUE_TEXT ||
        !texts_alike(goods->value.text, made->value.text) || need_holds(need, &maker->value))
        return false;
    struct claim added = *maker;
    added.property = draft_property(need, "could_be_made_by");
    draft_add_claim(facts, need, &added);
    return true;
}

void facts_find_makers(struct facts *facts)
{
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *need = &facts->drafts.items[i];
        const struct claim *goods = draft_claim(need, "goods");
        if (!draft_is(need, "need") || need->dropped || need->extends || !goods ||
            goods->value.type != VALUE_TEXT || draft_claim(need, "could_be_made_by"))
            continue;
        size_t first = i > MAKER_REACH ? i - MAKER_REACH : 0;
        for (size_t j = first; j < i + MAKER_REACH && j < facts->drafts.count; j++) {
            const struct draft *other = &facts->drafts.items[j];
            if (!other->dropped && (draft_is(other, "project") || draft_is(other, "supply")) &&
                maker_add(facts, need, other))
                break;
        }
    }
}
