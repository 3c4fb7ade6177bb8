/* When, where and on what occasion an agreement was signed, in what state it is, and which earlier
 * one it goes on. */
#include "agreement.h"

#include "news.h"

enum {
    OCCASION_REACH = 3,
    LEAD = 3,
    MENTIONS_BACK = 1000,
    DATELINE_GAP = 3,
    EVENT_DAYS = 5,
    AMOUNT_REACH = 3,
    DATELINES = 6,
    DATELINE_TOKENS = 6
};

/* Whether the report tells the signing of an agreement as its news. */
static bool is_news(const struct facts *facts, const struct draft *agreement)
{
    const struct claim *status = draft_claim(agreement, "status");
    const struct claim *signed_on = draft_claim(agreement, "signed_on");
    struct date published = facts->reading->report->published;
    if (!choice_is(status, "signed") && !choice_is(status, "extended"))
        return false;
    if (signed_on)
        return !date_is_set(published) || date_is_news(signed_on->value.date, published);
    return !draft_sentence_has(facts, agreement, "earlier");
}

/* The nearest day before an agreement, in its sentence or an earlier one, that can be that of the
 * news; NULL. */
static const struct mention *day_before(const struct facts *facts, const struct draft *agreement)
{
    const struct sentence *sentence = &facts->reading->tokens.sentences[agreement->sentence];
    uint32_t day = news_day(facts->reading, sentence->first + sentence->count);
    return day == UINT32_MAX ? NULL : &facts->reading->mentions[day];
}

/* «соглашение на 2020–2022 годы»: the end of a span of years is no day. */
static bool ends_span(const struct reading *reading, const struct claim *date)
{
    uint32_t token = date->evidence_count ? token_from(reading, date->evidence[0].start) : 0;
    return token >= 2 && reading->tokens.items[token - 1].kind == TOKEN_DASH &&
           reading->tokens.items[token - 2].kind == TOKEN_NUMBER;
}

/* «сроком до конца 2025 года»: what tells till when it holds is no day of signing. */
static bool is_until(const struct draft *agreement, const struct claim *date)
{
    const struct claim *until = draft_claim(agreement, "until");
    return until && until->evidence_count && date->evidence_count &&
           until->evidence[0].start == date->evidence[0].start;
}

/* «подписали в декабре», told in March: that was a year before. What is still to come was not
 * signed. */
static void signed_on_mend(const struct facts *facts, struct draft *agreement)
{
    struct claim *signed_on = draft_claim(agreement, "signed_on");
    const struct claim *status = draft_claim(agreement, "status");
    struct date published = facts->reading->report->published;
    if (!signed_on)
        return;
    if (status_rank(status) == 0 || ends_span(facts->reading, signed_on) ||
        is_until(agreement, signed_on)) {
        draft_remove(agreement, "signed_on");
        return;
    }
    if (status_rank(status) < 1 || !date_is_set(published))
        return;
    if (signed_on->value.date.year == published.year &&
        signed_on->value.date.month > published.month)
        signed_on->value.date.year--;
    if (signed_on->value.date.year > published.year)
        draft_remove(agreement, "signed_on");
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

/* What is said of all that was signed counts as told of the first that it adds to. */
static void claim_take(struct facts *facts, struct draft *agreement, struct draft *setting,
                       const char *property)
{
    const struct claim *claim = draft_claim(setting, property);
    if (!claim || draft_claim(agreement, property))
        return;
    draft_add_claim(facts, agreement, claim);
    if (!setting->into)
        setting->into = (uint32_t)(agreement - facts->drafts.items) + 1;
}

/* «На форуме подписано пять соглашений»: what is said of all that was signed. */
static void settings_apply(struct agreements *agreements, struct draft *agreement)
{
    struct facts *facts = agreements->facts;
    for (size_t i = 0; i < agreements->setting_count; i++) {
        struct draft *setting = &facts->drafts.items[agreements->settings[i]];
        if (!draft_claim(setting, "status") || setting->sentence > agreement->sentence)
            continue;
        const struct claim *day = draft_claim(setting, "signed_on");
        const struct claim *own = draft_claim(agreement, "signed_on");
        struct date published = facts->reading->report->published;
        bool news = !day || !date_is_set(published) || date_is_news(day->value.date, published);
        if (!news || (day && own && !value_equal(&day->value, &own->value)))
            continue;
        claim_take(facts, agreement, setting, "signed_on");
        claim_take(facts, agreement, setting, "occasion");
        claim_take(facts, agreement, setting, "place");
        if (draft_claim_count(agreement, "parties") == 1 &&
            draft_claim_count(setting, "parties") == 1)
            party_add(facts, agreement, draft_claim(setting, "parties"));
    }
}

/* «о проведении конкурса «Шаг»»: an event that the agreement is about is not where it was signed.
 */
static bool is_of_subject(const struct draft *agreement, struct range range)
{
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (!is_property(claim, "subjects") && !is_property(claim, "aims"))
            continue;
        for (size_t j = 0; j < claim->evidence_count; j++)
            if (claim->evidence[j].start <= range.start && claim->evidence[j].end >= range.end)
                return true;
    }
    return false;
}

/* The nearest event of the sentences just before, or of the report's first ones: what the signing
 * was part of. */
static void occasion_complete(struct facts *facts, struct draft *agreement)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentence = &reading->tokens.sentences[agreement->sentence];
    const struct claim *day = draft_claim(agreement, "signed_on");
    struct date published = reading->report->published;
    bool before = day && date_is_set(published) && day->value.date.day &&
                  date_compare(day->value.date, date_add_days(published, -EVENT_DAYS)) < 0;
    if (draft_claim(agreement, "occasion") || before)
        return;
    size_t last = mention_from(reading, sentence->first + sentence->count);
    for (size_t i = last; i-- > 0;) {
        const struct mention *mention = &reading->mentions[i];
        uint32_t there = mention->token_count ? reading->words[mention->first].sentence : 0;
        bool near = there + OCCASION_REACH >= agreement->sentence || there < LEAD;
        if (i + MENTIONS_BACK <= last)
            return;
        if (!near || mention->type != MENTION_EVENT || mention->entity == NO_ENTITY ||
            !reading->entities[mention->entity - 1].listed ||
            is_of_subject(agreement, mention->range))
            continue;
        draft_add(facts, agreement, draft_property(agreement, "occasion"),
                  (struct value){.type = VALUE_ENTITY, .entity = mention->entity}, mention->range);
        return;
    }
}

/* A town, Moscow or Petersburg. */
static bool is_town(const struct reading *reading, const struct mention *mention)
{
    if (mention->type != MENTION_PLACE)
        return false;
    return mention_is_of(reading, mention, "Locality") ||
           (mention->token_count == 1 && mention_is_of(reading, mention, "Region") &&
            span_find(entity_name(reading, mention->entity), SPAN(" "), 0) == SIZE_MAX);
}

/* «САНКТ-ПЕТЕРБУРГ, 22 июня.», «КУБИНКА /Московская область/, 15 августа»: a town with which an
 * early paragraph begins and a date behind it. */
static bool begins_dateline(const struct reading *reading, size_t index)
{
    const struct mention *town = &reading->mentions[index];
    uint32_t sentence = reading->words[town->first].sentence;
    if (sentence >= DATELINES || reading->tokens.sentences[sentence].first != town->first)
        return false;
    for (size_t i = index + 1; i < reading->mention_count && i <= index + 2; i++)
        if (reading->mentions[i].type == MENTION_DATE)
            return reading->mentions[i].first <= town->first + DATELINE_TOKENS;
    return false;
}

/* The town that stands with the report's date: «16 февраля 2018 г., Сочи», «Сочи, 16 февраля». */
static const struct mention *dateline_place(const struct reading *reading)
{
    struct range date = reading->report->published_range;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->token_count && reading->words[mention->first].sentence >= DATELINES)
            break;
        if (!is_town(reading, mention))
            continue;
        bool beside = date.end > date.start && mention->range.start <= date.end + DATELINE_GAP &&
                      mention->range.end + DATELINE_GAP >= date.start;
        if (beside || begins_dateline(reading, i))
            return mention;
    }
    return NULL;
}

/* A document that the news calls signed was signed on the day that the news speaks of; the report's
 * own day is none such: a signing is reported days later too. */
static void signed_on_complete(struct facts *facts, struct draft *agreement)
{
    if (!is_news(facts, agreement) || draft_claim(agreement, "signed_on") ||
        !date_is_set(facts->reading->report->published))
        return;
    const struct mention *found = day_before(facts, agreement);
    if (found)
        draft_add(facts, agreement, draft_property(agreement, "signed_on"), found->value,
                  found->range);
}

/* «подписали карту по созданию в Омске центра»: the place stands within what the document is
 * about. */
static bool is_place_of_subject(const struct facts *facts, const struct draft *agreement,
                                struct range place)
{
    const struct reading *reading = facts->reading;
    uint32_t first = token_from(reading, place.start), end = token_from(reading, place.end);
    if (end >= reading->tokens.count || reading->words[end].sentence != agreement->sentence ||
        reading->tokens.items[end].kind != TOKEN_WORD || first < agreement->first)
        return false;
    const struct word *behind = &reading->words[end];
    bool governed =
        behind->analysis_count && (behind->grammemes & GRAM_GENITIVE) &&
        (behind->analyses[0].pos == POS_NOUN || behind->analyses[0].pos == POS_ADJECTIVE);
    for (uint32_t i = agreement->first; governed && i < first; i++)
        if (facts_token_is_of(facts, "genre", i) || facts_token_is_of(facts, "map", i))
            return true;
    return false;
}

/* Where the report says that the occasion takes place; else a place that stands with the date of
 * the report, where there is an occasion to have gone there for. */
static void place_complete(struct agreements *agreements, struct draft *agreement)
{
    struct facts *facts = agreements->facts;
    const struct claim *occasion = draft_claim(agreement, "occasion");
    uint32_t event = occasion ? claim_entity(occasion) : NO_ENTITY; /* the claims may move */
    for (size_t i = 0; occasion && i < agreements->setting_count; i++) {
        struct draft *setting = &facts->drafts.items[agreements->settings[i]];
        const struct claim *same = draft_claim(setting, "occasion");
        if (same && claim_entity(same) == event)
            claim_take(facts, agreement, setting, "place");
    }
    const struct mention *dateline = occasion ? dateline_place(facts->reading) : NULL;
    if (dateline && !draft_claim(agreement, "place"))
        draft_add(facts, agreement, draft_property(agreement, "place"),
                  (struct value){.type = VALUE_ENTITY, .entity = dateline->entity},
                  dateline->range);
}

/* «контракт на пять лет», «контракт на сумму …»: neither time nor money is what it is about. */
static bool is_no_subject(const struct facts *facts, const struct claim *claim)
{
    const struct reading *reading = facts->reading;
    if (!is_property(claim, "subjects") || !claim->evidence_count)
        return false;
    struct range range = claim->evidence[0];
    size_t token = token_from(reading, range.start);
    /* «касается трёх направлений» */
    if (token < reading->tokens.count && facts_token_is_of(facts, "vague", (uint32_t)token))
        token++;
    if (token < reading->tokens.count && facts_token_is_of(facts, "bound", (uint32_t)token))
        return true;
    for (size_t i = mention_from(reading, (uint32_t)token); i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->range.start >= range.end)
            return false;
        if (mention->range.start < range.start + AMOUNT_REACH &&
            (mention->type == MENTION_MONEY || mention->type == MENTION_DATE))
            return true;
    }
    return false;
}

static void places_clean(const struct facts *facts, struct draft *agreement)
{
    const struct claim *place = draft_claim(agreement, "place");
    if (place && place->evidence_count && is_place_of_subject(facts, agreement, place->evidence[0]))
        draft_remove(agreement, "place");
}

/* «Резидент ОЭЗ «Заря» – компания «Кедр» – подписал»: the zone only tells who signs. */
static bool is_of_party(const struct facts *facts, const struct draft *agreement,
                        const struct claim *claim)
{
    if (!is_property(claim, "parties") || !claim->evidence_count ||
        !claim_is_of(facts, claim, "Site|Cluster|Association") ||
        draft_claim_count(agreement, "parties") < 3)
        return false;
    uint32_t first = token_from(facts->reading, claim->evidence[0].start);
    return first > 0 && facts_token_is_of(facts, "belonging", first - 1);
}

static void owners_clean(const struct facts *facts, struct draft *agreement)
{
    size_t count = 0;
    for (size_t i = 0; i < agreement->claims.count; i++)
        if (!is_of_party(facts, agreement, &agreement->claims.items[i]))
            agreement->claims.items[count++] = agreement->claims.items[i];
    agreement->claims.count = count;
}

static void subjects_clean(const struct facts *facts, struct draft *agreement)
{
    size_t count = 0;
    for (size_t i = 0; i < agreement->claims.count; i++)
        if (!is_no_subject(facts, &agreement->claims.items[i]))
            agreement->claims.items[count++] = agreement->claims.items[i];
    agreement->claims.count = count;
}

/* «подпишут до 1 февраля», told in December: that is the next year's. */
static void due_mend(const struct facts *facts, struct draft *agreement)
{
    struct claim *due = draft_claim(agreement, "due");
    struct date published = facts->reading->report->published;
    if (due && date_is_set(published) && due->value.date.month &&
        due->value.date.year == published.year && due->value.date.month < published.month)
        due->value.date.year++;
}

/* The years that «трёхлетний», «пятилетнее» say; 0 for any other word. */
static int16_t years_of_adjective(struct span word)
{
    static const struct {
        const char *beginning;
        int16_t years;
    } numbers[] = {{"двух", 2},          {"трех", 3},        {"четырех", 4},     {"пяти", 5},
                   {"шести", 6},         {"семи", 7},        {"восьми", 8},      {"девяти", 9},
                   {"десяти", 10},       {"двенадцати", 12}, {"пятнадцати", 15}, {"двадцати", 20},
                   {"двадцатипяти", 25}, {"тридцати", 30}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct span beginning = span_of(numbers[i].beginning);
        if (span_starts_with(word, beginning) &&
            span_starts_with(span_slice(word, beginning.size, word.size), SPAN("летн")))
            return numbers[i].years;
    }
    return 0;
}

/* «трёхлетнее рамочное соглашение» */
static void term_complete(struct facts *facts, struct draft *agreement)
{
    enum { BACK = 4 };
    const struct reading *reading = facts->reading;
    if (draft_claim(agreement, "term") || !facts_token_is_of(facts, "genre", agreement->anchor))
        return;
    for (uint32_t i = 1; i <= BACK && i <= agreement->anchor; i++) {
        uint32_t token = agreement->anchor - i;
        const struct word *word = &reading->words[token];
        int16_t years = years_of_adjective(reading->tokens.items[token].folded);
        if (word->sentence != agreement->sentence || !word->analysis_count ||
            (years == 0 && word->analyses[0].pos != POS_ADJECTIVE))
            return;
        if (years == 0)
            continue;
        struct value term = {.type = VALUE_DURATION, .duration = {.years = years}};
        draft_add(facts, agreement, draft_property(agreement, "term"), term,
                  tokens_range(reading, token, token + 1));
        return;
    }
}

void agreement_frame(struct agreements *agreements, struct draft *agreement)
{
    struct facts *facts = agreements->facts;
    status_complete(facts, agreement);
    signed_on_mend(facts, agreement);
    due_mend(facts, agreement);
    term_complete(facts, agreement);
    subjects_clean(facts, agreement);
    owners_clean(facts, agreement);
    places_clean(facts, agreement);
    if (is_news(facts, agreement)) {
        settings_apply(agreements, agreement);
        occasion_complete(facts, agreement);
        signed_on_complete(facts, agreement);
    }
    place_complete(agreements, agreement);
}

/* The date by which agreements of the same parties are put in a row; not set where none is known.
 */
static struct date chain_date(const struct draft *agreement)
{
    const struct claim *date = draft_claim(agreement, "signed_on");
    if (!date)
        date = draft_claim(agreement, "due");
    return date ? date->value.date : (struct date){0};
}

/* The latest earlier agreement of the same parties; UINT32_MAX. */
static uint32_t earlier_of(const struct agreements *agreements, const struct draft *agreement)
{
    const struct facts *facts = agreements->facts;
    struct date date = chain_date(agreement), latest = {0};
    uint32_t found = UINT32_MAX;
    struct draft_range around = agreements_around(agreements, agreement->sentence);
    for (size_t i = around.low; i < around.high && date_is_set(date); i++) {
        const struct draft *other = &facts->drafts.items[agreements->items[i]];
        struct date before = chain_date(other);
        if (agreement == other || other->dropped || !date_is_set(before) ||
            !draft_claim(other, "signed_on") || before.year >= date.year ||
            (date_is_set(latest) && before.year <= latest.year) ||
            common_parties(facts, agreement, other) < 2)
            continue;
        latest = before;
        found = agreements->items[i];
    }
    return found;
}

/* The document that is told as the one before an agreement, «предыдущее», «сменил соглашение 2009
 * года»; UINT32_MAX. */
static uint32_t predecessor_of(const struct agreements *agreements, const struct draft *agreement)
{
    const struct facts *facts = agreements->facts;
    struct draft_range around = agreements_around(agreements, agreement->sentence);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[agreements->items[i]];
        if (!other->dropped && other->follows &&
            &facts->drafts.items[other->follows - 1] == agreement && is_predecessor(facts, other))
            return agreements->items[i];
    }
    return UINT32_MAX;
}

/* An agreement goes on the latest earlier one of the same parties. */
void agreements_chain(struct agreements *agreements)
{
    struct facts *facts = agreements->facts;
    for (size_t i = 0; i < agreements->count; i++) {
        struct draft *agreement = &facts->drafts.items[agreements->items[i]];
        uint32_t found = agreement->dropped ? UINT32_MAX : earlier_of(agreements, agreement);
        if (found == UINT32_MAX && !agreement->dropped)
            found = predecessor_of(agreements, agreement);
        if (found == UINT32_MAX)
            continue;
        const struct draft *other = &facts->drafts.items[found];
        draft_add(facts, agreement, draft_property(agreement, "continues"),
                  (struct value){.type = VALUE_FACT, .fact = found + 1},
                  tokens_range(facts->reading, other->first, other->end));
    }
}
