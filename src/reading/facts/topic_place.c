/* Where a fact is that its sentence leaves to what is around: the place in which the sentence
 * before is set, the head of a digest's item, the site of which a firm is a resident. */
#include "topic.h"

#include "news.h"

enum { ITEM_REACH = 16, PLACE_REACH = 3 }; /* sentences */

/* A firm's ground may be both who and where. */
static bool place_add(struct facts *facts, struct draft *draft, const char *property,
                      const struct mention *place)
{
    if (place)
        draft_add(facts, draft, draft_property(draft, property), value_of_entity(place->entity),
                  place->range);
    return place != NULL;
}

/* Whether «в», «на», «на площадке» stand before a place. */
static bool is_where(const struct reading *reading, const struct mention *mention)
{
    static const char *const words[] = {"в", "во", "на", "территории", "площадке", "городе"};
    for (size_t i = 0; mention->first > 0 && i < sizeof words / sizeof *words; i++)
        if (span_equal(reading->tokens.items[mention->first - 1].folded, span_of(words[i])))
            return true;
    return false;
}

static bool is_spot(const struct reading *reading, const struct mention *mention)
{
    return mention_is_of(reading, mention, "Site|Locality");
}

/* Whether a word ends what belongs to the noun before it. */
static bool ends_noun(const struct reading *reading, uint32_t token)
{
    const struct word *word = &reading->words[token];
    const struct token *here = &reading->tokens.items[token];
    if (word->mention)
        return false;
    if (here->kind != TOKEN_WORD && here->kind != TOKEN_NUMBER)
        return true;
    uint8_t part = word->analysis_count ? word->analyses[0].pos : (uint8_t)POS_UNKNOWN;
    return part == POS_VERB || part == POS_PARTICIPLE_SHORT || part == POS_CONJUNCTION;
}

bool topic_behind_add(struct facts *facts, struct draft *draft, const char *property)
{
    const struct reading *reading = facts->reading;
    const struct claim *what = draft_claim(draft, "what");
    if (!what || !what->evidence_count)
        return false;
    uint32_t token = token_from(reading, what->evidence[0].end);
    const struct sentence *sentence = &reading->tokens.sentences[draft->sentence];
    for (; token < sentence->first + sentence->count && !ends_noun(reading, token); token++) {
        uint32_t number = reading->words[token].mention;
        const struct mention *mention = number ? &reading->mentions[number - 1] : NULL;
        if (mention && mention->first == token && is_spot(reading, mention) &&
            is_where(reading, mention) && (mention->grammemes & GRAM_LOCATIVE))
            return place_add(facts, draft, property, mention);
    }
    return false;
}

/* The last town or site in which tokens low..high are set. */
static const struct mention *spot_last(const struct reading *reading, uint32_t low, uint32_t high)
{
    const struct mention *found = NULL;
    for (size_t i = mention_from(reading, low);
         i < reading->mention_count && reading->mentions[i].first < high; i++)
        if (is_spot(reading, &reading->mentions[i]) && is_where(reading, &reading->mentions[i]) &&
            (reading->mentions[i].grammemes & GRAM_LOCATIVE))
            found = &reading->mentions[i];
    return found;
}

bool topic_place_add(struct facts *facts, struct draft *draft, const char *property)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentences = reading->tokens.sentences;
    uint32_t high = draft->first;
    for (uint32_t back = 1; back <= PLACE_REACH && back <= draft->sentence; back++) {
        uint32_t sentence = draft->sentence - back;
        if (sentences[sentence].block != sentences[draft->sentence].block)
            return false;
        const struct mention *found = spot_last(reading, sentences[sentence].first, high);
        if (found)
            return place_add(facts, draft, property, found);
        high = sentences[sentence].first;
    }
    return false;
}

const struct mention *topic_spot_behind(const struct reading *reading, struct range range)
{
    enum { REACH = 24 }; /* bytes */
    for (size_t i = topic_mention_at(reading, range.start);
         i < reading->mention_count && reading->mentions[i].range.start <= range.end + REACH; i++)
        if (is_spot(reading, &reading->mentions[i]) && is_where(reading, &reading->mentions[i]) &&
            (reading->mentions[i].grammemes & GRAM_LOCATIVE))
            return &reading->mentions[i];
    return NULL;
}

/* «ОМСК. Здесь открыли цех …»: the place that stands alone at the head of an item of a digest. */
static const struct mention *place_of_item(const struct reading *reading, uint32_t sentence)
{
    const struct sentence *sentences = reading->tokens.sentences;
    uint32_t first = sentence;
    while (first > 0 && first + ITEM_REACH > sentence &&
           sentences[first - 1].block == sentences[sentence].block)
        first--;
    size_t at = mention_from(reading, sentences[first].first);
    if (first == sentence || at >= reading->mention_count)
        return NULL;
    const struct mention *place = &reading->mentions[at];
    if (place->type != MENTION_PLACE || !is_spot(reading, place))
        return NULL;
    for (uint32_t i = 0; i < sentences[first].count; i++) {
        uint32_t token = sentences[first].first + i;
        bool inside = token >= place->first && token < place->first + place->token_count;
        if (!inside && reading->tokens.items[token].kind == TOKEN_WORD)
            return NULL;
    }
    return place;
}

bool topic_item_place_add(struct facts *facts, struct draft *draft, const char *property)
{
    return place_add(facts, draft, property, place_of_item(facts->reading, draft->sentence));
}

/* The site of which a firm is a resident, as the report tells it somewhere. */
static const struct claim *site_of(const struct facts *facts, uint32_t sentence, uint32_t firm)
{
    struct draft_range around = drafts_around(facts, sentence, FAR_SENTENCES, FAR_SENTENCES);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        if (draft->dropped || draft->extends || !draft_is(draft, "membership"))
            continue;
        const struct claim *member = draft_claim(draft, "member");
        const struct claim *whole = draft_claim(draft, "whole");
        if (!member || !whole || member->value.type != VALUE_ENTITY ||
            whole->value.type != VALUE_ENTITY || member->value.entity != firm)
            continue;
        if (claim_is_of(facts, whole, "Site"))
            return whole;
    }
    return NULL;
}

bool topic_site_add(struct facts *facts, struct draft *draft, const char *property)
{
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (claim->value.type != VALUE_ENTITY)
            continue;
        const struct claim *site = site_of(facts, draft->sentence, claim->value.entity);
        if (!site)
            continue;
        struct claim copy = *site;
        copy.property = draft_property(draft, property);
        draft_add_claim(facts, draft, &copy);
        return true;
    }
    return false;
}
