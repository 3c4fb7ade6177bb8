/* The sides of an agreement: its parties, by what its own words and the report around them tell. */
#include "agreement.h"
#include "news.h"
#include "topic.h"

#include "utf8.h"

enum { SIDES_MOST = 16, PARTNER_GAP = 4, MODIFIERS_MOST = 2 };

void parties_of_offices(struct facts *facts, struct draft *draft)
{
    struct claim offices[8];
    size_t count = 0;
    if (draft_claim(draft, "parties"))
        return;
    for (size_t i = 0; i < draft->claims.count && count < 8; i++)
        if (is_property(&draft->claims.items[i], "signatories") &&
            occupation_of(facts, draft->claims.items[i].value.signatory.person, &offices[count]))
            offices[count++].property = draft_property(draft, "parties");
    for (size_t i = 0; count > 1 && i < count; i++) {
        branch_owner(facts, &offices[i]);
        party_add(facts, draft, &offices[i]);
    }
}

/* Whom signatories sign for is a party, where no such party is known. */
static void parties_of_signatories(struct facts *facts, struct draft *agreement)
{
    const struct schema_property *parties = draft_property(agreement, "parties");
    for (size_t i = 0; i < agreement->claims.count; i++) {
        struct claim claim = agreement->claims.items[i];
        if (!is_property(&claim, "signatories") || !claim.value.signatory.on_behalf_of)
            continue;
        uint32_t body = claim.value.signatory.on_behalf_of;
        const struct claim *party = party_of(facts, agreement, body);
        if (party) {
            agreement->claims.items[i].value.signatory.on_behalf_of = claim_entity(party);
            continue;
        }
        claim.property = parties;
        claim.value = (struct value){.type = VALUE_ENTITY, .entity = body};
        draft_add_claim(facts, agreement, &claim);
    }
}

#define SCHEMAS_BODY "PublicBody|DevelopmentInstitution|Association|Organization"
#define GUESSED 0.6 /* how sure an agreement is whose sides are guessed from the whole report */

enum { SPEECH_REACH = 40 }; /* sentences */

/* «мы подписали»: the body of the officer who speaks in the same paragraph, else of the first one
 * around who does. */
static void party_of_speaker(struct facts *facts, struct draft *agreement)
{
    if (draft_claim_count(agreement, "parties") > 1 || draft_claim(agreement, "signatories") ||
        !draft_sentence_has(facts, agreement, "ours"))
        return;
    const struct sentence *sentences = facts->reading->tokens.sentences;
    uint32_t block = sentences[agreement->sentence].block, speaker = NO_ENTITY;
    struct draft_range around =
        drafts_around(facts, agreement->sentence, SPEECH_REACH, SPEECH_REACH);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        const struct claim *claim = draft_claim(draft, "speaker");
        if (!draft_is(draft, "statement") || !claim ||
            (speaker && sentences[draft->sentence].block != block))
            continue;
        speaker = claim_entity(claim);
        if (sentences[draft->sentence].block == block)
            break;
    }
    struct claim office;
    if (!speaker || !occupation_of(facts, speaker, &office))
        return;
    office.property = draft_property(agreement, "parties");
    party_add(facts, agreement, &office);
}

static void follow_sides(struct facts *facts, struct draft *draft)
{
    const struct draft *last = &facts->drafts.items[draft->follows - 1];
    for (size_t i = 0; i < last->claims.count; i++)
        if (is_property(&last->claims.items[i], "parties"))
            party_add(facts, draft, &last->claims.items[i]);
}

void sides_of_last(const struct agreements *agreements, struct draft *draft)
{
    struct facts *facts = agreements->facts;
    const struct claim *status = draft_claim(draft, "status");
    bool renewed = choice_is(status, "planned") && draft_sentence_has(facts, draft, "renewed");
    bool basis = choice_is(status, "in_force") && draft_claim(draft, "signed_on");
    bool before = is_predecessor(facts, draft) && draft_claim_count(draft, "parties") < 2;
    if (agreements->last == UINT32_MAX || (!renewed && !basis && !before) ||
        (draft_claim(draft, "parties") && !before))
        return;
    draft->follows = agreements->last + 1;
    follow_sides(facts, draft);
}

static void party_of_mention(struct facts *facts, struct draft *agreement,
                             const struct mention *side)
{
    struct claim party = {.property = draft_property(agreement, "parties"),
                          .value = {.type = VALUE_ENTITY, .entity = side->entity},
                          .evidence = &side->range,
                          .evidence_count = 1};
    party_add(facts, agreement, &party);
}

/* «A, B и C создают центр. Документ подписали …»: all of a list in the nominative, in the sentence
 * of the document before it or in the one before that. */
static bool parties_of_row(struct facts *facts, struct draft *agreement)
{
    enum { ROW_MOST = 6 };
    const struct mention *row[ROW_MOST];
    for (uint32_t i = 0; i <= 1 && i <= agreement->sentence; i++) {
        size_t count = topic_row(facts, agreement, agreement->sentence - i, row, ROW_MOST);
        for (size_t j = 0; j < count; j++)
            party_of_mention(facts, agreement, row[j]);
        if (count)
            return true;
    }
    return false;
}

static bool is_firm(const struct facts *facts, uint32_t entity)
{
    return entity_is_of(facts->reading, entity, SCHEMAS_FIRM);
}

/* How many of some agreements have a party. */
static size_t agreements_with(const struct agreements *all, struct draft_range in, uint32_t party)
{
    size_t count = 0;
    for (size_t i = in.low; i < in.high; i++) {
        const struct draft *other = &all->facts->drafts.items[all->items[i]];
        count += !other->dropped && party_of(all->facts, other, party) != NULL;
    }
    return count;
}

/* The other side of a firm's agreement, or of_any body's, where the report tells one by one what
 * some body agreed with whom: the body that most of the others have as a party. */
static void party_of_others(const struct agreements *agreements, struct draft *agreement,
                            bool of_any)
{
    struct facts *facts = agreements->facts;
    const struct claim *known = draft_claim(agreement, "parties"), *best = NULL;
    size_t most = 0;
    if (!known || draft_claim_count(agreement, "parties") > 1 ||
        draft_claim_count(agreement, "signatories") > 1 ||
        (!of_any && !is_firm(facts, claim_entity(known))))
        return;
    struct draft_range around = agreements_around(agreements, agreement->sentence);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[agreements->items[i]];
        if (other == agreement || other->dropped || draft_claim_count(other, "parties") < 2 ||
            is_of_the_past(facts, other) != is_of_the_past(facts, agreement))
            continue;
        for (size_t j = 0; j < other->claims.count; j++) {
            const struct claim *claim = &other->claims.items[j];
            uint32_t party = claim_entity(claim);
            if (!is_property(claim, "parties") || !party ||
                same_party(facts, party, claim_entity(known)))
                continue;
            size_t count = agreements_with(agreements, around, party);
            if (count > most && (count > 1 || !is_firm(facts, party))) {
                most = count;
                best = claim;
            }
        }
    }
    if (best)
        party_add(facts, agreement, best);
}

/* Whether a side of a row is a party of an agreement already, or one of its signatories' body. */
static bool row_fits(const struct facts *facts, const struct draft *agreement, uint32_t side)
{
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (is_property(claim, "parties") && claim_entity(claim) &&
            same_party(facts, claim_entity(claim), side))
            return true;
        if (!is_property(claim, "signatories"))
            continue;
        uint32_t body = claim->value.signatory.on_behalf_of;
        if (!body)
            body = occupation_of(facts, claim->value.signatory.person, NULL);
        if (body && same_party(facts, body, side))
            return true;
    }
    return false;
}

/* «A и B открыли кафедру. Договор подписали директор A Иван Петров и ректор Пётр Ильин»: all sides
 * of a list, where one of them is a side of the document. */
static void parties_of_known_row(struct facts *facts, struct draft *agreement)
{
    enum { ROW_MOST = 6 };
    const struct mention *row[ROW_MOST];
    if (draft_claim_count(agreement, "parties") > 1 || agreement_is_of_each(facts, agreement))
        return;
    for (uint32_t i = 0; i <= 1 && i <= agreement->sentence; i++) {
        size_t count = topic_row(facts, agreement, agreement->sentence - i, row, ROW_MOST);
        bool fits = false;
        for (size_t j = 0; j < count; j++)
            fits |= row_fits(facts, agreement, row[j]->entity);
        for (size_t j = 0; fits && j < count; j++)
            party_of_mention(facts, agreement, row[j]);
        if (count)
            return;
    }
}

/* The body of the first officer whom a sentence tells of: «Губернатор области Иван Петров подписал
 * три соглашения». */
static bool party_of_officer(struct facts *facts, struct draft *agreement, uint32_t number)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentence = &reading->tokens.sentences[number];
    size_t end = mention_from(reading, sentence->first + sentence->count);
    struct claim office;
    for (size_t i = mention_from(reading, sentence->first); i < end; i++) {
        const struct mention *person = &reading->mentions[i];
        if (person->type != MENTION_PERSON || person->entity == NO_ENTITY ||
            !occupation_of(facts, person->entity, &office))
            continue;
        office.property = draft_property(agreement, "parties");
        party_add(facts, agreement, &office);
        return draft_claim_count(agreement, "parties") > 1;
    }
    return false;
}

/* «Второе соглашение …», «По первому из них …». */
static bool begins_with_ordinal(const struct facts *facts, const struct sentence *sentence)
{
    return facts_token_is_of(facts, "ordinal", sentence->first) ||
           (sentence->count > 1 && facts_token_is_of(facts, "ordinal", sentence->first + 1));
}

/* «Область подписала два документа. Первый – соглашение с …. Второй – меморандум с …»: the row has
 * one side, whom the sentence before it tells of, or which its other documents have. */
static void party_of_series(const struct agreements *agreements, struct draft *agreement)
{
    enum { SERIES_MOST = 8 };
    struct facts *facts = agreements->facts;
    const struct sentence *sentences = facts->reading->tokens.sentences;
    uint32_t sentence = agreement->sentence;
    if (draft_claim_count(agreement, "parties") != 1)
        return;
    while (sentence > 0 && sentence + SERIES_MOST > agreement->sentence &&
           begins_with_ordinal(facts, &sentences[sentence]))
        sentence--;
    if (sentence == agreement->sentence)
        return;
    const struct mention *side = topic_side_of(facts, agreement, sentence);
    if (side)
        party_of_mention(facts, agreement, side);
    else if (!party_of_officer(facts, agreement, sentence))
        party_of_others(agreements, agreement, true);
}

void parties_of_signers_row(struct facts *facts, struct draft *agreement)
{
    enum { ROW_MOST = 6 };
    const struct mention *row[ROW_MOST];
    size_t signers = draft_claim_count(agreement, "signatories");
    if (signers < 2 || draft_claim(agreement, "parties") || agreement->sentence == 0 ||
        topic_row(facts, agreement, agreement->sentence - 1, row, ROW_MOST) != signers)
        return;
    /* «ректор …» signs for no fund. */
    for (size_t i = 0, k = 0; i < agreement->claims.count; i++)
        if (is_property(&agreement->claims.items[i], "signatories") && k < signers &&
            !calling_suits(facts, agreement, &agreement->claims.items[i], row[k++]->entity))
            return;
    for (size_t i = 0; i < signers; i++)
        party_of_mention(facts, agreement, row[i]);
}

/* The side that the report speaks of most, of those that are none of the other two; NO_ENTITY. */
static uint32_t most_told(const struct facts *facts, uint32_t first, uint32_t second)
{
    const struct reading *reading = facts->reading;
    const uint32_t *counts = facts->mention_counts;
    uint32_t most = NO_ENTITY;
    for (uint32_t i = 1; i <= reading->entity_count; i++) {
        if (!reading->entities[i - 1].listed || (most && counts[i] <= counts[most]) ||
            !entity_is_of(reading, i, SCHEMAS_FIRM "|" SCHEMAS_BODY "|Region"))
            continue;
        if (!same_party(facts, i, first) && !same_party(facts, i, second))
            most = i;
    }
    return most;
}

/* The last mention of a thing before a draft's words, else the first one behind. */
static const struct mention *mention_beside(const struct facts *facts, const struct draft *draft,
                                            uint32_t entity)
{
    const struct reading *reading = facts->reading;
    const struct mention *found = NULL;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (found && mention->first >= draft->first)
            break;
        if (mention->entity == entity)
            found = mention;
    }
    return found;
}

/* «По итогам переговоров стороны подписали протокол»: where nothing beside tells of the sides, they
 * are the two of whom the report speaks most, and more than of any third. What bears no date is no
 * news, and any contract may be told of there. */
static void parties_of_report(struct facts *facts, const struct agreements *agreements,
                              struct draft *agreement)
{
    enum { LEAST = 2 };
    const uint32_t *counts = facts->mention_counts;
    if (facts->reading->mention_count > FAR_MENTIONS ||
        !date_is_set(facts->reading->report->published))
        return;
    uint32_t first = most_told(facts, NO_ENTITY, NO_ENTITY);
    uint32_t second = first ? most_told(facts, first, NO_ENTITY) : NO_ENTITY;
    uint32_t third = second ? most_told(facts, first, second) : NO_ENTITY;
    if (!second || counts[second] < LEAST || (third && counts[third] >= counts[second]))
        return;
    /* What the two agreed is told elsewhere, and this is rather the same. */
    struct draft_range around = agreements_around(agreements, agreement->sentence);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[agreements->items[i]];
        if (!other->dropped && party_of(facts, other, first) && party_of(facts, other, second))
            return;
    }
    party_of_mention(facts, agreement, mention_beside(facts, agreement, first));
    party_of_mention(facts, agreement, mention_beside(facts, agreement, second));
    if (agreement->confidence > GUESSED)
        agreement->confidence = GUESSED;
}

/* «Контракт с банком подписали в мае»: the other side is whom the speaker leads, what the paragraph
 * speaks of, or the report. */
void party_of_topic(struct facts *facts, const struct agreements *agreements,
                    struct draft *agreement)
{
    struct claim claim;
    size_t known = draft_claim_count(agreement, "parties");
    bool each = known > 0 && agreement_is_of_each(facts, agreement);
    if (known == 0 && parties_of_row(facts, agreement))
        return;
    if (known > 1 || draft_claim_count(agreement, "signatories") > 1)
        return;
    if (topic_speaker(facts, agreement, "parties", false, &claim))
        party_add(facts, agreement, &claim);
    if (agreements)
        party_of_series(agreements, agreement);
    for (size_t i = draft_claim_count(agreement, "parties"); i < 2; i++) {
        const struct mention *side = topic_side(facts, agreement);
        if (!side && i > 0 && agreements)
            party_of_others(agreements, agreement, false);
        if (!side && i > 0 && draft_claim_count(agreement, "parties") < 2)
            side = topic_main(facts, agreement);
        /* «Соглашения с ними» are not between themselves. */
        if (side && each && is_firm(facts, side->entity))
            break;
        if (side)
            party_of_mention(facts, agreement, side);
    }
    /* Of a document whose sides nobody named both must be known. */
    if (known > 0 || draft_claim_count(agreement, "parties") > 1)
        return;
    draft_remove(agreement, "parties");
    if (agreements && !draft_claim(agreement, "signatories") &&
        !parties_of_only(agreements, agreement))
        parties_of_report(facts, agreements, agreement);
}

void agreement_sides(const struct agreements *agreements, struct draft *agreement)
{
    struct facts *facts = agreements->facts;
    if (agreement->follows)
        follow_sides(facts, agreement);
    parties_of_meeting(facts, agreement);
    parties_of_known_row(facts, agreement);
    signatories_of_all(agreements, agreement);
    parties_of_signatories(facts, agreement);
    signatories_bind(facts, agreement);
    party_of_loose_signer(facts, agreement);
    party_of_speaker(facts, agreement);
    party_of_alike(agreements, agreement);
    size_t known = draft_claim_count(agreement, "parties");
    party_of_topic(facts, agreements, agreement);
    if (known == 0)
        signatories_bind(facts, agreement);
    parties_clean(facts, agreement);
}

/* Whether a party's name follows «с», a few lower-case words aside: «с компаниями «Заря» и …». */
static bool is_behind_with(const struct reading *reading, uint32_t token)
{
    const struct token *mark = &reading->tokens.items[token ? token - 1 : 0];
    bool listed = mark->kind == TOKEN_DASH || span_equal(mark->folded, SPAN(":"));
    uint32_t most = MODIFIERS_MOST + 1 + 2 * listed;
    for (uint32_t i = 1 + listed; i <= most && i <= token; i++) {
        const struct token *before = &reading->tokens.items[token - i];
        if (span_equal(before->folded, SPAN("с")) || span_equal(before->folded, SPAN("со")))
            return true;
        if (before->kind != TOKEN_WORD || before->shape != CASE_LOWER)
            return false;
    }
    return false;
}

/* Whether a document is named at a token as one more of a row: «, а также контракт». */
static bool is_joined_document(const struct facts *facts, uint32_t token)
{
    static const char *const joints[] = {",", ";", ":", "и", "также"};
    const struct reading *reading = facts->reading;
    if (!facts_token_is_of(facts, "genre", token))
        return false;
    for (uint32_t i = 1; i <= MODIFIERS_MOST + 1 && i <= token; i++)
        for (size_t j = 0; j < sizeof joints / sizeof *joints; j++)
            if (span_equal(reading->tokens.items[token - i].folded, span_of(joints[j])))
                return true;
    return false;
}

/* The last document that the sentence names before a token; UINT32_MAX. */
static uint32_t document_of(const struct facts *facts, const struct draft *draft, uint32_t token)
{
    const struct sentence *sentence = &facts->reading->tokens.sentences[draft->sentence];
    for (uint32_t i = token; i-- > sentence->first;)
        if (facts_token_is_of(facts, "genre", i))
            return i;
    return UINT32_MAX;
}

/* How a party stands to its document. */
enum partner { PARTNER_NONE, PARTNER_WITH, PARTNER_BETWEEN };

/* Whether a party stands in the list behind «с» or «между»: nothing but names, their words and «и»
 * between. */
static enum partner partner_of(const struct facts *facts, uint32_t token)
{
    const struct reading *reading = facts->reading;
    uint32_t first = reading->tokens.sentences[reading->words[token].sentence].first;
    for (uint32_t i = token; i-- > first;) {
        const struct span folded = reading->tokens.items[i].folded;
        const struct word *word = &reading->words[i];
        if (span_equal(folded, SPAN("с")) || span_equal(folded, SPAN("со")))
            return PARTNER_WITH;
        if (span_equal(folded, SPAN("между")))
            return PARTNER_BETWEEN;
        if (facts_token_is_of(facts, "genre", i) || facts_token_is_of(facts, "sign", i) ||
            (word->analysis_count && word->analyses[0].pos == POS_VERB))
            return PARTNER_NONE;
    }
    return PARTNER_NONE;
}

bool parties_are_partners(const struct facts *facts, const struct draft *agreement)
{
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "parties"))
            continue;
        uint32_t token = claim->evidence_count
                             ? token_from(facts->reading, claim->evidence[0].start)
                             : UINT32_MAX;
        if (token >= facts->reading->tokens.count ||
            facts->reading->words[token].sentence != agreement->sentence ||
            partner_of(facts, token) != PARTNER_WITH)
            return false;
    }
    return true;
}

/* Whether a claim stands behind another document of the row that the draft's is of. */
static bool is_of_other(const struct facts *facts, const struct draft *draft,
                        const struct claim *claim)
{
    const struct reading *reading = facts->reading;
    if (!claim->evidence_count)
        return false;
    uint32_t token = token_from(reading, claim->evidence[0].start);
    if (token >= reading->tokens.count || reading->words[token].sentence != draft->sentence)
        return false;
    if (is_property(claim, "parties") && !partner_of(facts, token))
        return false;
    uint32_t document = document_of(facts, draft, token);
    if (document == UINT32_MAX || document == draft->anchor)
        return false;
    return is_joined_document(facts, document > draft->anchor ? document : draft->anchor);
}

void claims_of_others_drop(const struct facts *facts, struct draft *draft)
{
    size_t count = 0, partners = 0;
    if (!facts_token_is_of(facts, "genre", draft->anchor))
        return;
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        partners += is_property(claim, "parties") && claim->evidence_count &&
                    partner_of(facts, token_from(facts->reading, claim->evidence[0].start)) &&
                    !is_of_other(facts, draft, claim);
    }
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        bool of_other = is_property(claim, "parties") ? partners && is_of_other(facts, draft, claim)
                        : is_property(claim, "subjects") ? is_of_other(facts, draft, claim)
                                                         : false;
        if (!of_other)
            draft->claims.items[count++] = *claim;
    }
    draft->claims.count = count;
}

/* The parties that stand in one list behind «с», in the order of the text. */
static size_t partners_of(const struct facts *facts, const struct draft *draft,
                          struct claim *partners)
{
    const struct reading *reading = facts->reading;
    const struct claim *parties[SIDES_MOST];
    size_t count = 0, known = 0;
    uint32_t behind = 0;
    for (size_t i = 0; i < draft->claims.count && known < SIDES_MOST; i++)
        if (is_property(&draft->claims.items[i], "parties") &&
            draft->claims.items[i].evidence_count)
            parties[known++] = &draft->claims.items[i];
    qsort(parties, known, sizeof *parties, compare_signers);
    for (size_t i = 0; i < known; i++) {
        const struct claim *claim = parties[i];
        uint32_t first = token_from(reading, claim->evidence[0].start);
        bool follows = count && first >= behind && first <= behind + PARTNER_GAP &&
                       partner_of(facts, first) == PARTNER_WITH;
        if (count ? !follows : !is_behind_with(reading, first))
            continue;
        partners[count++] = *claim;
        behind = token_from(reading, claim->evidence[0].end);
    }
    return count;
}

/* «A и B заключили спецконтракты с министерством», «соглашения с банком подписали три области»:
 * firms, or regions and towns, that each have a document of their own with the same partner. */
static size_t firms_of(const struct facts *facts, const struct draft *draft, uint32_t partner,
                       struct claim *firms)
{
    const char *sort = is_firm(facts, partner) ? "Region|Locality"
                                               : SCHEMAS_FIRM "|DevelopmentInstitution|Association";
    size_t count = 0;
    for (size_t i = 0; i < draft->claims.count && count < SIDES_MOST; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (!is_property(claim, "parties") || claim_entity(claim) == partner)
            continue;
        if (!claim->evidence_count || !entity_is_of(facts->reading, claim_entity(claim), sort))
            return 0;
        firms[count++] = *claim;
    }
    return count;
}

void party_of_only_signer(struct facts *facts, struct draft *draft)
{
    struct claim office;
    if (draft_claim_count(draft, "signatories") != 1)
        return;
    uint32_t person = draft_claim(draft, "signatories")->value.signatory.person;
    uint32_t body = occupation_of(facts, person, &office);
    if (!body || party_of(facts, draft, body))
        return;
    office.property = draft_property(draft, "parties");
    draft_add_claim(facts, draft, &office);
    for (size_t i = 0; i < draft->claims.count; i++)
        if (is_property(&draft->claims.items[i], "signatories"))
            draft->claims.items[i].value.signatory.on_behalf_of = body;
}

bool agreement_announces(const struct facts *facts, uint32_t index)
{
    const struct draft *draft = &facts->drafts.items[index];
    struct claim partners[SIDES_MOST];
    bool plural;
    draft_genre(facts, draft, &plural);
    size_t count = plural ? partners_of(facts, draft, partners) : 0;
    struct draft_range around = drafts_around(facts, draft->sentence, 0, FAR_SENTENCES);
    for (size_t i = index + 1; count > 1 && i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[i];
        size_t common = 0;
        if (other->extends || other->sentence == draft->sentence || !draft_is(other, "agreement"))
            continue;
        for (size_t j = 0; j < count; j++)
            common += party_of(facts, other, claim_entity(&partners[j])) != NULL;
        if (common > 0 && common < count)
            return true;
    }
    return false;
}

void agreement_split(struct facts *facts, uint32_t index)
{
    struct draft *draft = &facts->drafts.items[index];
    struct claim partners[SIDES_MOST];
    bool plural;
    draft_genre(facts, draft, &plural);
    if (draft->dropped || !plural)
        return;
    size_t count = partners_of(facts, draft, partners);
    if (count == 1)
        count = firms_of(facts, draft, claim_entity(&partners[0]), partners);
    if (count < 2 || draft_claim_count(draft, "parties") > count + 1)
        return;
    if (draft_claim_count(draft, "parties") == count)
        party_of_only_signer(facts, draft);
    /* «Кластер принял двух участников. Соглашения с A и B подписаны»: with whom each has one. */
    const struct mention *side =
        draft_claim_count(draft, "parties") == count ? topic_side(facts, draft) : NULL;
    if (side)
        party_of_mention(facts, draft, side);
    struct draft whole = *draft;
    for (size_t i = 0; i < count; i++) {
        struct draft one = whole;
        one.claims.items = NULL;
        one.claims.count = one.claims.capacity = 0;
        for (size_t j = 0; j < whole.claims.count; j++) {
            const struct claim *claim = &whole.claims.items[j];
            bool other = false;
            for (size_t k = 0; k < count; k++)
                other |= k != i && (is_property(claim, "parties")
                                        ? claim_entity(claim) == claim_entity(&partners[k])
                                        : is_property(claim, "signatories") &&
                                              claim->value.signatory.on_behalf_of ==
                                                  claim_entity(&partners[k]));
            if (!other)
                *ARRAY_PUSH(facts->arena, &one.claims) = *claim;
        }
        if (i == 0)
            facts->drafts.items[index] = one;
        else
            *ARRAY_PUSH(facts->arena, &facts->drafts) = one;
    }
}

void agreements_of_split(struct agreements *agreements, size_t from)
{
    struct facts *facts = agreements->facts;
    for (size_t i = 0; from < facts->drafts.count && i < agreements->count; i++) {
        struct draft *draft = &facts->drafts.items[agreements->items[i]];
        if (!draft->dropped)
            party_of_others(agreements, draft, false);
    }
    for (size_t i = from; i < facts->drafts.count; i++)
        party_of_others(agreements, &facts->drafts.items[i], false);
}
