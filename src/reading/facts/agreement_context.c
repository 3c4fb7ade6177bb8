/* Sides of an agreement that other sentences name: «они подписали», «стороны договорились». */
#include "agreement.h"
#include "clause.h"
#include "news.h"
#include "topic.h"

enum { ROW_MOST = 6, MEETING_REACH = 3, SIDES_REACH = 40 }; /* persons; sentences */

/* Whether one of some words stands in the draft's sentence up to the end of its match. */
static bool says(const struct facts *facts, const struct draft *draft, const char *const *words,
                 size_t count)
{
    const struct reading *reading = facts->reading;
    for (uint32_t i = reading->tokens.sentences[draft->sentence].first; i < draft->end; i++)
        if (is_one_of(reading->tokens.items[i].folded, words, count))
            return true;
    return false;
}

static bool says_they(const struct facts *facts, const struct draft *draft)
{
    static const char *const they[] = {"они", "оба", "обе"};
    return says(facts, draft, they, sizeof they / sizeof *they);
}

static bool says_sides(const struct facts *facts, const struct draft *draft)
{
    static const char *const sides[] = {"стороны", "сторонами", "партнеры", "собеседники"};
    return says(facts, draft, sides, sizeof sides / sizeof *sides);
}

void signatories_of_they(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    const struct mention *row[ROW_MOST];
    size_t count = 0;
    if (draft->sentence == 0 || draft_claim(draft, "signatories") || !says_they(facts, draft))
        return;
    const struct sentence *before = &reading->tokens.sentences[draft->sentence - 1];
    for (size_t i = mention_from(reading, before->first);
         i < reading->mention_count && reading->mentions[i].first < before->first + before->count;
         i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->type != MENTION_PERSON || mention->entity == NO_ENTITY ||
            !(mention->grammemes & GRAM_NOMINATIVE))
            continue;
        if (count == ROW_MOST)
            return;
        row[count++] = mention;
    }
    for (size_t i = 0; count > 1 && i < count; i++)
        draft_add(facts, draft, draft_property(draft, "signatories"),
                  (struct value){.type = VALUE_SIGNATORY, .signatory.person = row[i]->entity},
                  row[i]->range);
}

/* The bodies of those who met, as claims; their number, 0 where one of them is of none. */
static size_t bodies_of_meeting(const struct facts *facts, const struct draft *meeting,
                                struct claim *bodies, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < meeting->claims.count; i++) {
        struct claim side = meeting->claims.items[i], office;
        uint32_t entity = claim_entity(&side);
        if (!is_property(&side, "participants") || entity == NO_ENTITY)
            continue;
        if (occupation_of(facts, entity, &office))
            side = office;
        else if (entity_is_of(facts->reading, entity, "Person"))
            return 0;
        if (count == most)
            return 0;
        bodies[count++] = side;
    }
    return count;
}

static bool same_bodies(const struct facts *facts, const struct claim *left,
                        const struct claim *right)
{
    return (same_party(facts, claim_entity(&left[0]), claim_entity(&right[0])) &&
            same_party(facts, claim_entity(&left[1]), claim_entity(&right[1]))) ||
           (same_party(facts, claim_entity(&left[0]), claim_entity(&right[1])) &&
            same_party(facts, claim_entity(&left[1]), claim_entity(&right[0])));
}

void parties_of_meeting(struct facts *facts, struct draft *agreement)
{
    struct claim found[2], bodies[2];
    bool known = false, sides = says_sides(facts, agreement);
    bool near = draft_sentence_has(facts, agreement, "gathering");
    if (draft_claim(agreement, "parties") || draft_claim(agreement, "signatories") ||
        (!near && !sides))
        return;
    struct draft_range around =
        drafts_around(facts, agreement->sentence, sides ? SIDES_REACH : MEETING_REACH, 0);
    for (size_t i = around.high; i-- > around.low;) {
        const struct draft *meeting = &facts->drafts.items[i];
        if (!draft_is(meeting, "meeting") || meeting->extends ||
            meeting->sentence > agreement->sentence ||
            bodies_of_meeting(facts, meeting, bodies, 2) != 2)
            continue;
        /* «Стороны» far behind are those who met, where no others did. */
        if (known && !same_bodies(facts, found, bodies)) {
            if (near)
                break;
            return;
        }
        memcpy(found, bodies, sizeof found);
        known = true;
        if (near && meeting->sentence + MEETING_REACH >= agreement->sentence)
            break;
    }
    for (size_t i = 0; known && i < 2; i++) {
        found[i].property = draft_property(agreement, "parties");
        party_add(facts, agreement, &found[i]);
    }
}

bool parties_of_only(const struct agreements *agreements, struct draft *agreement)
{
    struct facts *facts = agreements->facts;
    const struct draft *only = NULL;
    if (!says_sides(facts, agreement))
        return false;
    for (size_t i = 0; i < agreements->count && i < AGREEMENTS_BACK; i++) {
        const struct draft *other = &facts->drafts.items[agreements->items[i]];
        if (other == agreement || other->dropped || draft_claim_count(other, "parties") < 2)
            continue;
        if (only && common_parties(facts, only, other) < 2)
            return false;
        only = other;
    }
    for (size_t i = 0; only && i < only->claims.count; i++)
        if (is_property(&only->claims.items[i], "parties"))
            party_add(facts, agreement, &only->claims.items[i]);
    return only != NULL;
}
