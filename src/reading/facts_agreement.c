/* Agreements over a whole report: which mentions of a document are the same document, who signs for
 * whom, and which earlier one it goes on.
 *
 * Drafts come in the order of the text. A draft joins the agreement that it can be the same as, by
 * its parties, genre, dates and status, else it begins a new one; a draft that only adds («Документ
 * рассчитан на три года») joins the agreement that was spoken of last. */
#include "draft.h"

enum {
    AGREEMENTS_BACK = 64, /* so many are asked whether they are the same: keeps joining linear */
    NEWS_DAYS = 14
};

struct agreements {
    struct facts *facts;
    uint32_t *items; /* indices of drafts */
    size_t count;
    size_t capacity;
    uint32_t last; /* index of the draft that was spoken of last; UINT32_MAX */
};

static uint32_t claim_entity(const struct claim *claim)
{
    return claim->value.type == VALUE_ENTITY ? claim->value.entity : NO_ENTITY;
}

static bool is_property(const struct claim *claim, const char *name)
{
    return span_equal(claim->property->name, span_of(name));
}

/* Whether the party stands among the draft's. */
static bool has_party(const struct facts *facts, const struct draft *draft, uint32_t party)
{
    for (size_t i = 0; i < draft->claims.count; i++)
        if (is_property(&draft->claims.items[i], "parties") &&
            same_party(facts->reading, claim_entity(&draft->claims.items[i]), party))
            return true;
    return false;
}

static size_t common_parties(const struct facts *facts, const struct draft *left,
                             const struct draft *right)
{
    size_t count = 0;
    for (size_t i = 0; i < left->claims.count; i++)
        if (is_property(&left->claims.items[i], "parties"))
            count += has_party(facts, right, claim_entity(&left->claims.items[i]));
    return count;
}

static bool has_signatory(const struct draft *draft, uint32_t person)
{
    for (size_t i = 0; i < draft->claims.count; i++)
        if (is_property(&draft->claims.items[i], "signatories") &&
            draft->claims.items[i].value.signatory.person == person)
            return true;
    return false;
}

static size_t common_signatories(const struct draft *left, const struct draft *right)
{
    size_t count = 0;
    for (size_t i = 0; i < left->claims.count; i++)
        if (is_property(&left->claims.items[i], "signatories"))
            count += has_signatory(right, left->claims.items[i].value.signatory.person);
    return count;
}

/* How much a kind says; kinds of one genre (the word «соглашение») stand for each other. */
static int kind_rank(const struct schema_choice *kind)
{
    static const char *const ranks[] = {"cooperation", "interaction", "framework",
                                        "investment",  "accession",   "strategic_partnership"};
    for (int i = 0; i < (int)(sizeof ranks / sizeof *ranks); i++)
        if (span_equal(kind->code, span_of(ranks[i])))
            return i;
    return -1;
}

static bool kinds_differ(const struct draft *left, const struct draft *right)
{
    const struct claim *a = draft_claim(left, "agreement_kind");
    const struct claim *b = draft_claim(right, "agreement_kind");
    if (!a || !b || a->value.choice == b->value.choice)
        return false;
    int left_rank = kind_rank(a->value.choice), right_rank = kind_rank(b->value.choice);
    /* «договорились о сотрудничестве» may be said of a memorandum too. */
    if (left_rank < 0 || right_rank < 0)
        return left_rank > 0 || right_rank > 0 || (left_rank < 0 && right_rank < 0);
    return left_rank > 1 && right_rank > 1;
}

static bool dates_differ(const struct draft *left, const struct draft *right)
{
    const struct claim *a = draft_claim(left, "signed_on"), *b = draft_claim(right, "signed_on");
    if (!a || !b)
        return false;
    struct date x = a->value.date, y = b->value.date;
    return x.year != y.year || (x.month && y.month && x.month != y.month) ||
           (x.day && y.day && x.day != y.day);
}

static bool statuses_differ(const struct draft *left, const struct draft *right)
{
    const struct claim *a = draft_claim(left, "status"), *b = draft_claim(right, "status");
    return a && b && a->value.choice != b->value.choice;
}

/* A document of the past that is said to hold is in force; of one just signed that is no news. */
static bool is_of_the_past(const struct facts *facts, const struct draft *agreement)
{
    const struct claim *signed_on = draft_claim(agreement, "signed_on");
    struct date published = facts->reading->report->published;
    if (!signed_on || !date_is_set(published))
        return false;
    struct date date = signed_on->value.date;
    return date.year < published.year ||
           (date.month && published.month && date.month + 1 < published.month);
}

/* Whether the draft can tell of the same document as the agreement. */
static bool same_agreement(const struct facts *facts, const struct draft *agreement,
                           const struct draft *draft)
{
    if (kinds_differ(agreement, draft) || dates_differ(agreement, draft))
        return false;
    /* What is news is not what was signed years ago. */
    if (draft->sentence != agreement->sentence && !draft_claim(agreement, "signed_on") &&
        is_of_the_past(facts, draft))
        return false;
    size_t left = draft_claim_count(agreement, "parties");
    size_t right = draft_claim_count(draft, "parties");
    size_t signers = common_signatories(agreement, draft);
    size_t left_signers = draft_claim_count(agreement, "signatories");
    size_t right_signers = draft_claim_count(draft, "signatories");
    if (left && right) {
        size_t common = common_parties(facts, agreement, draft);
        size_t fewer = left < right ? left : right;
        if (common < fewer && common < 2)
            return false;
        if (fewer == 1 && left_signers && right_signers && !signers)
            return false;
    } else if (left_signers && right_signers && !signers)
        return false;
    return !statuses_differ(agreement, draft) || draft->sentence == agreement->sentence;
}

/* Of two kinds of one document the more specific stays. */
static void kind_join(struct draft *agreement, const struct draft *draft)
{
    struct claim *mine = draft_claim(agreement, "agreement_kind");
    const struct claim *other = draft_claim(draft, "agreement_kind");
    if (!mine || !other || mine->value.choice == other->value.choice)
        return;
    int my_rank = kind_rank(mine->value.choice), other_rank = kind_rank(other->value.choice);
    if (other_rank < 0 ? my_rank >= 0 : other_rank > my_rank && my_rank >= 0)
        *mine = *other;
}

/* Adds a party unless it is there; of a region and its government the government stays. */
static void party_add(struct facts *facts, struct draft *agreement, const struct claim *party)
{
    uint32_t added = claim_entity(party);
    for (size_t i = 0; added && i < agreement->claims.count; i++) {
        struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "parties") ||
            !same_party(facts->reading, claim_entity(claim), added))
            continue;
        const struct schema_kind *schema = facts->reading->entities[added - 1].schema;
        const struct schema_kind *known = facts->reading->entities[claim_entity(claim) - 1].schema;
        if (schema != known && schema && span_equal(schema->name, SPAN("PublicBody")))
            *claim = *party;
        return;
    }
    draft_add_claim(facts, agreement, party);
}

/* How late in the life of a document a status is. */
static int status_rank(const struct claim *status)
{
    static const char *const ranks[] = {"planned", "signed", "in_force", "extended", "ended"};
    for (int i = 0; status && i < (int)(sizeof ranks / sizeof *ranks); i++)
        if (span_equal(status->value.choice->code, span_of(ranks[i])))
            return i;
    return -1;
}

/* What one sentence says of a document's end or prolongation outdoes that it was signed once. */
static void status_join(struct draft *agreement, const struct draft *draft)
{
    struct claim *mine = draft_claim(agreement, "status");
    const struct claim *other = draft_claim(draft, "status");
    if (agreement->sentence == draft->sentence && status_rank(mine) >= 1 &&
        status_rank(other) > 2 && status_rank(other) > status_rank(mine))
        *mine = *other;
}

static void agreement_join(struct facts *facts, struct draft *agreement, struct draft *draft)
{
    kind_join(agreement, draft);
    status_join(agreement, draft);
    bool parties = draft_claim_count(agreement, "parties") < 2 || !draft->extends;
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (!is_property(claim, "parties"))
            draft_add_claim(facts, agreement, claim);
        else if (parties)
            party_add(facts, agreement, claim);
    }
    draft_join(facts, agreement, draft);
}

/* The parties of a single draft, without those that are the same as another. */
static void parties_clean(struct facts *facts, struct draft *draft)
{
    struct claim parties[16];
    size_t count = 0;
    for (size_t i = 0; i < draft->claims.count && count < 16; i++)
        if (is_property(&draft->claims.items[i], "parties"))
            parties[count++] = draft->claims.items[i];
    draft_remove(draft, "parties");
    for (size_t i = 0; i < count; i++)
        party_add(facts, draft, &parties[i]);
}

/* A draft that only adds: to the last agreement, else to the first that comes. */
static void addition_take(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    struct draft *draft = &facts->drafts.items[index];
    if (agreements->last == UINT32_MAX) {
        draft_drop(draft, REFUSED_LONELY);
        return;
    }
    struct draft *agreement = &facts->drafts.items[agreements->last];
    bool past = draft->sentence != agreement->sentence && !draft_claim(agreement, "signed_on") &&
                is_of_the_past(facts, draft);
    if (past || dates_differ(agreement, draft) || kinds_differ(agreement, draft)) {
        draft_drop(draft, REFUSED_DIFFERENT);
        return;
    }
    struct claim *status = draft_claim(agreement, "status");
    const struct claim *now = draft_claim(draft, "status");
    if (status && now && span_equal(now->value.choice->code, SPAN("in_force")) &&
        is_of_the_past(facts, agreement))
        *status = *now;
    agreement_join(facts, agreement, draft);
}

/* «Меморандум действует до …»: without parties of its own it tells of the last document. */
static bool tells_of_last(const struct agreements *agreements, const struct draft *draft)
{
    const struct claim *status = draft_claim(draft, "status");
    return agreements->last != UINT32_MAX && status && status_rank(status) == 2 &&
           !draft_claim(draft, "parties") && !draft_claim(draft, "signatories");
}

/* Where only signatories are named, the bodies that they are officers of are the parties. */
static void parties_of_offices(struct facts *facts, struct draft *draft)
{
    struct claim offices[8];
    size_t count = 0;
    if (draft_claim(draft, "parties"))
        return;
    for (size_t i = 0; i < draft->claims.count && count < 8; i++)
        if (is_property(&draft->claims.items[i], "signatories") &&
            occupation_of(facts, draft->claims.items[i].value.signatory.person, &offices[count]))
            offices[count++].property = draft_property(draft, "parties");
    for (size_t i = 0; count > 1 && i < count; i++)
        party_add(facts, draft, &offices[i]);
}

static void agreement_take(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    struct draft *draft = &facts->drafts.items[index];
    parties_clean(facts, draft);
    parties_of_offices(facts, draft);
    if (tells_of_last(agreements, draft)) {
        addition_take(agreements, index);
        return;
    }
    size_t oldest = agreements->count > AGREEMENTS_BACK ? agreements->count - AGREEMENTS_BACK : 0;
    for (size_t i = agreements->count; i-- > oldest;) {
        struct draft *agreement = &facts->drafts.items[agreements->items[i]];
        if (!same_agreement(facts, agreement, draft))
            continue;
        agreement_join(facts, agreement, draft);
        agreements->last = agreements->items[i];
        return;
    }
    agreements->last = index;
    *ARRAY_PUSH(facts->arena, agreements) = index;
}

/* The party for which a body's officer signs: the body itself or one that stands for it. */
static const struct claim *party_of(const struct facts *facts, const struct draft *agreement,
                                    uint32_t body)
{
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (is_property(claim, "parties") && same_party(facts->reading, claim_entity(claim), body))
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

/* Where as many signatories are left as parties, they stand in the same order. */
static void signatories_bind_in_order(struct draft *agreement)
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
    for (size_t i = 0; signer_count == party_count && i < signer_count; i++)
        signers[i]->value.signatory.on_behalf_of = parties[i];
}

/* Binds signatories to the parties by their offices; an officer's body that is no party yet becomes
 * one where parties are wanting. */
static void signatories_bind(struct facts *facts, struct draft *agreement)
{
    size_t signers = draft_claim_count(agreement, "signatories");
    const struct schema_property *parties = draft_property(agreement, "parties");
    for (size_t i = 0; i < agreement->claims.count; i++) {
        if (!is_property(&agreement->claims.items[i], "signatories") ||
            agreement->claims.items[i].value.signatory.on_behalf_of)
            continue;
        struct claim office;
        uint32_t person = agreement->claims.items[i].value.signatory.person;
        uint32_t body = occupation_of(facts, person, &office);
        if (!body)
            continue;
        const struct claim *party = party_of(facts, agreement, body);
        if (!party && draft_claim_count(agreement, "parties") < (signers > 2 ? signers : 2)) {
            office.property = parties;
            draft_add_claim(facts, agreement, &office);
            party = party_of(facts, agreement, body);
        }
        if (party)
            agreement->claims.items[i].value.signatory.on_behalf_of = claim_entity(party);
    }
    signatories_bind_in_order(agreement);
    for (size_t i = 0; i < agreement->claims.count; i++) {
        struct claim *claim = &agreement->claims.items[i];
        if (is_property(claim, "signatories") && !claim->value.signatory.on_behalf_of)
            claim->value.signatory.on_behalf_of = party_left(agreement);
    }
}

/* A person is no party: whoever is named as one signs. */
static void persons_to_signatories(struct facts *facts, struct draft *draft)
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
        claim.property = draft_property(draft, "signatories");
        claim.value = (struct value){.type = VALUE_SIGNATORY};
        claim.value.signatory.person = entity;
        draft_add_claim(facts, draft, &claim);
    }
}

/* Whether a date is a day shortly before the report, or of it: when what is news happened. Of a
 * month, the report's own. */
static bool date_is_news(struct date date, struct date published)
{
    if (!date.day)
        return date.month && date.month == published.month && date.year == published.year;
    return date_compare(date, published) <= 0 &&
           date_compare(date_add_days(published, -NEWS_DAYS), date) <= 0;
}

/* The first mention that begins at a token or behind it. */
static size_t mention_from(const struct reading *reading, uint32_t token)
{
    size_t low = 0, high = reading->mention_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reading->mentions[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A document that the news calls signed was signed on the day that the news speaks of, where that
 * is said before, in the same sentence or an earlier one: the nearest such day. */
static void signed_on_complete(struct facts *facts, struct draft *agreement)
{
    enum { MENTIONS_BACK = 1000 };
    const struct reading *reading = facts->reading;
    const struct report *report = reading->report;
    const struct claim *status = draft_claim(agreement, "status");
    if (!status || !span_equal(status->value.choice->code, SPAN("signed")) ||
        draft_claim(agreement, "signed_on") || !date_is_set(report->published))
        return;
    uint32_t limit = reading->tokens.sentences[agreement->sentence].first +
                     reading->tokens.sentences[agreement->sentence].count;
    size_t last = mention_from(reading, limit);
    for (size_t i = last; i-- > 0 && i + MENTIONS_BACK > last;) {
        const struct mention *mention = &reading->mentions[i];
        bool dateline = mention->range.start >= report->published_range.start &&
                        mention->range.end <= report->published_range.end;
        if (mention->type != MENTION_DATE || mention->value.type != VALUE_DATE || dateline ||
            !date_is_news(mention->value.date, report->published))
            continue;
        draft_add(facts, agreement, draft_property(agreement, "signed_on"), mention->value,
                  mention->range);
        return;
    }
}

/* «подписали в декабре», told in March: that was a year before. */
static void signed_on_mend(const struct facts *facts, struct draft *agreement)
{
    struct claim *signed_on = draft_claim(agreement, "signed_on");
    const struct claim *status = draft_claim(agreement, "status");
    struct date published = facts->reading->report->published;
    if (signed_on && status_rank(status) >= 1 && date_is_set(published) &&
        signed_on->value.date.year == published.year &&
        signed_on->value.date.month > published.month)
        signed_on->value.date.year--;
}

/* A document that is named with its parties, and no more said of it, was signed. */
static void status_complete(struct facts *facts, struct draft *agreement)
{
    const struct claim *party = draft_claim(agreement, "parties");
    const struct schema_property *property = draft_property(agreement, "status");
    if (party && party->evidence_count && !draft_claim(agreement, "status"))
        draft_add(facts, agreement, property, value_of_choice(property, "signed"),
                  tokens_range(facts->reading, agreement->first, agreement->first + 1));
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

void facts_join_agreements(struct facts *facts)
{
    struct agreements agreements = {.facts = facts, .last = UINT32_MAX};
    for (uint32_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (draft->dropped || !draft_is(draft, "agreement"))
            continue;
        persons_to_signatories(facts, draft);
        if (draft->extends)
            addition_take(&agreements, i);
        else
            agreement_take(&agreements, i);
    }
    for (size_t i = 0; i < agreements.count; i++) {
        struct draft *agreement = &facts->drafts.items[agreements.items[i]];
        parties_of_signatories(facts, agreement);
        signatories_bind(facts, agreement);
        parties_clean(facts, agreement);
        status_complete(facts, agreement);
        signed_on_complete(facts, agreement);
        signed_on_mend(facts, agreement);
        if (!draft_claim(agreement, "parties"))
            draft_drop(agreement, REFUSED_INCOMPLETE);
    }
}
