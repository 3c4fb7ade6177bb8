/* Who signs an agreement, and for which of its parties. */
#include "agreement.h"

#include "utf8.h"

enum { NEAR_BYTES = 160 };

/* «подписано по итогам встречи губернатора с президентом холдинга Ильиным»: whether somebody was
 * only met. */
static bool is_only_met(const struct facts *facts, const struct claim *person)
{
    enum { REACH = 18 };
    const struct reading *reading = facts->reading;
    uint32_t at = person->evidence_count ? token_from(reading, person->evidence[0].start)
                                         : (uint32_t)reading->tokens.count;
    if (at >= reading->tokens.count)
        return false;
    uint32_t first = reading->tokens.sentences[reading->words[at].sentence].first;
    bool with = false;
    for (uint32_t i = at; i-- > first && i + REACH > at;) {
        struct span folded = reading->tokens.items[i].folded;
        grammemes next = reading->words[i + 1].grammemes;
        with |= span_equal(folded, SPAN("с")) || span_equal(folded, SPAN("со"));
        if (facts_token_is_of(facts, "sign", i))
            return false;
        if (facts_token_is_of(facts, "gathering", i))
            return with && (next & GRAM_GENITIVE) && !(next & GRAM_NOMINATIVE);
    }
    return false;
}

/* A person is no party: whoever is named as one signs. */
void persons_to_signatories(struct facts *facts, struct draft *draft)
{
    for (size_t i = 0; i < draft->claims.count;) {
        struct claim claim = draft->claims.items[i];
        uint32_t entity = is_property(&claim, "parties") ? claim_entity(&claim) : NO_ENTITY;
        const struct schema_kind *schema =
            entity ? facts->reading->entities[entity - 1].schema : NULL;
        if (!schema || !span_equal(schema->name, SPAN("Person"))) {
            i++;
            continue;
        }
        memmove(&draft->claims.items[i], &draft->claims.items[i + 1],
                (draft->claims.count - i - 1) * sizeof claim);
        draft->claims.count--;
        struct claim office;
        if (is_only_met(facts, &claim)) {
            if (occupation_of(facts, entity, &office)) {
                office.property = draft_property(draft, "parties");
                draft_add_claim(facts, draft, &office);
            }
            continue;
        }
        claim.property = draft_property(draft, "signatories");
        claim.value = (struct value){.type = VALUE_SIGNATORY};
        claim.value.signatory.person = entity;
        draft_add_claim(facts, draft, &claim);
    }
}

const struct claim *party_of(const struct facts *facts, const struct draft *agreement,
                             uint32_t body)
{
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (is_property(claim, "parties") && same_party(facts, claim_entity(claim), body))
            return claim;
    }
    return NULL;
}

/* Whether some signatory already signs for the party. */
static bool party_is_signed_for(const struct draft *agreement, uint32_t party)
{
    for (size_t i = 0; i < agreement->claims.count; i++)
        if (is_property(&agreement->claims.items[i], "signatories") &&
            agreement->claims.items[i].value.signatory.on_behalf_of == party)
            return true;
    return false;
}

/* The only party that nobody signs for yet; NO_ENTITY where there are several or none. */
static uint32_t party_left(const struct draft *agreement)
{
    uint32_t left = NO_ENTITY;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        uint32_t party = claim_entity(&agreement->claims.items[i]);
        if (!is_property(&agreement->claims.items[i], "parties") || !party ||
            party_is_signed_for(agreement, party))
            continue;
        if (left)
            return NO_ENTITY;
        left = party;
    }
    return left;
}

/* What an office tells of the body that it is of. */
static const struct {
    const char *list; /* of the grammar */
    const char *schemas;
} callings[] = {{"academic", "ResearchOrganization"},
                {"townsman", "Locality|PublicBody"},
                {"official", "Region|PublicBody|Country"},
                {"manager", "Company|StateCorporation|DevelopmentInstitution"}};

/* The only party of some schemas that nobody signs for yet; NO_ENTITY. */
static uint32_t party_of_schemas(const struct facts *facts, const struct draft *agreement,
                                 const char *schemas)
{
    uint32_t found = NO_ENTITY;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        uint32_t party = claim_entity(&agreement->claims.items[i]);
        if (!is_property(&agreement->claims.items[i], "parties") || !party ||
            !entity_is_of(facts->reading, party, schemas) || party_is_signed_for(agreement, party))
            continue;
        if (found)
            return NO_ENTITY;
        found = party;
    }
    return found;
}

/* The first word of a person's office in this report; UINT32_MAX. */
static uint32_t office_word(const struct facts *facts, uint32_t sentence, uint32_t person)
{
    struct draft_range around = drafts_around(facts, sentence, FAR_SENTENCES, FAR_SENTENCES);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        if (!draft_is(draft, "occupation"))
            continue;
        const struct claim *who = draft_claim(draft, "person");
        bool his = who && claim_entity(who) == person;
        const struct claim *position = his ? draft_claim(draft, "position") : NULL;
        if (position && position->evidence_count)
            return token_from(facts->reading, position->evidence[0].start);
    }
    return UINT32_MAX;
}

/* Whether one of the first words of a signatory's office is of a list. */
static bool office_is_of(const struct facts *facts, const struct draft *agreement,
                         const struct claim *signatory, const char *list)
{
    enum { OFFICE_WORDS = 3 };
    uint32_t word = office_word(facts, agreement->sentence, signatory->value.signatory.person);
    for (uint32_t i = 0; word != UINT32_MAX && i < OFFICE_WORDS; i++)
        if (word + i < facts->reading->tokens.count && facts_token_is_of(facts, list, word + i))
            return true;
    return false;
}

/* «ректор» signs for the only university, a governor for the only region, where the report does not
 * say of what they are. */
static void signatories_bind_by_calling(struct facts *facts, struct draft *agreement)
{
    for (size_t i = 0; i < agreement->claims.count; i++) {
        struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "signatories"))
            continue;
        for (size_t j = 0; j < sizeof callings / sizeof *callings; j++)
            if (!claim->value.signatory.on_behalf_of &&
                office_is_of(facts, agreement, claim, callings[j].list))
                claim->value.signatory.on_behalf_of =
                    party_of_schemas(facts, agreement, callings[j].schemas);
    }
}

bool calling_suits(const struct facts *facts, const struct draft *agreement,
                   const struct claim *signatory, uint32_t party)
{
    const struct reading *reading = facts->reading;
    for (size_t i = 0; i < sizeof callings / sizeof *callings; i++) {
        if (!office_is_of(facts, agreement, signatory, callings[i].list))
            continue;
        if (strcmp(callings[i].list, "manager") != 0)
            return entity_is_of(reading, party, callings[i].schemas);
        return !entity_is_of(reading, party, "Region|Locality|Country") ||
               office_is_of(facts, agreement, signatory, "statewide");
    }
    return true;
}

/* The only party that is a ministry; NO_ENTITY. */
static uint32_t ministry_of(const struct facts *facts, const struct draft *agreement)
{
    uint32_t found = NO_ENTITY;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "parties") || !claim_entity(claim) || !claim->evidence_count ||
            !facts_token_is_of(facts, "ministry",
                               token_from(facts->reading, claim->evidence[0].start)))
            continue;
        if (found)
            return NO_ENTITY;
        found = claim_entity(claim);
    }
    return found;
}

/* Whether a signatory's office is said with its body right beside him, and not only found around.
 */
static bool office_is_beside(const struct facts *facts, const struct claim *signatory)
{
    struct claim office;
    uint32_t body = occupation_of(facts, signatory->value.signatory.person, &office);
    return body && office.evidence_count && signatory->evidence_count &&
           office.evidence[0].start + NEAR_BYTES > signatory->evidence[0].start &&
           office.evidence[0].start < signatory->evidence[0].end;
}

/* «замминистра» signs for the ministry among the parties, a manager for the only firm, unless his
 * office is said to be another body's. */
static void signatories_bind_by_guess(struct facts *facts, struct draft *agreement)
{
    uint32_t ministry = ministry_of(facts, agreement);
    for (size_t i = 0; i < agreement->claims.count; i++) {
        struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "signatories") || claim->value.signatory.on_behalf_of ||
            office_is_beside(facts, claim))
            continue;
        if (ministry && office_is_of(facts, agreement, claim, "minister"))
            claim->value.signatory.on_behalf_of = ministry;
        for (size_t k = 0; k < sizeof callings / sizeof *callings; k++)
            if (!claim->value.signatory.on_behalf_of &&
                office_is_of(facts, agreement, claim, callings[k].list))
                claim->value.signatory.on_behalf_of =
                    party_of_schemas(facts, agreement, callings[k].schemas);
    }
}

int compare_signers(const void *left, const void *right)
{
    const struct claim *const *one = left, *const *other = right;
    uint32_t first = (*one)->evidence_count ? (*one)->evidence[0].start : 0;
    uint32_t second = (*other)->evidence_count ? (*other)->evidence[0].start : 0;
    return (first > second) - (first < second);
}

/* Where as many signatories are left as parties, they stand in the same order. */
static void signatories_bind_in_order(const struct facts *facts, struct draft *agreement)
{
    struct claim *signers[8];
    uint32_t parties[8];
    size_t signer_count = 0, party_count = 0;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        struct claim *claim = &agreement->claims.items[i];
        uint32_t party = claim_entity(claim);
        if (is_property(claim, "signatories") && !claim->value.signatory.on_behalf_of &&
            signer_count < 8)
            signers[signer_count++] = claim;
        if (is_property(claim, "parties") && party && !party_is_signed_for(agreement, party) &&
            party_count < 8)
            parties[party_count++] = party;
    }
    qsort(signers, signer_count, sizeof *signers, compare_signers);
    if (signer_count != party_count)
        return;
    for (size_t i = 0; i < signer_count; i++)
        if (!calling_suits(facts, agreement, signers[i], parties[i]))
            return;
    for (size_t i = 0; i < signer_count; i++)
        signers[i]->value.signatory.on_behalf_of = parties[i];
}

/* How many of the signatories whose office is known are of a body that is no party. */
static size_t strangers_count(const struct facts *facts, const struct draft *agreement)
{
    size_t count = 0;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "signatories") || claim->value.signatory.on_behalf_of)
            continue;
        uint32_t body = occupation_of(facts, claim->value.signatory.person, NULL);
        count += body && !party_of(facts, agreement, body);
    }
    return count;
}

/* How many parties none of the signatories is an officer of. */
static size_t unsigned_count(const struct facts *facts, const struct draft *agreement)
{
    size_t count = 0;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        uint32_t party = claim_entity(&agreement->claims.items[i]);
        if (!is_property(&agreement->claims.items[i], "parties") || !party)
            continue;
        bool signs = party_is_signed_for(agreement, party);
        for (size_t j = 0; j < agreement->claims.count; j++) {
            const struct claim *claim = &agreement->claims.items[j];
            signs |=
                is_property(claim, "signatories") &&
                same_party(facts, party, occupation_of(facts, claim->value.signatory.person, NULL));
        }
        count += !signs;
    }
    return count;
}

/* Whether a party's name begins like an adjective: «татарстанский», «Татарстан». */
static bool is_adjective_of(const struct facts *facts, struct span adjective, uint32_t party)
{
    enum { STEM = 8 }; /* bytes: four letters */
    char stem[STEM];
    struct span name = entity_name(facts->reading, party);
    if (adjective.size <= STEM || name.size < STEM)
        return false;
    size_t size = utf8_lower(span_slice(name, 0, STEM), stem, true);
    return span_starts_with(adjective, (struct span){stem, size});
}

/* «с татарстанской стороны документ подписал …, с кыргызской – …»: the side on which a signatory
 * stands, as an adjective before him tells. */
static void signatories_bind_by_side(struct facts *facts, struct draft *agreement)
{
    enum { BACK = 16 };
    const struct reading *reading = facts->reading;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "signatories") || claim->value.signatory.on_behalf_of ||
            !claim->evidence_count)
            continue;
        uint32_t at = token_from(reading, claim->evidence[0].start);
        for (uint32_t k = 2; k <= BACK && k <= at; k++) {
            const struct token *token = &reading->tokens.items[at - k];
            bool with =
                span_equal(token->folded, SPAN("с")) || span_equal(token->folded, SPAN("от"));
            if (reading->words[at - k].sentence != reading->words[at].sentence)
                break;
            if (!with)
                continue;
            for (size_t j = 0; j < agreement->claims.count; j++) {
                uint32_t party = claim_entity(&agreement->claims.items[j]);
                if (is_property(&agreement->claims.items[j], "parties") && party &&
                    is_adjective_of(facts, (token + 1)->folded, party))
                    claim->value.signatory.on_behalf_of = party;
            }
            break;
        }
    }
}

void signatories_bind(struct facts *facts, struct draft *agreement)
{
    size_t signers = draft_claim_count(agreement, "signatories");
    const struct schema_property *parties = draft_property(agreement, "parties");
    signatories_bind_by_side(facts, agreement);
    signatories_bind_by_guess(facts, agreement);
    /* «министр подписал соглашение с A и B»: whoever stands behind «с» is the other side. */
    bool wanting = strangers_count(facts, agreement) > unsigned_count(facts, agreement) ||
                   (signers == 1 && draft_claim(agreement, "parties") &&
                    parties_are_partners(facts, agreement));
    for (size_t i = 0; i < agreement->claims.count; i++) {
        if (!is_property(&agreement->claims.items[i], "signatories") ||
            agreement->claims.items[i].value.signatory.on_behalf_of)
            continue;
        struct claim office;
        uint32_t person = agreement->claims.items[i].value.signatory.person;
        uint32_t body = occupation_of(facts, person, &office);
        if (!body)
            continue;
        branch_owner(facts, &office);
        body = claim_entity(&office);
        const struct claim *party = party_of(facts, agreement, body);
        if (!party &&
            (wanting || draft_claim_count(agreement, "parties") < (signers > 2 ? signers : 2))) {
            office.property = parties;
            draft_add_claim(facts, agreement, &office);
            party = party_of(facts, agreement, body);
        }
        if (party)
            agreement->claims.items[i].value.signatory.on_behalf_of = claim_entity(party);
    }
    signatories_bind_by_calling(facts, agreement);
    signatories_bind_in_order(facts, agreement);
    for (size_t i = 0; i < agreement->claims.count; i++) {
        struct claim *claim = &agreement->claims.items[i];
        uint32_t left = party_left(agreement);
        if (is_property(claim, "signatories") && !claim->value.signatory.on_behalf_of && left &&
            calling_suits(facts, agreement, claim, left))
            claim->value.signatory.on_behalf_of = left;
    }
}
