/* Where a project is that neither its sentence nor its sides set: the place in its own name, the
 * region or town that a mere word stands for. */
#include "news.h"
#include "topic.h"

enum {
    REPORT_MENTIONS = 400, /* a longer report is not about one place */
    SITE_REACH = 6         /* sentences */
};

/* «Корпус технополиса «Заря»», «сорок перекрёстков Омска»: the place that its words name. */
static const struct mention *place_within(const struct facts *facts, const struct draft *draft)
{
    static const char *const schemas[] = {"Site", "Locality", "Region"};
    const struct reading *reading = facts->reading;
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT || !what->evidence_count)
        return NULL;
    struct range range = what->evidence[0];
    for (size_t i = mention_from(reading, token_from(reading, range.start));
         i < reading->mention_count && reading->mentions[i].range.start < range.end; i++)
        for (size_t j = 0; j < sizeof schemas / sizeof *schemas; j++)
            if (reading->mentions[i].range.start > range.start &&
                mention_is_of(reading, &reading->mentions[i], schemas[j]))
                return &reading->mentions[i];
    return NULL;
}

/* The place of a schema that the report names most; NULL where two are named alike often. */
static const struct mention *main_place(const struct facts *facts, const char *schema)
{
    const struct reading *reading = facts->reading;
    const struct mention *found = NULL;
    uint32_t most = 0, second = 0;
    if (reading->mention_count > REPORT_MENTIONS)
        return NULL;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (!mention_is_of(reading, mention, schema) || (found && found->entity == mention->entity))
            continue;
        uint32_t count = facts->mention_counts[mention->entity];
        if (count > most) {
            second = most;
            most = count;
            found = mention;
        } else if (count > second)
            second = count;
    }
    return most > second ? found : NULL;
}

/* «В регионе построят завод», «в городе откроют цех». */
static const struct mention *place_by_noun(const struct facts *facts, const struct draft *draft)
{
    static const char *const regions[] = {"регионе", "области", "крае", "республике", "округе"};
    static const char *const towns[] = {"городе",    "наукограде", "моногороде", "поселке",
                                        "столице",   "областном",  "краевом",    "райцентре",
                                        "облцентре", "мегаполисе"};
    if (topic_says(facts, draft, regions, sizeof regions / sizeof *regions))
        return main_place(facts, "Region");
    if (topic_says(facts, draft, towns, sizeof towns / sizeof *towns))
        return main_place(facts, "Locality");
    return NULL;
}

/* Whether a word of what is done begins with one of the stems. */
static bool what_has(const struct draft *draft, const char *const *stems, size_t count)
{
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT)
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t at = span_find(what->value.text, span_of(stems[i]), 0);
        if (at == 0 || (at != SIZE_MAX && what->value.text.data[at - 1] == ' '))
            return true;
    }
    return false;
}

/* The last mention of a schema in the sentences up to the draft's words. */
static const struct mention *last_place(const struct facts *facts, const struct draft *draft,
                                        const char *schema)
{
    const struct reading *reading = facts->reading;
    uint32_t from = draft->sentence > SITE_REACH ? draft->sentence - SITE_REACH : 0;
    const struct mention *found = NULL;
    for (size_t i = mention_from(reading, reading->tokens.sentences[from].first);
         i < reading->mention_count && reading->mentions[i].first < draft->end; i++)
        if (mention_is_of(reading, &reading->mentions[i], schema))
            found = &reading->mentions[i];
    return found;
}

/* «Сети проложат к осени», «здесь построят цех»: on the ground that is spoken of. */
static const struct mention *place_by_ground(const struct facts *facts, const struct draft *draft)
{
    static const char *const networks[] = {"сет",       "дорог",      "инфраструктур",
                                           "подстанц",  "коммуникац", "подъездн",
                                           "канализац", "водопровод", "газопровод"};
    static const char *const grounds[] = {"здесь",      "там",         "тут",        "площадке",
                                          "площадку",   "парке",       "парка",      "технопарке",
                                          "технопарка", "зоне",        "зоны",       "участка",
                                          "участке",    "технополисе", "технополиса"};
    if (!what_has(draft, networks, sizeof networks / sizeof *networks) &&
        !topic_says(facts, draft, grounds, sizeof grounds / sizeof *grounds))
        return NULL;
    return last_place(facts, draft, "Site");
}

/* A technopark is in the town that the report is about. */
static const struct mention *place_of_site(const struct facts *facts, const struct draft *draft)
{
    static const char *const parks[] = {"технопарк", "парк", "технополис", "индустриальный парк"};
    const struct claim *what = draft_claim(draft, "what");
    if (!claim_is_of(facts, what, "Site") && !what_has(draft, parks, sizeof parks / sizeof *parks))
        return NULL;
    return main_place(facts, "Locality");
}

bool project_place(struct facts *facts, struct draft *draft, const char *property)
{
    const struct mention *place = place_within(facts, draft);
    if (!place)
        place = place_by_noun(facts, draft);
    if (!place)
        place = place_by_ground(facts, draft);
    if (!place)
        place = place_of_site(facts, draft);
    if (place)
        draft_add(facts, draft, draft_property(draft, property), value_of_entity(place->entity),
                  place->range);
    return place != NULL;
}
