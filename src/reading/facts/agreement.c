/* Agreements over a whole report: which mentions of a document are the same document.
 *
 * Drafts come in the order of the text. A draft joins the agreement that it can be the same as, by
 * its parties, genre, dates and status, else it begins a new one; a draft that only adds («Документ
 * рассчитан на три года») joins the agreement that was spoken of last and that it can tell of. */
#include "agreement.h"

#include "news.h"

enum { ADDITIONS_REACH = 3, EXTENSION_REACH = 2, PROLONGED_REACH = 8 };

/* So many sentences behind all that told of documents, what only adds is of none of them. */
enum { TOLD_REACH = 12 };

/* Whether a genre noun stands in the plural. «соглашения» is that of many where its verb, a number
 * or a plural stands before it, and else that of one in the genitive. */
static bool genre_is_plural(const struct facts *facts, uint32_t token)
{
    const struct reading *reading = facts->reading;
    grammemes all = reading->words[token].grammemes;
    if (!(all & GRAM_PLURAL) || !(all & GRAM_SINGULAR))
        return all & GRAM_PLURAL;
    uint32_t sentence = reading->words[token].sentence;
    if (token == reading->tokens.sentences[sentence].first)
        return true;
    grammemes before = reading->words[token - 1].grammemes;
    /* «трёхсторонние», which no dictionary has */
    struct span modifier = reading->tokens.items[token - 1].folded;
    bool noun = reading->words[token - 1].analysis_count &&
                reading->words[token - 1].analyses[0].pos == POS_NOUN;
    return facts_token_is_of(facts, "sign", token - 1) ||
           (!noun &&
            (span_ends_with(modifier, SPAN("ие")) || span_ends_with(modifier, SPAN("ые")))) ||
           reading->tokens.items[token - 1].kind == TOKEN_NUMBER ||
           ((before & GRAM_PLURAL) && !(before & GRAM_SINGULAR));
}

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
    uint32_t first = draft->first, end = draft->end;
    if (facts_token_is_of(facts, "genre", draft->anchor) ||
        facts_token_is_of(facts, "map", draft->anchor + 1))
        first = draft->anchor, end = draft->anchor + 2;
    for (uint32_t i = first; i < end; i++)
        for (size_t j = 0; j < sizeof genres / sizeof *genres; j++)
            if (facts_token_is_of(facts, genres[j].list, i)) {
                *plural = genre_is_plural(facts, i);
                return genres[j].genre;
            }
    *plural = false;
    return GENRE_NONE;
}

/* Whether a match leaves its document's clause: «соглашение, которое подписали в мае». */
static bool is_relative(const struct facts *facts, const struct draft *draft)
{
    for (uint32_t i = draft->anchor + 1; i < draft->end; i++)
        if (facts_token_is_of(facts, "which", i))
            return true;
    return false;
}

/* Whether a match reaches over another document, which its verb tells of: «карта принята в развитие
 * соглашения, которое подписали в мае». */
static bool reaches_over(const struct facts *facts, const struct draft *draft)
{
    bool other = false;
    for (uint32_t i = draft->anchor + 1; i < draft->end; i++) {
        if (other && facts_token_is_of(facts, "which", i))
            return true;
        /* «соглашение к договору, который …, подписано»: the verb is of the first. */
        other |= facts_token_is_of(facts, "genre", i) &&
                 !span_equal(facts->reading->tokens.items[i - 1].folded, SPAN("к"));
    }
    return false;
}

/* What stands in a relative clause behind the match is not of this document. */
static void dates_of_others_drop(const struct facts *facts, struct draft *draft)
{
    const struct claim *claim = draft_claim(draft, "signed_on");
    if (!claim || !claim->evidence_count)
        return;
    const struct token *tokens = facts->reading->tokens.items;
    for (uint32_t i = draft->end;
         i < facts->reading->tokens.count && tokens[i].start < claim->evidence[0].start; i++)
        if (facts_token_is_of(facts, "which", i)) {
            draft_remove(draft, "signed_on");
            return;
        }
}

bool is_predecessor(const struct facts *facts, const struct draft *draft)
{
    enum { BEFORE = 3 };
    uint32_t first = facts->reading->tokens.sentences[draft->sentence].first;
    for (uint32_t i = 1; i <= BEFORE && draft->anchor >= first + i; i++)
        if (facts_token_is_of(facts, "predecessor", draft->anchor - i) ||
            (facts_token_is_of(facts, "first", draft->anchor - i) && is_of_the_past(facts, draft)))
            return true;
    return false;
}

bool draft_sentence_has(const struct facts *facts, const struct draft *draft, const char *list)
{
    const struct sentence *sentence = &facts->reading->tokens.sentences[draft->sentence];
    for (uint32_t i = 0; i < sentence->count; i++)
        if (facts_token_is_of(facts, list, sentence->first + i))
            return true;
    return false;
}

/* Whether two sides are one: things, or those that only words name, «новые резиденты». */
static bool same_side(const struct facts *facts, const struct claim *left,
                      const struct claim *right)
{
    if (claim_entity(left) || claim_entity(right))
        return same_party(facts, claim_entity(left), claim_entity(right));
    return value_equal(&left->value, &right->value);
}

/* Whether the party stands among the draft's. */
static bool has_party(const struct facts *facts, const struct draft *draft,
                      const struct claim *party)
{
    for (size_t i = 0; i < draft->claims.count; i++)
        if (is_property(&draft->claims.items[i], "parties") &&
            same_side(facts, &draft->claims.items[i], party))
            return true;
    return false;
}

size_t common_parties(const struct facts *facts, const struct draft *left,
                      const struct draft *right)
{
    size_t count = 0;
    for (size_t i = 0; i < left->claims.count; i++)
        if (is_property(&left->claims.items[i], "parties"))
            count += has_party(facts, right, &left->claims.items[i]);
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

/* «обсудили соглашение, подписанное в 2016 году. Его срок продлён»: the same goes on. */
static bool is_prolonged(const struct draft *agreement, const struct draft *draft)
{
    const struct claim *status = draft_claim(agreement, "status");
    return (choice_is(status, "signed") || choice_is(status, "in_force")) &&
           choice_is(draft_claim(draft, "status"), "extended") && !draft_claim(draft, "parties") &&
           !draft_claim(draft, "signatories") && draft_claim(agreement, "signed_on") &&
           draft->sentence - agreement->sentence <= PROLONGED_REACH;
}

/* «строит мост по контракту с … . Контракт заключён в мае на два года»: the signing of what is in
 * force, told without its sides. */
static bool is_signing_of_known(const struct facts *facts, const struct draft *agreement,
                                const struct draft *draft)
{
    return choice_is(draft_claim(agreement, "status"), "in_force") &&
           choice_is(draft_claim(draft, "status"), "signed") && !draft_claim(draft, "parties") &&
           !draft_claim(draft, "signatories") && !draft_sentence_has(facts, draft, "renewed") &&
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
        return (!left_signers || !right_signers || signers) &&
               !genres_differ(facts, agreement, draft);
    size_t common = common_parties(facts, agreement, draft);
    size_t fewer = left < right ? left : right;
    if (common < fewer && common < 2)
        return false;
    if (fewer == 1 && left_signers && right_signers && !signers)
        return false;
    return common >= 2 || !genres_differ(facts, agreement, draft);
}

/* Whether the draft can tell of the same document as the agreement: what is asked soonest first. */
static bool same_agreement(const struct facts *facts, const struct draft *agreement,
                           const struct draft *draft)
{
    if (kinds_differ(agreement, draft) || dates_differ(agreement, draft))
        return false;
    if (draft->sentence == agreement->sentence && draft->anchor != agreement->anchor &&
        (is_relative(facts, draft) != is_relative(facts, agreement) ||
         genres_differ(facts, agreement, draft)))
        return false;
    /* What is news is not what was signed years ago. */
    if (draft->sentence != agreement->sentence && !draft_claim(agreement, "signed_on") &&
        is_of_the_past(facts, draft) && !is_signing_of_known(facts, agreement, draft))
        return false;
    /* A document of the past whose sides nobody told is not the one of the news. */
    if (draft->sentence != agreement->sentence && is_of_the_past(facts, agreement) &&
        !is_prolonged(agreement, draft) && !draft_claim(draft, "signed_on") &&
        !draft_claim(agreement, "parties") && !draft_claim(agreement, "signatories"))
        return false;
    if (statuses_differ(agreement, draft) && draft->sentence != agreement->sentence &&
        !is_prolongation(agreement, draft) && !is_prolonged(agreement, draft) &&
        !is_signing_of_known(facts, agreement, draft))
        return false;
    return is_predecessor(facts, draft) == is_predecessor(facts, agreement) &&
           sides_agree(facts, agreement, draft);
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

/* «заключили СПИК»: capitals alone look like a body's; «арбитражный суд расторг договор». */
static bool is_no_side(const struct facts *facts, struct range range)
{
    const struct tokens *tokens = &facts->reading->tokens;
    uint32_t first = token_from(facts->reading, range.start);
    if (facts_token_is_of(facts, "genre", first))
        return true;
    for (uint32_t i = first; i < tokens->count && tokens->items[i].start < range.end; i++)
        if (facts_token_is_of(facts, "court", i))
            return true;
    return false;
}

/* «ВЭБ и «Заря» подписали соглашение» over «ВЭБ и АО «Заря – Транспорт» заключили …»: the text
 * tells who it was. */
static bool is_told_better(const struct facts *facts, const struct claim *known,
                           const struct claim *party)
{
    const struct range title = facts->reading->report->title;
    if (claim_entity(known) == claim_entity(party) || !known->evidence_count ||
        !party->evidence_count || known->evidence[0].start >= title.end ||
        party->evidence[0].start < title.end)
        return false;
    return name_within(entity_name(facts->reading, claim_entity(known)),
                       entity_name(facts->reading, claim_entity(party)));
}

void party_add(struct facts *facts, struct draft *agreement, const struct claim *party)
{
    uint32_t added = claim_entity(party);
    if (party->evidence_count && is_no_side(facts, party->evidence[0]))
        return;
    for (size_t i = 0; added && i < agreement->claims.count; i++) {
        struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "parties") || !same_party(facts, claim_entity(claim), added))
            continue;
        const struct schema_kind *schema = facts->reading->entities[added - 1].schema;
        const struct schema_kind *known = facts->reading->entities[claim_entity(claim) - 1].schema;
        if ((schema != known && schema && span_equal(schema->name, SPAN("PublicBody"))) ||
            (schema == known && is_told_better(facts, claim, party)))
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
    bool outdoes = agreement->sentence == draft->sentence && status_rank(mine) >= 1 &&
                   status_rank(other) >= 2 && status_rank(other) > status_rank(mine);
    /* «Соглашение с A, которое подпишут в июне, …», an item of a list by its beginning alone. */
    bool surer = agreement->sentence == draft->sentence && agreement->anchor == draft->anchor &&
                 draft->confidence > agreement->confidence && mine && other &&
                 (status_rank(mine) == 0) != (status_rank(other) == 0);
    if (outdoes || surer || is_prolonged(agreement, draft))
        *mine = *other;
}

/* Of two dates the more precise one stays: «в мае», «17 мая». */
static void dates_join(struct draft *agreement, const struct draft *draft)
{
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (claim->value.type != VALUE_DATE)
            continue;
        struct claim *mine = draft_claim(agreement, claim->property->name.data);
        if (!mine)
            continue;
        struct date coarse = mine->value.date, fine = claim->value.date;
        bool same = coarse.year == fine.year && (!coarse.month || coarse.month == fine.month);
        if (same && !coarse.day && (fine.day || (fine.month && !coarse.month)))
            *mine = *claim;
    }
}

/* Whether the agreement has the claim's text already, in other words: «разработка техники» of
 * «разработка и производство техники». */
static bool has_like_text(const struct draft *agreement, const struct claim *claim)
{
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *mine = &agreement->claims.items[i];
        if (mine->property == claim->property && mine->value.type == VALUE_TEXT &&
            claim->value.type == VALUE_TEXT && texts_alike(mine->value.text, claim->value.text) &&
            texts_share_head(mine->value.text, claim->value.text))
            return true;
    }
    return false;
}

void agreement_join(struct facts *facts, struct draft *agreement, struct draft *draft)
{
    kind_join(agreement, draft);
    status_join(agreement, draft);
    dates_join(agreement, draft);
    /* «Третьим участником стал …» adds to two that are known. */
    bool third = facts_token_is_of(facts, "ordinal", draft->first) ||
                 (draft->first > 0 && facts_token_is_of(facts, "ordinal", draft->first - 1));
    bool parties = draft_claim_count(agreement, "parties") < 2 || !draft->extends || third;
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (!is_property(claim, "parties")) {
            if (!has_like_text(agreement, claim))
                draft_add_claim(facts, agreement, claim);
        } else if (parties)
            party_add(facts, agreement, claim);
    }
    draft_join(facts, agreement, draft);
}

/* The body within whose name a party stands, at its end: «Институт механики УрО РАН» signs, and not
 * УрО РАН; NULL. */
static const struct mention *body_around(const struct reading *reading, const struct claim *party)
{
    enum { NEST = 4 };
    if (!party->evidence_count)
        return NULL;
    struct range range = party->evidence[0];
    for (size_t i = mention_from(reading, token_from(reading, range.start)), k = 0;
         i-- > 0 && k < NEST; k++) {
        const struct mention *around = &reading->mentions[i];
        if (around->entity && around->type == MENTION_ORGANIZATION &&
            around->range.start < range.start && around->range.end == range.end)
            return around;
    }
    return NULL;
}

void parties_clean(struct facts *facts, struct draft *draft)
{
    struct claim parties[16];
    size_t count = 0;
    for (size_t i = 0; i < draft->claims.count && count < 16; i++)
        if (is_property(&draft->claims.items[i], "parties"))
            parties[count++] = draft->claims.items[i];
    draft_remove(draft, "parties");
    for (size_t i = 0; i < count; i++) {
        const struct mention *around = body_around(facts->reading, &parties[i]);
        if (around) {
            parties[i].value.entity = around->entity;
            parties[i].evidence = &around->range;
            parties[i].evidence_count = 1;
        }
        party_add(facts, draft, &parties[i]);
    }
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
    size_t sides = draft_claim_count(agreement, "parties");
    if (signers && draft_claim(agreement, "signatories") && !common_signatories(agreement, draft) &&
        draft_claim_count(agreement, "signatories") >= (sides > 2 ? sides : 2))
        return false;
    /* Two other sides are those of another document. */
    if (draft_claim_count(draft, "parties") > 1 && sides > 1 &&
        !common_parties(facts, draft, agreement))
        return false;
    bool plural;
    enum genre named = draft_genre(facts, draft, &plural);
    enum genre known = draft_genre(facts, agreement, &plural);
    /* «Объём инвестиций» is the sum of an agreement on them alone. */
    const struct claim *kind = draft_claim(agreement, "agreement_kind");
    if (draft_claim(draft, "amount") && draft_sentence_has(facts, draft, "investing") &&
        !choice_is(kind, "investment") &&
        (!choice_is(kind, "contract") || !draft_sentence_has(facts, agreement, "venture")))
        return false;
    return named <= GENRE_ACCORD || !known || named == known;
}

static void agreement_begin(struct agreements *agreements, uint32_t index);

/* «Подписи под документом поставили губернатор … и директор …», «Сторонами стали A и B»: what only
 * adds, and finds nothing that it could add to, tells of a document of its own where it names two
 * sides. */
static bool addition_begins(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    struct draft *draft = &facts->drafts.items[index];
    if (!draft_sentence_has(facts, draft, "paper") && !draft_sentence_has(facts, draft, "genre"))
        return false;
    if (draft_claim_count(draft, "signatories") > 1) {
        parties_of_offices(facts, draft);
        parties_of_partnership(facts, draft);
    }
    parties_clean(facts, draft);
    if (draft_claim_count(draft, "parties") < 2)
        return false;
    draft->extends = false;
    agreement_begin(agreements, index);
    return true;
}

/* The agreement that an addition tells of: the last one, or one shortly before that bears the same
 * name, «соглашение», where the last bears another. */
static struct draft *told_of(const struct agreements *agreements, const struct draft *draft)
{
    struct facts *facts = agreements->facts;
    struct draft *last = &facts->drafts.items[agreements->last], *found = NULL;
    bool plural;
    enum genre named = draft_genre(facts, draft, &plural);
    if (named == GENRE_NONE) {
        /* «Соглашение будет | действовать пять лет» */
        struct draft before = *draft;
        before.first = before.anchor = facts->reading->tokens.sentences[draft->sentence].first;
        before.end = draft->first;
        named = draft_genre(facts, &before, &plural);
    }
    for (size_t i = 0; i <= ADDITIONS_REACH && i <= agreements->count; i++) {
        struct draft *agreement =
            i ? &facts->drafts.items[agreements->items[agreements->count - i]] : last;
        if (!can_tell_of(facts, agreement, draft))
            continue;
        if (!named || draft_genre(facts, agreement, &plural) == named)
            return agreement;
        found = found ? found : agreement;
    }
    return found ? found : last;
}

/* A draft that only adds: to the last agreement, or to one shortly before. */
static void addition_take(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    struct draft *draft = &facts->drafts.items[index];
    if (agreements->last == UINT32_MAX || draft->sentence > agreements->told + TOLD_REACH) {
        if (!addition_begins(agreements, index))
            draft_drop(&facts->drafts.items[index], REFUSED_LONELY);
        return;
    }
    struct draft *agreement = told_of(agreements, draft);
    if (!can_tell_of(facts, agreement, draft)) {
        if (!addition_begins(agreements, index))
            draft_drop(&facts->drafts.items[index], REFUSED_DIFFERENT);
        return;
    }
    struct claim *status = draft_claim(agreement, "status");
    const struct claim *now = draft_claim(draft, "status");
    if (status && now && (choice_is(now, "ended") || is_of_the_past(facts, agreement)) &&
        status_rank(now) > status_rank(status))
        *status = *now;
    agreements->told = draft->sentence;
    agreement_join(facts, agreement, draft);
}

/* «Меморандум действует до …»: without parties of its own it tells of the last document. */
static bool tells_of_last(const struct agreements *agreements, const struct draft *draft)
{
    const struct claim *status = draft_claim(draft, "status");
    return agreements->last != UINT32_MAX && status && status_rank(status) == 2 &&
           !draft_claim(draft, "parties") && !draft_claim(draft, "signatories");
}

/* Whether a number stands before the document: «5 соглашений». */
static bool is_counted(const struct reading *reading, const struct draft *draft)
{
    if (draft->anchor <= reading->tokens.sentences[draft->sentence].first)
        return false;
    const struct word *before = &reading->words[draft->anchor - 1];
    return reading->tokens.items[draft->anchor - 1].kind == TOKEN_NUMBER ||
           (before->analysis_count && before->analyses[0].pos == POS_NUMERAL);
}

/* «договоры о намерениях подписали шесть фирм»: many documents, and none of them told. */
static bool tells_of_many(const struct facts *facts, const struct draft *draft)
{
    bool plural;
    draft_genre(facts, draft, &plural);
    size_t sides = draft_claim_count(draft, "parties") + draft_claim_count(draft, "signatories");
    return is_counted(facts->reading, draft) ? sides < 2 : plural && sides == 0;
}

/* Whether what was said before can be of a document that is told now: «Второй документ касается
 * кадров», or «… вошёл в кластер. Соответствующее соглашение …». */
static bool leads_to(const struct facts *facts, const struct draft *before,
                     const struct draft *agreement)
{
    return before->sentence <= agreement->sentence &&
           agreement->sentence - before->sentence <= EXTENSION_REACH &&
           (draft_sentence_has(facts, before, "ordinal") ||
            draft_sentence_has(facts, agreement, "such"));
}

static void ahead_apply(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    for (size_t i = 0; i < agreements->ahead_count; i++) {
        struct draft *before = &facts->drafts.items[agreements->ahead[i]];
        struct draft *agreement = &facts->drafts.items[index];
        if (!before->dropped && leads_to(facts, before, agreement))
            agreement_join(facts, agreement, before);
    }
    agreements->ahead_count = 0;
}

/* A document that none of those before is. */
static void agreement_begin(struct agreements *agreements, uint32_t index)
{
    agreements->last = index;
    agreements->told = agreements->facts->drafts.items[index].sentence;
    *ARRAY_PUSH(agreements->facts->arena, agreements) = index;
    ahead_apply(agreements, index);
}

static void agreement_take(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    parties_clean(facts, &facts->drafts.items[index]);
    struct draft *draft = &facts->drafts.items[index];
    sides_of_last(agreements, draft);
    dates_of_others_drop(facts, draft);
    claims_of_others_drop(facts, draft);
    if (tells_of_many(facts, draft) || reaches_over(facts, draft)) {
        draft_drop(draft, REFUSED_INCOMPLETE);
        return;
    }
    signatories_of_they(facts, draft);
    parties_of_offices(facts, draft);
    if (agreements->last == UINT32_MAX ||
        facts->drafts.items[agreements->last].sentence + 1 < draft->sentence)
        parties_of_signers_row(facts, draft);
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
        agreements->told = draft->sentence;
        return;
    }
    agreement_begin(agreements, index);
}

/* Likewise of each of several documents that are announced together. */
static void agreements_take(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    size_t before = facts->drafts.count;
    agreement_with_each(facts, index);
    if (agreement_announces(facts, index))
        agreement_split(facts, index);
    agreement_take(agreements, index);
    for (size_t i = before; i < facts->drafts.count; i++)
        agreement_take(agreements, (uint32_t)i);
}

/* «Подписания не произошло»: what was planned is no fact. */
static void undo_take(struct agreements *agreements, uint32_t index)
{
    struct facts *facts = agreements->facts;
    struct draft *draft = &facts->drafts.items[index];
    if (agreements->last == UINT32_MAX)
        return;
    struct draft *agreement = &facts->drafts.items[agreements->last];
    if (!choice_is(draft_claim(agreement, "status"), "planned") ||
        draft->sentence - agreement->sentence > EXTENSION_REACH)
        return;
    draft_drop(agreement, REFUSED_DIFFERENT);
    draft_drop(draft, REFUSED_DIFFERENT);
}

/* The number of the first agreement that a sentence tells of, or one behind it: they stand in the
 * order of the text. */
static size_t agreement_from(const struct agreements *agreements, uint32_t sentence)
{
    const struct draft *drafts = agreements->facts->drafts.items;
    size_t low = 0, high = agreements->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (drafts[agreements->items[middle]].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct draft_range agreements_around(const struct agreements *agreements, uint32_t sentence)
{
    uint32_t first = sentence > FAR_SENTENCES ? sentence - FAR_SENTENCES : 0;
    size_t low = agreement_from(agreements, first);
    size_t high = agreement_from(agreements, sentence + FAR_SENTENCES + 1);
    return (struct draft_range){low, high - low > AGREEMENTS_BACK ? low + AGREEMENTS_BACK : high};
}

/* A draft that adds to another one, by its reach. */
static void extension_take(struct agreements *agreements, uint32_t index)
{
    switch (agreements->facts->drafts.items[index].reach) {
    case REACH_ALL:
        if (agreements->setting_count < SETTINGS_MOST)
            agreements->settings[agreements->setting_count++] = index;
        break;
    case REACH_NEXT:
        if (agreements->ahead_count < SETTINGS_MOST)
            agreements->ahead[agreements->ahead_count++] = index;
        break;
    case REACH_UNDO:
        undo_take(agreements, index);
        break;
    default:
        addition_take(agreements, index);
    }
}

/* Cooperation without an agreement is none where the report tells of the agreement. */
static void partnerships_take(const struct agreements *agreements)
{
    struct facts *facts = agreements->facts;
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (draft->dropped || !draft_is(draft, "partnership"))
            continue;
        if (draft_claim_count(draft, "parties") == 1)
            party_of_topic(facts, NULL, draft);
        if (draft_claim_count(draft, "parties") < 2)
            draft_drop(draft, REFUSED_INCOMPLETE);
        struct draft_range around = agreements_around(agreements, draft->sentence);
        for (size_t j = around.low; j < around.high; j++) {
            const struct draft *agreement = &facts->drafts.items[agreements->items[j]];
            if (!agreement->dropped && common_parties(facts, draft, agreement) >= 2)
                draft_drop(draft, REFUSED_OUTDONE);
        }
    }
}

/* «Губернатор подписал соглашения», a headline: documents of one side that the report tells one by
 * one. */
static bool is_told_one_by_one(const struct agreements *agreements, const struct draft *agreement)
{
    const struct facts *facts = agreements->facts;
    bool plural;
    draft_genre(facts, agreement, &plural);
    if (!plural || draft_claim_count(agreement, "parties") != 1)
        return false;
    struct draft_range around = agreements_around(agreements, agreement->sentence);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[agreements->items[i]];
        if (other != agreement && !other->dropped && draft_claim_count(other, "parties") > 1 &&
            common_parties(facts, agreement, other))
            return true;
    }
    return false;
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
        if (draft->extends)
            extension_take(&agreements, i);
        else
            agreements_take(&agreements, i);
    }
    for (size_t i = 0; i < agreements.count; i++) {
        struct draft *agreement = &facts->drafts.items[agreements.items[i]];
        if (agreement->dropped)
            continue;
        agreement_sides(&agreements, agreement);
        agreement_frame(&agreements, agreement);
        if (!draft_claim(agreement, "parties"))
            draft_drop(agreement, REFUSED_INCOMPLETE);
        else if (is_told_one_by_one(&agreements, agreement))
            draft_drop(agreement, REFUSED_ELSEWHERE);
    }
    agreements_chain(&agreements);
    size_t before = facts->drafts.count;
    for (size_t i = 0; i < agreements.count; i++)
        agreement_split(facts, agreements.items[i]);
    agreements_of_split(&agreements, before);
    partnerships_take(&agreements);
}
