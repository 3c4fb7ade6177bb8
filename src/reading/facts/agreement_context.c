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

void parties_of_partnership(struct facts *facts, struct draft *agreement)
{
    enum { BACK = 2 };
    struct draft_range around = drafts_around(facts, agreement->sentence, BACK, 0);
    for (size_t i = around.high; i-- > around.low && !draft_claim(agreement, "parties");) {
        const struct draft *partnership = &facts->drafts.items[i];
        if (!draft_is(partnership, "partnership") || partnership->extends ||
            partnership->sentence > agreement->sentence ||
            draft_claim_count(partnership, "parties") < 2)
            continue;
        for (size_t j = 0; j < partnership->claims.count; j++) {
            struct claim party = partnership->claims.items[j];
            if (!is_property(&party, "parties"))
                continue;
            party.property = draft_property(agreement, "parties");
            party_add(facts, agreement, &party);
        }
    }
}

static void parties_copy(struct facts *facts, struct draft *to, const struct draft *from)
{
    for (size_t i = 0; i < from->claims.count; i++)
        if (is_property(&from->claims.items[i], "parties"))
            party_add(facts, to, &from->claims.items[i]);
}

/* Whether a sentence names some body or region: a side of what it tells. */
static bool names_side(const struct reading *reading, uint32_t number)
{
    const struct sentence *sentence = &reading->tokens.sentences[number];
    for (size_t i = mention_from(reading, sentence->first);
         i < reading->mention_count &&
         reading->mentions[i].first < sentence->first + sentence->count;
         i++)
        if (reading->mentions[i].type == MENTION_ORGANIZATION ||
            mention_is_of(reading, &reading->mentions[i], "Region|Country"))
            return true;
    return false;
}

/* «A и B подписали протокол. Соглашение планируется подписать в июне»: what is still to be signed,
 * and no side is named, is between those of the sentence before; NULL. */
static const struct draft *followed(const struct agreements *agreements,
                                    const struct draft *agreement)
{
    const struct facts *facts = agreements->facts;
    const struct sentence *sentences = facts->reading->tokens.sentences;
    if (!choice_is(draft_claim(agreement, "status"), "planned") ||
        names_side(facts->reading, agreement->sentence))
        return NULL;
    struct draft_range around = agreements_around(agreements, agreement->sentence);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[agreements->items[i]];
        if (other != agreement && !other->dropped && draft_claim_count(other, "parties") == 2 &&
            other->sentence + 1 == agreement->sentence &&
            sentences[other->sentence].block == sentences[agreement->sentence].block)
            return other;
    }
    return NULL;
}

bool parties_of_only(const struct agreements *agreements, struct draft *agreement)
{
    struct facts *facts = agreements->facts;
    const struct draft *only = followed(agreements, agreement);
    if (!only && !says_sides(facts, agreement))
        return false;
    if (only) {
        parties_copy(facts, agreement, only);
        return true;
    }
    struct draft_range around = agreements_around(agreements, agreement->sentence);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[agreements->items[i]];
        if (other == agreement || other->dropped || draft_claim_count(other, "parties") < 2)
            continue;
        if (only && common_parties(facts, only, other) < 2)
            return false;
        only = other;
    }
    if (only)
        parties_copy(facts, agreement, only);
    return only != NULL;
}

/* Whether a body is a side of an agreement, or can be one of its sides that are wanting. */
static bool can_be_side(const struct facts *facts, const struct draft *agreement, uint32_t body)
{
    size_t count = 0;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "parties"))
            continue;
        if (same_party(facts, claim_entity(claim), body))
            return true;
        count++;
    }
    return count < 2 || parties_are_partners(facts, agreement);
}

void signatories_of_all(const struct agreements *agreements, struct draft *agreement)
{
    struct facts *facts = agreements->facts;
    struct claim office;
    size_t signers = draft_claim_count(agreement, "signatories");
    if (choice_is(draft_claim(agreement, "status"), "planned") ||
        (signers > 1 && signers != draft_claim_count(agreement, "parties")) ||
        (signers > 1 && !parties_are_partners(facts, agreement)) ||
        is_of_the_past(facts, agreement))
        return;
    /* The last one who is told to have signed several. */
    for (size_t i = agreements->setting_count; i-- > 0;) {
        const struct draft *setting = &facts->drafts.items[agreements->settings[i]];
        const struct claim *signer = draft_claim(setting, "signatories");
        if (setting->sentence > agreement->sentence ||
            (!signer && !draft_claim(setting, "parties")))
            continue;
        if (draft_claim_count(setting, "signatories") != 1)
            return;
        uint32_t body = occupation_of(facts, signer->value.signatory.person, &office);
        if (!body || !can_be_side(facts, agreement, body))
            return;
        office.property = draft_property(agreement, "parties");
        party_add(facts, agreement, &office);
        draft_add_claim(facts, agreement, signer);
        return;
    }
}

/* «директор Блока по развитию | госкорпорации «Росатом»»: whether what stands at a token is the
 * body of which the office's is a unit. */
static bool is_unit_of_next(const struct facts *facts, const struct claim *office, uint32_t at)
{
    const struct reading *reading = facts->reading;
    if (at >= reading->tokens.count ||
        !facts_token_is_of(facts, "unit-of-body", token_from(reading, office->evidence[0].start)))
        return false;
    size_t next = mention_from(reading, at);
    return next < reading->mention_count && reading->mentions[next].first == at &&
           reading->tokens.items[at].start <= office->evidence[0].end + 1 &&
           mention_is_of(reading, &reading->mentions[next], "StateCorporation|Company");
}

void branch_owner(const struct facts *facts, struct claim *office)
{
    const struct reading *reading = facts->reading;
    if (!office->evidence_count)
        return;
    uint32_t at = token_from(reading, office->evidence[0].end);
    while (at < reading->tokens.count && reading->tokens.items[at].kind != TOKEN_WORD &&
           reading->tokens.items[at].start <= office->evidence[0].end + 4)
        at++;
    bool branch = at + 1 < reading->tokens.count &&
                  span_starts_with(reading->tokens.items[at].folded, SPAN("филиал"));
    if (!branch && !is_unit_of_next(facts, office, at))
        return;
    size_t behind = branch ? reading->tokens.items[at].end : reading->tokens.items[at].start;
    const struct mention *owner = topic_mention_behind(reading, behind);
    if (!owner || owner->type != MENTION_ORGANIZATION)
        return;
    office->value.entity = owner->entity;
    office->evidence = &owner->range;
    office->evidence_count = 1;
}

/* How many signatories sign for nobody, and are known to be of no body; the last of them. */
static size_t loose_signers(const struct facts *facts, struct draft *agreement, struct claim **last)
{
    size_t count = 0;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "signatories") || claim->value.signatory.on_behalf_of ||
            occupation_of(facts, claim->value.signatory.person, NULL))
            continue;
        *last = claim;
        count++;
    }
    return count;
}

/* Whom a delegation was of that a signatory led; NULL. */
static const struct claim *sender_of(const struct facts *facts, const struct draft *agreement,
                                     uint32_t person)
{
    struct draft_range around = drafts_around(facts, agreement->sentence, SIDES_REACH, 0);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *meeting = &facts->drafts.items[i];
        const struct claim *sender = NULL;
        bool led = false;
        for (size_t j = 0; draft_is(meeting, "meeting") && j < meeting->claims.count; j++) {
            const struct claim *claim = &meeting->claims.items[j];
            if (!is_property(claim, "participants"))
                continue;
            led |= claim_entity(claim) == person;
            if (claim_is_of(facts, claim,
                            "Region|Country|Locality|Company|PublicBody|StateCorporation"))
                sender = claim;
        }
        if (led && sender)
            return sender;
    }
    return NULL;
}

void party_of_loose_signer(struct facts *facts, struct draft *agreement)
{
    struct claim *signer = NULL;
    if (loose_signers(facts, agreement, &signer) != 1 ||
        draft_claim_count(agreement, "parties") >= draft_claim_count(agreement, "signatories"))
        return;
    struct claim party = {.property = draft_property(agreement, "parties")};
    const struct claim *sender = sender_of(facts, agreement, signer->value.signatory.person);
    const struct mention *side = sender ? NULL : topic_side(facts, agreement);
    if (sender) {
        party.value = sender->value;
        party.evidence = sender->evidence;
        party.evidence_count = sender->evidence_count;
    } else if (side) {
        party.value = value_of_entity(side->entity);
        party.evidence = &side->range;
        party.evidence_count = 1;
    } else {
        return;
    }
    signer->value.signatory.on_behalf_of = claim_entity(&party);
    party_add(facts, agreement, &party);
}

/* «Аналогичный договор с институтом»: the side that the last document had, and that is not of the
 * same sort as the new one. */
void party_of_alike(const struct agreements *agreements, struct draft *agreement)
{
    static const char *const alike[] = {"аналогичный", "аналогичное", "такой",   "такое",
                                        "подобный",    "подобное",    "похожий", "похожее"};
    struct facts *facts = agreements->facts;
    const struct claim *known = draft_claim(agreement, "parties"), *best = NULL;
    const struct draft *last = NULL;
    if (draft_claim_count(agreement, "parties") != 1 || !claim_entity(known) ||
        !says(facts, agreement, alike, sizeof alike / sizeof *alike))
        return;
    struct draft_range around = agreements_around(agreements, agreement->sentence);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[agreements->items[i]];
        if (!other->dropped && other->sentence < agreement->sentence &&
            draft_claim_count(other, "parties") > 1)
            last = other;
    }
    const struct schema_kind *sort = facts->reading->entities[claim_entity(known) - 1].schema;
    for (size_t i = 0; last && i < last->claims.count; i++) {
        const struct claim *claim = &last->claims.items[i];
        if (is_property(claim, "parties") && claim_entity(claim) &&
            (!best || facts->reading->entities[claim_entity(best) - 1].schema == sort))
            best = claim;
    }
    if (best)
        party_add(facts, agreement, best);
}

bool agreement_is_of_each(const struct facts *facts, const struct draft *draft)
{
    static const char *const each[] = {"ними", "обоими", "обеими", "оба",
                                       "обе",  "каждым", "каждой"};
    const struct reading *reading = facts->reading;
    const struct sentence *sentence = &reading->tokens.sentences[draft->sentence];
    bool plural;
    draft_genre(facts, draft, &plural);
    for (uint32_t i = sentence->first; plural && i + 1 < sentence->first + sentence->count; i++)
        if (IS_ONE_OF(reading->tokens.items[i].folded, each) &&
            !span_starts_with(reading->tokens.items[i + 1].folded, SPAN("сторон")))
            return true;
    return false;
}

/* The bodies that stand in one list of a sentence before a token, whatever their case: «резидентами
 * станут A, B (г. Омск) и C». */
static size_t list_before(const struct facts *facts, uint32_t sentence, uint32_t limit,
                          const struct mention **row)
{
    enum { GAP = 8 };
    const struct reading *reading = facts->reading;
    const struct sentence *found = &reading->tokens.sentences[sentence];
    size_t count = 0;
    for (size_t i = mention_from(reading, found->first);
         i < reading->mention_count && reading->mentions[i].first < found->first + found->count &&
         reading->mentions[i].first < limit;
         i++) {
        const struct mention *mention = &reading->mentions[i];
        const struct mention *last = count ? row[count - 1] : NULL;
        if (!mention_is_of(reading, mention, SCHEMAS_FIRM "|Association|DevelopmentInstitution"))
            continue;
        if (last && mention->first < last->first + last->token_count)
            continue;
        if (last && mention->first > last->first + last->token_count + GAP) {
            if (count > 1)
                break;
            count = 0;
        }
        if (count < ROW_MOST)
            row[count++] = mention;
    }
    return count < 2 ? 0 : count;
}

void agreement_with_each(struct facts *facts, uint32_t index)
{
    enum { BACK = 2 };
    const struct draft whole = facts->drafts.items[index];
    const struct mention *row[ROW_MOST];
    size_t count = 0;
    if (!agreement_is_of_each(facts, &whole))
        return;
    for (uint32_t back = 0; !count && back <= BACK && back <= whole.sentence; back++)
        count = list_before(facts, whole.sentence - back, whole.first, row);
    for (size_t i = 0; i < count; i++) {
        struct draft one = whole;
        one.claims.items = NULL;
        one.claims.count = one.claims.capacity = 0;
        for (size_t j = 0; j < whole.claims.count; j++)
            draft_add_claim(facts, &one, &whole.claims.items[j]);
        draft_add(facts, &one, draft_property(&one, "parties"), value_of_entity(row[i]->entity),
                  row[i]->range);
        party_of_only_signer(facts, &one);
        if (i == 0)
            facts->drafts.items[index] = one;
        else
            *ARRAY_PUSH(facts->arena, &facts->drafts) = one;
    }
}
