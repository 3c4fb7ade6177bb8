/* Agreements over a whole report: which mentions of a document are the same document.
 *
 * Drafts come in the order of the text. A draft joins the agreement that it can be the same as, by
 * its parties, genre, dates and status, else it begins a new one; a draft that only adds («Документ
 * рассчитан на три года») joins the agreement that was spoken of last and that it can tell of. */
#include "agreement.h"

enum { ADDITIONS_REACH = 3, EXTENSION_REACH = 2 };

enum genre draft_genre(const struct facts *facts, const struct draft *draft, bool *plural)
{
    static const struct {
        const char *list;
        enum genre genre;
    } genres[] = {{"accord", GENRE_ACCORD},
                  {"memorandum", GENRE_MEMORANDUM},
                  {"protocol", GENRE_PROTOCOL},
                  {"contract", GENRE_CONTRACT},
                  {"map", GENRE_MAP}};
    for (uint32_t i = draft->first; i < draft->end; i++)
        for (size_t j = 0; j < sizeof genres / sizeof *genres; j++)
            if (facts_token_is_of(facts, genres[j].list, i)) {
                grammemes all = facts->reading->words[i].grammemes;
                *plural = (all & GRAM_PLURAL) && !(all & GRAM_SINGULAR);
                return genres[j].genre;
            }
    *plural = false;
    return GENRE_NONE;
}

bool draft_sentence_has(const struct facts *facts, const struct draft *draft, const char *list)
{
    const struct sentence *sentence = &facts->reading->tokens.sentences[draft->sentence];
    for (uint32_t i = 0; i < sentence->count; i++)
        if (facts_token_is_of(facts, list, sentence->first + i))
            return true;
    return false;
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

size_t common_parties(const struct facts *facts, const struct draft *left,
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

/* «соглашение» may be said of any document; «меморандум» and «договор» are two. */
static bool genres_differ(const struct facts *facts, const struct draft *left,
                          const struct draft *right)
{
    bool plural;
    enum genre a = draft_genre(facts, left, &plural), b = draft_genre(facts, right, &plural);
    return a && b && a != b;
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

int status_rank(const struct claim *status)
{
    static const char *const ranks[] = {"planned", "signed", "in_force", "extended", "ended"};
    for (int i = 0; status && i < (int)(sizeof ranks / sizeof *ranks); i++)
        if (span_equal(status->value.choice->code, span_of(ranks[i])))
            return i;
    return -1;
}

static bool statuses_differ(const struct draft *left, const struct draft *right)
{
    const struct claim *a = draft_claim(left, "status"), *b = draft_claim(right, "status");
    return a && b && a->value.choice != b->value.choice;
}

bool is_of_the_past(const struct facts *facts, const struct draft *agreement)
{
    const struct claim *signed_on = draft_claim(agreement, "signed_on");
    struct date published = facts->reading->report->published;
    if (!signed_on || !date_is_set(published))
        return false;
    struct date date = signed_on->value.date;
    return date.year < published.year ||
           (date.month && published.month && date.month + 1 < published.month);
}

/* «продлили соглашение. Дополнительное соглашение подписали …»: the signing of the same. */
static bool is_prolongation(const struct draft *agreement, const struct draft *draft)
{
    return choice_is(draft_claim(agreement, "status"), "extended") &&
           choice_is(draft_claim(draft, "status"), "signed") &&
           draft->sentence - agreement->sentence <= EXTENSION_REACH;
}

/* Whether the sides of two drafts can be those of one document. */
static bool sides_agree(const struct facts *facts, const struct draft *agreement,
                        const struct draft *draft)
{
    size_t left = draft_claim_count(agreement, "parties");
    size_t right = draft_claim_count(draft, "parties");
    size_t signers = common_signatories(agreement, draft);
    size_t left_signers = draft_claim_count(agreement, "signatories");
    size_t right_signers = draft_claim_count(draft, "signatories");
    if (!left || !right)
        return !left_signers || !right_signers || signers;
    size_t common = common_parties(facts, agreement, draft);
    size_t fewer = left < right ? left : right;
    if (common < fewer && common < 2)
        return false;
    if (fewer == 1 && left_signers && right_signers && !signers)
        return false;
    return common >= 2 || !genres_differ(facts, agreement, draft);
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
    if (!sides_agree(facts, agreement, draft))
        return false;
    return !statuses_differ(agreement, draft) || draft->sentence == agreement->sentence ||
           is_prolongation(agreement, draft);
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

void party_add(struct facts *facts, struct draft *agreement, const struct claim *party)
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

/* What one sentence says of a document's end or prolongation outdoes that it was signed once. */
static void status_join(struct draft *agreement, const struct draft *draft)
{
    struct claim *mine = draft_claim(agreement, "status");
    const struct claim *other = draft_claim(draft, "status");
    if (agreement->sentence == draft->sentence && status_rank(mine) >= 1 &&
        status_rank(other) >= 2 && status_rank(other) > status_rank(mine))
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

void parties_clean(struct facts *facts, struct draft *draft)
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

/* Whether an addition can tell of an agreement, by what it is called, its dates and its status. */
static bool can_tell_of(const struct facts *facts, const struct draft *agreement,
                        const struct draft *draft)
{
    bool past = draft->sentence != agreement->sentence && !draft_claim(agreement, "signed_on") &&
                is_of_the_past(facts, draft);
    if (past || dates_differ(agreement, draft) || kinds_differ(agreement, draft))
        return false;
    const struct claim *status = draft_claim(agreement, "status");
    const struct claim *now = draft_claim(draft, "status");
    if (now && status && (status_rank(now) == 0) != (status_rank(status) == 0))
        return false;
    size_t signers = draft_claim_count(draft, "signatories");
    if (signers && draft_claim(agreement, "signatories") && !common_signatories(agreement, draft) &&
        draft_claim_count(agreement, "signatories") >= draft_claim_count(agreement, "parties"))
        return false;
    bool plural;
    enum genre named = draft_genre(facts, draft, &plural);
    enum genre known = draft_genre(facts, agreement, &plural);
    return named <= GENRE_ACCORD || !known || named == known;
}

/* A draft that only adds: to the last agreement, or to one shortly before. */
static void addition_take(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    struct draft *draft = &facts->drafts.items[index];
    if (agreements->last == UINT32_MAX) {
        draft_drop(draft, REFUSED_LONELY);
        return;
    }
    struct draft *agreement = &facts->drafts.items[agreements->last];
    for (size_t i = 0; i < ADDITIONS_REACH && !can_tell_of(facts, agreement, draft); i++) {
        if (i + 1 >= agreements->count)
            break;
        agreement = &facts->drafts.items[agreements->items[agreements->count - 1 - i]];
    }
    if (!can_tell_of(facts, agreement, draft)) {
        draft_drop(draft, REFUSED_DIFFERENT);
        return;
    }
    struct claim *status = draft_claim(agreement, "status");
    const struct claim *now = draft_claim(draft, "status");
    if (status && now && (choice_is(now, "ended") || is_of_the_past(facts, agreement)) &&
        status_rank(now) > status_rank(status))
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

/* «договоры о намерениях подписали шесть фирм»: many documents, and none of them told. */
static bool tells_of_many(const struct facts *facts, const struct draft *draft)
{
    bool plural;
    draft_genre(facts, draft, &plural);
    return plural && !draft_claim(draft, "parties") && !draft_claim(draft, "signatories");
}

static void agreement_take(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    parties_clean(facts, &facts->drafts.items[index]);
    struct draft *draft = &facts->drafts.items[index];
    if (tells_of_many(facts, draft)) {
        draft_drop(draft, REFUSED_INCOMPLETE);
        return;
    }
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

static void setting_take(struct agreements *agreements, uint32_t index)
{
    if (agreements->setting_count < SETTINGS_MOST)
        agreements->settings[agreements->setting_count++] = index;
}

/* Cooperation without an agreement is none where the report tells of the agreement. */
static void partnerships_drop(const struct agreements *agreements)
{
    const struct facts *facts = agreements->facts;
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (draft->dropped || !draft_is(draft, "partnership"))
            continue;
        if (draft_claim_count(draft, "parties") < 2)
            draft_drop(draft, REFUSED_INCOMPLETE);
        for (size_t j = 0; j < agreements->count && j < AGREEMENTS_BACK; j++) {
            const struct draft *agreement = &facts->drafts.items[agreements->items[j]];
            if (!agreement->dropped && common_parties(facts, draft, agreement) >= 2)
                draft_drop(draft, REFUSED_OUTDONE);
        }
    }
}

void facts_join_agreements(struct facts *facts)
{
    struct agreements agreements = {.facts = facts, .last = UINT32_MAX};
    uint32_t count = (uint32_t)facts->drafts.count;
    for (uint32_t i = 0; i < count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (draft->dropped || !draft_is(draft, "agreement"))
            continue;
        persons_to_signatories(facts, draft);
        if (draft->extends_all)
            setting_take(&agreements, i);
        else if (draft->extends)
            addition_take(&agreements, i);
        else
            agreement_take(&agreements, i);
    }
    for (size_t i = 0; i < agreements.count; i++) {
        struct draft *agreement = &facts->drafts.items[agreements.items[i]];
        agreement_sides(facts, agreement);
        agreement_frame(&agreements, agreement);
        if (!draft_claim(agreement, "parties"))
            draft_drop(agreement, REFUSED_INCOMPLETE);
    }
    agreements_chain(&agreements);
    for (size_t i = 0; i < agreements.count; i++)
        agreement_split(facts, agreements.items[i]);
    partnerships_drop(&agreements);
}
