/* Meetings: the drafts that tell of one. */
#include "topic.h"

enum { SITTING_REACH = 2, NO_WORD = 0 };

static bool values_clash(const struct draft *left, const struct draft *right)
{
    for (size_t i = 0; i < left->claims.count; i++)
        for (size_t j = 0; j < right->claims.count; j++) {
            const struct claim *a = &left->claims.items[i], *b = &right->claims.items[j];
            if (a->property == b->property && !a->property->listed &&
                !value_equal(&a->value, &b->value))
                return true;
        }
    return false;
}

/* What a draft calls the meeting («заседание», «встреча»), by its lemma; NO_WORD. */
static uint32_t word_of_meeting(const struct facts *facts, const struct draft *draft)
{
    for (uint32_t i = draft->first; i < draft->end; i++)
        if (facts->reading->words[i].analysis_count && facts_token_is_of(facts, "gathering", i))
            return facts->reading->words[i].analyses[0].lemma;
    return NO_WORD;
}

/* Whether a draft tells on of a meeting: by words that the other's match holds too, or, shortly
 * behind it, by the same word for it: «… провёл заседание совета. Заседание прошло в Омске». */
static bool tells_on(const struct facts *facts, const struct draft *earlier,
                     const struct draft *draft)
{
    if (values_clash(earlier, draft))
        return false;
    if (earlier->first < draft->end && draft->first < earlier->end)
        return true;
    uint32_t word = word_of_meeting(facts, draft);
    return word != NO_WORD && draft->sentence - earlier->sentence <= SITTING_REACH &&
           word == word_of_meeting(facts, earlier);
}

void facts_join_meetings(struct facts *facts)
{
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (draft->dropped || draft->extends || !draft_is(draft, "meeting"))
            continue;
        struct draft_range around = drafts_around(facts, draft->sentence, SITTING_REACH, 0);
        for (size_t j = around.low; j < i && !draft->dropped; j++) {
            struct draft *earlier = &facts->drafts.items[j];
            if (earlier->dropped || earlier->extends || !draft_is(earlier, "meeting") ||
                !tells_on(facts, earlier, draft))
                continue;
            for (size_t k = 0; k < draft->claims.count; k++)
                draft_add_claim(facts, earlier, &draft->claims.items[k]);
            draft_join(facts, earlier, draft);
        }
    }
}
