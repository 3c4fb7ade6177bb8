/* Meetings: the drafts that tell of one, and what was decided there. */
#include "agreement.h"
#include "choice.h"
#include "topic.h"

enum { SITTING_REACH = 2, NO_WORD = 0 };

static bool is_body(const struct facts *facts, const struct claim *claim)
{
    uint32_t entity = is_property(claim, "participants") ? claim_entity(claim) : NO_ENTITY;
    const struct schema_kind *schema = entity ? facts->reading->entities[entity - 1].schema : NULL;
    return schema && !span_equal(schema->name, SPAN("Person"));
}

/* Whether bodies met in both, and other ones: two councils. */
static bool bodies_clash(const struct facts *facts, const struct draft *left,
                         const struct draft *right)
{
    bool both = false;
    for (size_t i = 0; i < left->claims.count; i++)
        for (size_t j = 0; j < right->claims.count; j++) {
            const struct claim *a = &left->claims.items[i], *b = &right->claims.items[j];
            if (!is_body(facts, a) || !is_body(facts, b))
                continue;
            if (same_party(facts, claim_entity(a), claim_entity(b)))
                return false;
            both = true;
        }
    return both;
}

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

/* The first word for a meeting among tokens, by its lemma; NO_WORD. */
static uint32_t word_within(const struct facts *facts, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (facts->reading->words[i].analysis_count && facts_token_is_of(facts, "gathering", i))
            return facts->reading->words[i].analyses[0].lemma;
    return NO_WORD;
}

/* What a draft calls the meeting («заседание», «встреча»), by its lemma; NO_WORD. */
static uint32_t word_of_meeting(const struct facts *facts, const struct draft *draft)
{
    const struct sentence *sentence = &facts->reading->tokens.sentences[draft->sentence];
    uint32_t word = word_within(facts, draft->first, draft->end);
    return word != NO_WORD ? word
                           : word_within(facts, sentence->first, sentence->first + sentence->count);
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
    return word != NO_WORD && !bodies_clash(facts, earlier, draft) &&
           draft->sentence - earlier->sentence <= SITTING_REACH &&
           word == word_of_meeting(facts, earlier);
}

/* «заседание», «рабочая встреча»: what says only that people met, and not of what. */
static void topic_clean(const struct facts *facts, struct draft *draft)
{
    const struct claim *topic = draft_claim(draft, "topic");
    if (!topic || topic->value.type != VALUE_TEXT || !topic->evidence_count)
        return;
    uint32_t end = token_from(facts->reading, topic->evidence[0].end);
    if (end > 0 && facts_token_is_of(facts, "assembly", end - 1))
        draft_remove(draft, "topic");
}

/* Whom nobody met, and what is no event, is no meeting. */
static void meeting_check(struct draft *draft)
{
    if (!draft_claim(draft, "participants") && !draft_claim(draft, "event") &&
        !draft_claim(draft, "organizer"))
        draft_drop(draft, REFUSED_INCOMPLETE);
}

void facts_join_meetings(struct facts *facts)
{
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (draft->dropped || draft->extends || !draft_is(draft, "meeting"))
            continue;
        topic_clean(facts, draft);
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
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (!draft->dropped && !draft->extends && draft_is(draft, "meeting"))
            meeting_check(draft);
    }
    sides_choose(facts, SIDE_MEETING_PLACE);
}

/* The meeting at which a decision was taken: one told before it at which its body met, or, where
 * its sentence says «на заседании», the last one; NULL. */
static const struct draft *meeting_of(const struct facts *facts, size_t index)
{
    const struct draft *decision = &facts->drafts.items[index];
    const struct claim *body = draft_claim(decision, "body");
    bool sitting = draft_sentence_has(facts, decision, "gathering");
    struct draft_range around = drafts_around(facts, decision->sentence, SITTING_REACH, 0);
    for (size_t i = around.high; i-- > around.low;) {
        const struct draft *meeting = &facts->drafts.items[i];
        if (meeting->dropped || meeting->extends || !draft_is(meeting, "meeting") ||
            meeting->sentence > decision->sentence)
            continue;
        if (sitting && !body)
            return meeting;
        for (size_t k = 0; body && k < meeting->claims.count; k++)
            if (is_property(&meeting->claims.items[k], "participants") &&
                same_party(facts, claim_entity(&meeting->claims.items[k]), claim_entity(body)))
                return meeting;
    }
    return NULL;
}

/* The body of a decision and its day are those of the meeting. */
static void decision_complete(struct facts *facts, size_t index)
{
    struct draft *decision = &facts->drafts.items[index];
    const struct draft *meeting = meeting_of(facts, index);
    for (size_t i = 0; meeting && i < meeting->claims.count; i++) {
        struct claim claim = meeting->claims.items[i];
        if (is_body(facts, &claim) && !draft_claim(decision, "body"))
            claim.property = draft_property(decision, "body");
        else if (is_property(&claim, "date") && !draft_claim(decision, "date"))
            claim.property = draft_property(decision, "date");
        else
            continue;
        draft_add_claim(facts, decision, &claim);
    }
}

static bool is_decision(const struct draft *draft)
{
    return draft_is(draft, "decision") && !draft->dropped && !draft->extends;
}

/* Whether two decisions of one sentence decide the same, and the second does not say who decided.
 */
static bool decision_is_again(const struct draft *one, const struct draft *other)
{
    static const char *const told[] = {"act", "what"};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        const struct claim *left = draft_claim(one, told[i]), *right = draft_claim(other, told[i]);
        if (!left || !right || !value_equal(&left->value, &right->value))
            return false;
    }
    return !draft_claim(other, "body");
}

/* «Совет при министерстве одобрил …» is found for the council and for the ministry. */
static void decisions_told_twice(struct facts *facts)
{
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (!is_decision(draft))
            continue;
        struct draft_range around = drafts_around(facts, draft->sentence, 0, 0);
        for (size_t j = around.low; j < around.high; j++) {
            struct draft *other = &facts->drafts.items[j];
            if (j != i && is_decision(other) && decision_is_again(draft, other))
                draft_drop(other, REFUSED_OUTDONE);
        }
    }
}

void facts_complete_decisions(struct facts *facts)
{
    for (size_t i = 0; i < facts->drafts.count; i++)
        if (!facts->drafts.items[i].dropped && draft_is(&facts->drafts.items[i], "decision"))
            decision_complete(facts, i);
    decisions_told_twice(facts);
}
