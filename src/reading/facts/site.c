/* What the name of a site or a programme says of it: its type, its place, its region. */
#include "topic.h"

#include "utf8.h"

enum { MENTIONS_MOST = 2000 };

/* The type of a site by its name or words, where the report does not say it beside. */
static void site_type_complete(struct facts *facts, struct draft *draft)
{
    static const struct {
        const char *stem;
        const char *code;
    } types[] = {{"экономическая зона", "special_economic_zone"},
                 {"оэз", "special_economic_zone"},
                 {"технополис", "technopolis"},
                 {"технопарк", "technopark"},
                 {"индустриальн", "industrial_park"},
                 {"промышленный парк", "industrial_park"},
                 {"промышленно-", "industrial_park"},
                 {"агропромышленный парк", "industrial_park"},
                 {"промпарк", "industrial_park"},
                 {"академпарк", "technopark"},
                 {"тосэр", "priority_development_area"},
                 {"тор ", "priority_development_area"},
                 {"опережающ", "priority_development_area"},
                 {"кластер", "cluster"},
                 {"наукоград", "science_city"},
                 {"центр", "centre"},
                 {"завод", "plant"}};
    const struct claim *site = draft_claim(draft, "site"), *status = draft_claim(draft, "status");
    if (!site || draft_claim(draft, "site_type"))
        return;
    /* Of a mere «площадка» the status that it seeks does. */
    if (!status && site->value.type == VALUE_TEXT)
        status = draft_claim(draft, "status_sought");
    struct span name = site->value.type == VALUE_ENTITY
                           ? entity_name(facts->reading, site->value.entity)
                           : site->value.text;
    if (site->value.type == VALUE_ENTITY &&
        entity_is_of(facts->reading, site->value.entity, "Cluster")) {
        const struct schema_property *type = draft_property(draft, "site_type");
        draft_add(facts, draft, type, value_of_choice(type, "cluster"),
                  site->evidence_count ? site->evidence[0] : (struct range){0});
        return;
    }
    /* «получила статус ОЭЗ» tells the type too. */
    if (status)
        name =
            arena_format(facts->arena, "%.*s %.*s", SPAN_ARGS(name), SPAN_ARGS(status->value.text));
    char *folded = arena_alloc(facts->arena, name.size + 1, 1);
    name = (struct span){folded, utf8_lower(name, folded, true)};
    const struct schema_property *property = draft_property(draft, "site_type");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (span_find(name, span_of(types[i].stem), 0) != SIZE_MAX) {
            draft_add(facts, draft, property, value_of_choice(property, types[i].code),
                      site->evidence_count ? site->evidence[0] : (struct range){0});
            return;
        }
}

/* The first place named inside a name of the entity: «кластер Воронежской области»; NULL. What is
 * named so is so at the beginning, and a huge report is not read through for each fact. */
static const struct mention *place_within(const struct reading *reading, uint32_t entity,
                                          const char *schemas)
{
    const struct mention *outer = NULL;
    for (size_t i = 0; i < reading->mention_count && i < MENTIONS_MOST; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->entity == entity)
            outer = mention;
        else if (outer && mention->range.end <= outer->range.end && mention->entity &&
                 reading->entities[mention->entity - 1].listed &&
                 entity_is_of(reading, mention->entity, schemas))
            return mention;
    }
    return NULL;
}

/* What a name says outdoes what was only the nearest or main place. */
static void place_complete(struct facts *facts, struct draft *draft, const char *named,
                           const char *property, const char *schemas, bool outdoes)
{
    const struct claim *thing = draft_claim(draft, named);
    if (!thing || thing->value.type != VALUE_ENTITY || (!outdoes && draft_claim(draft, property)))
        return;
    const struct mention *place = place_within(facts->reading, thing->value.entity, schemas);
    if (!place)
        return;
    draft_remove(draft, property);
    draft_add(facts, draft, draft_property(draft, property),
              (struct value){.type = VALUE_ENTITY, .entity = place->entity}, place->range);
}

/* The words of a name between quotation marks, else all of it. */
static struct span quoted_part(struct span name)
{
    size_t open = span_find(name, SPAN("«"), 0);
    if (open == SIZE_MAX)
        return name;
    open += SPAN("«").size;
    size_t close = span_find(name, SPAN("»"), open);
    return span_slice(name, open, close == SIZE_MAX ? name.size : close);
}

/* «ТОР «Чистополь»»: the zone bears the name of the town that the report names. */
static void place_by_name(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    const struct claim *site = draft_claim(draft, "site"), *type = draft_claim(draft, "site_type");
    if (site->value.type != VALUE_ENTITY || draft_claim(draft, "place") || !type ||
        !span_equal(type->value.choice->code, SPAN("priority_development_area")) ||
        entity_is_of(reading, site->value.entity, "Locality"))
        return;
    struct span name = quoted_part(entity_name(reading, site->value.entity));
    for (size_t i = 0; i < reading->mention_count && i < MENTIONS_MOST; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->entity == NO_ENTITY || !reading->entities[mention->entity - 1].listed ||
            !entity_is_of(reading, mention->entity, "Locality") ||
            !span_equal(entity_name(reading, mention->entity), name))
            continue;
        draft_add(facts, draft, draft_property(draft, "place"),
                  (struct value){.type = VALUE_ENTITY, .entity = mention->entity}, mention->range);
        return;
    }
}

/* A firm is a site only where its name says so: АО «Технопарк …». */
static bool site_is_firm(const struct facts *facts, const struct draft *draft)
{
    const struct claim *site = draft_claim(draft, "site"), *type = draft_claim(draft, "site_type");
    if (site->value.type != VALUE_ENTITY ||
        entity_is_of(facts->reading, site->value.entity, "Site|Cluster|Locality"))
        return false;
    return !type || span_equal(type->value.choice->code, SPAN("plant")) ||
           span_equal(type->value.choice->code, SPAN("centre"));
}

/* «Кластер судостроения «Верфь»»: its name is no part of what it is for. */
static void specialization_trim(struct draft *draft)
{
    struct claim *claim = draft_claim(draft, "specialization");
    size_t quote = claim ? span_find(claim->value.text, SPAN(" «"), 0) : SIZE_MAX;
    if (quote != SIZE_MAX && quote > 0)
        claim->value.text = span_slice(claim->value.text, 0, quote);
}

/* The noun phrase of a sentence whose head, a word of the list "ground", stands in the nominative:
 * «создана ещё одна новейшая площадка»; from its adjectives on. */
static bool ground_find(const struct facts *facts, uint32_t number, struct phrase *phrase)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentence = &reading->tokens.sentences[number];
    uint32_t end = sentence->first + sentence->count;
    for (uint32_t head = sentence->first; head < end; head++) {
        if (!facts_token_is_of(facts, "ground", head) || reading->words[head].mention ||
            !(reading->words[head].grammemes & GRAM_NOMINATIVE))
            continue;
        uint32_t first = head;
        while (first > sentence->first && !reading->words[first - 1].mention &&
               reading->words[first - 1].analysis_count &&
               reading->words[first - 1].analyses[0].pos == POS_ADJECTIVE &&
               !facts_token_is_of(facts, "counted-out", first - 1))
            first--;
        if (phrase_read(reading, first, end, GRAM_NOMINATIVE, NODE_NARROW, phrase))
            return true;
    }
    return false;
}

/* «Создана новая площадка. Она заслуживает статуса технопарка»: a site without a name, which the
 * sentence before tells of; what was named further away is another one. */
static void ground_complete(struct facts *facts, struct draft *draft)
{
    enum { NAMED_NEAR = 1 }; /* sentences */
    struct reading *reading = facts->reading;
    const struct claim *site = draft_claim(draft, "site");
    const struct claim *sought = draft_claim(draft, "status_sought");
    struct phrase phrase;
    if (!sought || !sought->evidence_count || draft->sentence == 0 ||
        (site && site->evidence_count &&
         reading->words[token_from(reading, site->evidence[0].start)].sentence + NAMED_NEAR >=
             draft->sentence &&
         site->evidence[0].start < sought->evidence[0].start))
        return;
    draft_remove(draft, "site");
    if (!ground_find(facts, draft->sentence - 1, &phrase))
        return;
    struct range words = {reading->tokens.items[phrase.members[0].first].start,
                          reading->tokens.items[phrase.members[0].end - 1].end};
    struct span text =
        phrase_nominative(facts->reader->morphology, reading, facts->arena, &phrase, 0, 1);
    draft_add(facts, draft, draft_property(draft, "site"),
              (struct value){.type = VALUE_TEXT, .text = text}, words);
    topic_place_add(facts, draft, "place");
}

void site_complete(struct facts *facts, struct draft *draft)
{
    ground_complete(facts, draft);
    specialization_trim(draft);
    site_type_complete(facts, draft);
    if (!draft_claim(draft, "site") || site_is_firm(facts, draft)) {
        draft_drop(draft, REFUSED_INCOMPLETE);
        return;
    }
    place_complete(facts, draft, "site", "place", "Region|Locality|Country", false);
    topic_item_place_add(facts, draft, "place");
    size_t said = draft->claims.count - 1 - draft_claim_count(draft, "site_type");
    if (said == 0)
        draft_drop(draft, REFUSED_INCOMPLETE);
    else
        place_by_name(facts, draft);
}

/* Who founded a cluster has been with it since it began. */
void founder_complete(struct facts *facts, struct draft *draft)
{
    enum { SITES_BACK = 64 };
    const struct claim *role = draft_claim(draft, "role"), *whole = draft_claim(draft, "whole");
    if (!role || !whole || !span_equal(role->value.choice->code, SPAN("founder")) ||
        draft_claim(draft, "since"))
        return;
    size_t at = (size_t)(draft - facts->drafts.items);
    size_t first = at > SITES_BACK ? at - SITES_BACK : 0;
    for (size_t i = first; i < at + SITES_BACK && i < facts->drafts.count; i++) {
        const struct draft *other = &facts->drafts.items[i];
        const struct claim *site = draft_claim(other, "site");
        const struct claim *since = draft_claim(other, "since");
        if (other->dropped || !draft_is(other, "site") || !site || !since ||
            !value_equal(&site->value, &whole->value))
            continue;
        struct claim added = *since;
        added.property = draft_property(draft, "since");
        draft_add_claim(facts, draft, &added);
        return;
    }
}

/* The year till which a programme runs by its name: «… до 2020 года», «… на 2009–2012 годы»; 0. */
static int last_year(struct span name)
{
    static const char *const marks[] = {"до ", "–", "—", "-", "по "};
    for (size_t at = name.size; at-- > 4;) {
        if (at + 1 < 5 || !span_starts_with((struct span){name.data + at - 3, 4}, SPAN("20")))
            continue;
        int year = 0;
        for (size_t i = at - 3; i <= at && year >= 0; i++)
            year = name.data[i] < '0' || name.data[i] > '9' ? -1 : year * 10 + name.data[i] - '0';
        struct span before = {name.data, at - 3};
        for (size_t i = 0; year > 0 && i < sizeof marks / sizeof *marks; i++)
            if (span_ends_with(before, span_of(marks[i])))
                return year;
    }
    return 0;
}

static void until_complete(struct facts *facts, struct draft *draft)
{
    const struct claim *programme = draft_claim(draft, "programme");
    if (programme->value.type != VALUE_ENTITY || !programme->evidence_count ||
        draft_claim(draft, "until"))
        return;
    int year = last_year(entity_name(facts->reading, programme->value.entity));
    if (year)
        draft_add(facts, draft, draft_property(draft, "until"),
                  (struct value){.type = VALUE_DATE, .date = {.year = year}},
                  programme->evidence[0]);
}

/* Whether words tell one scheme from others: «программа развития кластера», and neither «новая
 * программа» nor «целевые программы». */
static bool tells_scheme(struct span text)
{
    static const char *const nouns[] = {"программ", "стратеги",    "концепци",
                                        "план",     "госпрограмм", "подпрограмм"};
    size_t last = text.size, first = span_find(text, SPAN(" "), 0);
    while (last > 0 && text.data[last - 1] != ' ')
        last--;
    struct span end = span_slice(text, last, text.size);
    if (first == SIZE_MAX || span_ends_with(span_slice(text, 0, first), SPAN("ые")) ||
        span_ends_with(span_slice(text, 0, first), SPAN("ие")))
        return false;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (span_starts_with(end, span_of(nouns[i])))
            return false;
    /* «План работы», «концепция технопарка» are papers, and no programmes. */
    bool paper =
        span_starts_with(text, SPAN("план ")) || span_starts_with(text, SPAN("концепция "));
    if (paper && span_find(text, SPAN("развити"), 0) == SIZE_MAX)
        return false;
    return !span_ends_with(span_slice(text, 0, first), SPAN("ы"));
}

/* «Новая программа «Рост»» bound as words is the programme that bears the name. */
static void name_programme(const struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    struct claim *programme = draft_claim(draft, "programme");
    if (!programme || programme->value.type != VALUE_TEXT || !programme->evidence_count)
        return;
    struct range words = programme->evidence[0];
    for (size_t i = 0; i < reading->mention_count && i < MENTIONS_MOST; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->range.start < words.start || mention->range.end > words.end ||
            mention->type != MENTION_PROGRAMME || mention->entity == NO_ENTITY ||
            mention->by_reference || !reading->entities[mention->entity - 1].listed)
            continue;
        programme->value = (struct value){.type = VALUE_ENTITY, .entity = mention->entity};
        return;
    }
}

/* Whether the words of a programme say that it is a firm's: «программа модернизации завода», of no
 * region. */
static bool is_of_firm(const struct facts *facts, const struct claim *programme)
{
    static const char *const firms[] = {"холдинг",  "завода",   "предприятия", "компании",
                                        "корпорац", "комбинат", "НПЗ",         "концерн"};
    struct span name = programme->value.type == VALUE_ENTITY
                           ? entity_name(facts->reading, programme->value.entity)
                           : programme->value.text;
    for (size_t i = 0; i < sizeof firms / sizeof *firms; i++)
        if (span_find(name, span_of(firms[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

void programme_complete(struct facts *facts, struct draft *draft)
{
    name_programme(facts, draft);
    const struct claim *programme = draft_claim(draft, "programme");
    if (!programme ||
        (programme->value.type == VALUE_TEXT && !tells_scheme(programme->value.text))) {
        draft_drop(draft, REFUSED_INCOMPLETE);
        return;
    }
    place_complete(facts, draft, "programme", "region", "Region|Locality", true);
    /* The state's own programme is of no region. */
    if (programme->value.type == VALUE_ENTITY && draft_claim(draft, "region") &&
        span_find(entity_name(facts->reading, programme->value.entity),
                  SPAN("Российской Федерации"), 0) != SIZE_MAX)
        draft_remove(draft, "region");
    if (is_of_firm(facts, programme))
        draft_remove(draft, "region");
    until_complete(facts, draft);
}

void programme_prefer(struct draft *earlier, const struct draft *later)
{
    const struct claim *status = draft_claim(earlier, "status");
    const struct claim *other = draft_claim(later, "status");
    if (!draft_is(earlier, "programme") || !status || !other)
        return;
    /* «Принята», «действует» say less than «выполнена на 40 процентов». */
    bool one_word = span_find(status->value.text, SPAN(" "), 0) == SIZE_MAX &&
                    span_find(other->value.text, SPAN(" "), 0) != SIZE_MAX;
    if (one_word || span_starts_with(status->value.text, SPAN("ход ")))
        draft_remove(earlier, "status");
}
