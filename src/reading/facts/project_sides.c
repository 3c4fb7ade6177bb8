/* Where a project is and who carries it out, where its sentence leaves that to what is spoken of:
 * the agreement it comes from, the firm on whose ground it is, the firm that the report is about.
 */
#include "choice.h"
#include "topic.h"

#include "utf8.h"

/* Adds a claim of another property, or of another draft; false for NULL. */
static bool claim_copy(struct facts *facts, struct draft *draft, const char *property,
                       const struct claim *claim)
{
    if (!claim)
        return false;
    struct claim copy = *claim;
    copy.property = draft_property(draft, property);
    draft_add_claim(facts, draft, &copy);
    return true;
}

/* The one firm among an agreement's parties; NULL where there are none or several. */
static const struct claim *firm_of_agreement(const struct facts *facts,
                                             const struct draft *agreement)
{
    const struct claim *found = NULL;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (!span_equal(claim->property->name, SPAN("parties")) ||
            !claim_is_of(facts, claim, "Company"))
            continue;
        if (found)
            return NULL;
        found = claim;
    }
    return found;
}

/* What a region and a firm agree on, the firm carries out. */
static bool executor_of_agreement(struct facts *facts, struct draft *project, const char *property)
{
    const struct claim *under = draft_claim(project, "under");
    return under && under->value.type == VALUE_FACT &&
           claim_copy(facts, project, property,
                      firm_of_agreement(facts, &facts->drafts.items[under->value.fact - 1]));
}

/* «Соглашение заключило ООО «Заря». … Делать будут насосы»: neither where nor by whom is said. */
static bool executor_of_news(struct facts *facts, struct draft *project, const char *property)
{
    enum { NEWS_REACH = 3 }; /* sentences */
    if (draft_claim(project, "place"))
        return false;
    struct draft_range around = drafts_around(facts, project->sentence, NEWS_REACH, 0);
    const struct claim *firm = NULL;
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *agreement = &facts->drafts.items[i];
        if (!draft_is(agreement, "agreement") || agreement->dropped || agreement->extends)
            continue;
        const struct claim *one = firm_of_agreement(facts, agreement);
        if (firm && one && one->value.entity != firm->value.entity)
            return false;
        firm = one ? one : firm;
    }
    return claim_copy(facts, project, property, firm);
}

/* What is made at a firm's works is made by that firm. */
static bool executor_of_place(struct facts *facts, struct draft *draft, const char *property)
{
    const struct claim *place = draft_claim(draft, "place");
    return place && claim_is_of(facts, place, "Company") &&
           claim_copy(facts, draft, property, place);
}

/* Whether a word of what is done begins with one of the stems. */
static bool what_has(const struct draft *draft, const char *const *stems, size_t count)
{
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT)
        return false;
    struct span text = what->value.text;
    for (size_t at = 0; at < text.size;) {
        struct span rest = span_slice(text, at, text.size);
        for (size_t i = 0; i < count; i++)
            if (span_starts_with(rest, span_of(stems[i])))
                return true;
        size_t space = span_find(text, SPAN(" "), at);
        at = space == SIZE_MAX ? text.size : space + 1;
    }
    return false;
}

/* «Запустим линию», «в корпусе монтируют линию», «строится участок»: who does it the sentence
 * leaves to what is spoken of. */
static bool executor_of_topic(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const shops[] = {"цех", "участ", "лини"};
    const struct word *word = &facts->reading->words[draft->anchor];
    if (!word->analysis_count || word->analyses[0].pos != POS_VERB)
        return false;
    grammemes tags = word->analyses[0].grammemes;
    if (tags & GRAM_FIRST_PERSON)
        return topic_speaker_add(facts, draft, property) ||
               topic_main_firm_add(facts, draft, property);
    bool open = tags & GRAM_PLURAL ||
                (what_has(draft, shops, sizeof shops / sizeof *shops) &&
                 span_ends_with(facts->reading->tokens.items[draft->anchor].folded, SPAN("ся")));
    return open && topic_subject_add(facts, draft, property);
}

/* «Стороны построят»: all those who agreed. */
static bool executors_of_sides(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const sides[] = {"стороны", "партнеры"};
    const struct claim *under = draft_claim(draft, "under");
    if (!under || under->value.type != VALUE_FACT ||
        !topic_says(facts, draft, sides, sizeof sides / sizeof *sides))
        return false;
    const struct draft *agreement = &facts->drafts.items[under->value.fact - 1];
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (span_equal(claim->property->name, SPAN("parties")) && claim->value.type == VALUE_ENTITY)
            claim_copy(facts, draft, property, claim);
    }
    return draft_claim(draft, property) != NULL;
}

/* «Завод упаковки ООО «Заря»»: whose name stands behind. */
static bool executor_behind(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const chairs[] = {"кафедр", "магистратур", "специализаци"};
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT || !what->evidence_count ||
        what_has(draft, chairs, sizeof chairs / sizeof *chairs))
        return false;
    const struct mention *firm = topic_mention_behind(facts->reading, what->evidence[0].end);
    if (!firm || firm->by_reference)
        return false;
    struct claim claim = {.value = value_of_entity(firm->entity)};
    if (claim_is_of(facts, &claim, "Company"))
        draft_add(facts, draft, draft_property(draft, property), claim.value, firm->range);
    return draft_claim(draft, property) != NULL;
}

/* «Вторая очередь завода «Заря» будет введена»: it is a part of what stands behind. */
static bool place_of_part(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const parts[] = {"очеред"};
    const struct claim *what = draft_claim(draft, "what");
    if (!what || !what->evidence_count || !what_has(draft, parts, sizeof parts / sizeof *parts))
        return false;
    const struct mention *whole =
        topic_mention_behind(facts->reading, what->evidence[what->evidence_count - 1].end);
    if (!whole || whole->entity == NO_ENTITY ||
        !entity_is_of(facts->reading, whole->entity, "Company|Site"))
        return false;
    draft_add(facts, draft, draft_property(draft, property), value_of_entity(whole->entity),
              whole->range);
    return true;
}

/* «Модернизация завода»: where and by whom is what is worked on. */
static bool side_of_object(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const works[] = {"модернизаци", "реконструкци",     "перевооружени",
                                        "расширени",   "техперевооружени", "переоснащени"};
    const struct claim *what = draft_claim(draft, "what");
    if (!what || !what->evidence_count || !what_has(draft, works, sizeof works / sizeof *works))
        return false;
    const struct mention *firm = topic_firm_within(facts->reading, what->evidence[0]);
    if (firm)
        draft_add(facts, draft, draft_property(draft, property), value_of_entity(firm->entity),
                  firm->range);
    return firm != NULL;
}

/* Whether the name of the one who carries it out has one of the stems. */
static bool is_called(const struct facts *facts, const struct claim *by, const char *const *stems,
                      size_t count)
{
    struct span name = entity_name(facts->reading, by->value.entity);
    char *folded = arena_alloc(facts->arena, name.size + 1, 1);
    name = (struct span){folded, utf8_lower(name, folded, true)};
    for (size_t i = 0; i < count; i++)
        if (span_find(name, span_of(stems[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

/* A line is put up, and a shop renewed, in the works of the plant that does it. sure: only where
 * the name or the work tells that it has such works. */
static bool ground_of_plant(struct facts *facts, struct draft *draft, const char *property,
                            bool sure)
{
    static const char *const shops[] = {"цех",       "участ", "лини",     "печь",     "печи",
                                        "печей",     "станк", "станок",   "стенд",    "агрегат",
                                        "обрабатыв", "пресс", "освоен",   "серийн",   "установк",
                                        "стан",      "домн",  "конвейер", "конвертер"};
    static const char *const works[] = {"техперевоор", "перевооружен", "переоснащен", "модернизац",
                                        "обновлени"};
    /* These have a ground of their own, those have many. */
    static const char *const plants[] = {"завод", "комбинат",   "фабрик",
                                         "верфь", "предприяти", "объединени"};
    static const char *const groups[] = {"групп", "холдинг", "концерн", "корпораци"};
    const struct claim *by = draft_claim(draft, "executors");
    if (!by || draft_claim_count(draft, "executors") > 1 || !claim_is_of(facts, by, "Company") ||
        is_called(facts, by, groups, sizeof groups / sizeof *groups))
        return false;
    bool renewed = what_has(draft, works, sizeof works / sizeof *works);
    if (!renewed && !what_has(draft, shops, sizeof shops / sizeof *shops))
        return false;
    if (sure && !renewed && !is_called(facts, by, plants, sizeof plants / sizeof *plants))
        return false;
    return claim_copy(facts, draft, property, by);
}

static bool place_of_plant(struct facts *facts, struct draft *draft, const char *property)
{
    return ground_of_plant(facts, draft, property, true);
}

static bool place_of_shop(struct facts *facts, struct draft *draft, const char *property)
{
    return ground_of_plant(facts, draft, property, false);
}

/* A chair is opened where the university is that opens it. */
static bool place_of_executor(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const chairs[] = {"кафедр", "магистратур", "специализаци", "бакалавриат"};
    const struct claim *by = draft_claim(draft, "executors");
    bool here = by && (claim_is_of(facts, by, "Site") ||
                       (claim_is_of(facts, by, "ResearchOrganization") &&
                        what_has(draft, chairs, sizeof chairs / sizeof *chairs)));
    return here && claim_copy(facts, draft, property, by);
}

/* «Соглашение о выпуске насосов в Омске … Оно предусматривает сборку …»: the place in the words of
 * the agreement. */
static bool place_of_agreement(struct facts *facts, struct draft *draft, const char *property)
{
    const struct claim *under = draft_claim(draft, "under");
    if (!under || under->value.type != VALUE_FACT)
        return false;
    const struct draft *agreement = &facts->drafts.items[under->value.fact - 1];
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (!span_equal(claim->property->name, SPAN("subjects")) || !claim->evidence_count)
            continue;
        const struct mention *place = topic_spot_behind(facts->reading, claim->evidence[0]);
        if (place) {
            draft_add(facts, draft, draft_property(draft, property), value_of_entity(place->entity),
                      place->range);
            return true;
        }
    }
    return false;
}

/* «Продолжается модернизация цеха» in news of one firm: it is that firm's. */
static bool is_of_works(const struct draft *draft)
{
    static const char *const works[] = {"цех",       "участ",         "модернизаци", "реконструкци",
                                        "станк",     "перевооружени", "станок",      "лини",
                                        "обрабатыв", "стенд",         "печь"};
    return what_has(draft, works, sizeof works / sizeof *works);
}

static bool executor_of_works(struct facts *facts, struct draft *draft, const char *property)
{
    return !draft_claim(draft, "place") && is_of_works(draft) &&
           topic_main_firm_add(facts, draft, property);
}

/* And on its ground. */
static bool place_of_works(struct facts *facts, struct draft *draft, const char *property)
{
    const struct claim *by = draft_claim(draft, "executors");
    const struct mention *firm = topic_main_firm(facts);
    return by && firm && by->value.type == VALUE_ENTITY && by->value.entity == firm->entity &&
           is_of_works(draft) && claim_copy(facts, draft, property, by);
}

/* «Будет готова к июлю» told in December: the July to come. */
static void end_in_future(struct facts *facts, struct draft *draft)
{
    struct claim *end = draft_claim(draft, "end"), *stage = draft_claim(draft, "stage");
    struct date published = facts->reading->report->published;
    if (!end || !stage || end->value.type != VALUE_DATE || !end->evidence_count ||
        span_equal(stage->value.choice->code, SPAN("completed")) || !date_is_set(published) ||
        !end->value.date.month || end->value.date.year != published.year ||
        end->value.date.month >= published.month)
        return;
    struct span text = span_of_range(facts->reading->report->text, end->evidence[0]);
    for (size_t i = 0; i + 1 < text.size; i++)
        if ((text.data[i] == '1' || text.data[i] == '2') && text.data[i + 1] >= '0' &&
            text.data[i + 1] <= '9')
            return;
    end->value.date.year++;
}

/* «Строительство стартует в апреле»: what begins after the report is yet to come. */
static void start_in_future(struct facts *facts, struct draft *draft)
{
    const struct claim *start = draft_claim(draft, "start");
    struct claim *stage = draft_claim(draft, "stage");
    struct date published = facts->reading->report->published;
    if (!start || !stage || start->value.type != VALUE_DATE || !date_is_set(published) ||
        !span_equal(stage->value.choice->code, SPAN("under_way")))
        return;
    struct date date = start->value.date;
    if (date.year > published.year ||
        (date.year == published.year && date.month > published.month && published.month))
        stage->value = value_of_choice(stage->property, "planned");
}

/* «Компания построит завод», «общество приступило к модернизации»: the firm that the sentences
 * before speak of. */
static bool executor_by_noun(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const nouns[] = {
        "компания",     "предприятие", "общество",  "инвестор",      "резидент",    "холдинг",
        "фирма",        "корпорация",  "компанией", "группа",        "инвестором",  "концерн",
        "предприятием", "заводом",     "холдингом", "концерном",     "корпорацией", "застройщик",
        "комбинатом",   "верфь",       "комбинат",  "производитель", "заводчане",   "объединение",
    };
    /* «На эти средства построена школа» */
    static const char *const these[] = {"эти"}, *const funds[] = {"средства", "деньги"};
    bool paid = topic_says(facts, draft, these, 1) &&
                topic_says(facts, draft, funds, sizeof funds / sizeof *funds);
    return (paid || topic_says(facts, draft, nouns, sizeof nouns / sizeof *nouns)) &&
           topic_firm_add(facts, draft, property);
}

/* «Инвестор построит завод» behind whoever became a resident: that one. */
static bool executor_of_resident(struct facts *facts, struct draft *draft, const char *property)
{
    enum { RESIDENT_REACH = 4 }; /* sentences */
    static const char *const nouns[] = {"инвестор", "резидент"};
    if (!topic_says(facts, draft, nouns, sizeof nouns / sizeof *nouns))
        return false;
    struct draft_range around = drafts_around(facts, draft->sentence, RESIDENT_REACH, 0);
    const struct claim *member = NULL;
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[i];
        const struct claim *role = draft_claim(other, "role");
        if (!draft_is(other, "membership") || other->dropped || other->first >= draft->first ||
            !role || !span_equal(role->value.choice->code, SPAN("resident")))
            continue;
        const struct claim *one = draft_claim(other, "member");
        if (member && one && !value_equal(&member->value, &one->value))
            return false;
        member = one ? one : member;
    }
    return member && member->value.type == VALUE_ENTITY &&
           claim_copy(facts, draft, property, member);
}

/* «Она построит», but not «она предусматривает» of a programme. */
static bool executor_by_pronoun(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const papers[] = {"предусматривает", "предполагает", "включает",
                                         "содержит",        "определяет",   "рассчитана",
                                         "рассчитан",       "рассчитано"};
    return !topic_says(facts, draft, papers, sizeof papers / sizeof *papers) &&
           topic_pronoun_add(facts, draft, property);
}

/* «Оснащение учреждений области», «запуск платформы «Заря»»: what the words of the project name is
 * not who carries it out. */
static void executor_within(struct draft *draft)
{
    const struct claim *what = draft_claim(draft, "what");
    if (!what || !what->evidence_count)
        return;
    struct range words = what->evidence[0];
    size_t kept = 0;
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        bool within = span_equal(claim->property->name, SPAN("executors")) &&
                      claim->evidence_count && claim->evidence[0].start > words.start &&
                      claim->evidence[0].end <= words.end;
        if (!within)
            draft->claims.items[kept++] = *claim;
    }
    draft->claims.count = kept;
}

/* What a region and a firm agree on, and the same words tell of, the firm carries out. */
static void executor_of_two(struct facts *facts, struct draft *draft)
{
    static const char *const both[] = {"стороны", "совместно", "вместе", "обе"};
    static const char *const public = "PublicBody|Region|Locality|DevelopmentInstitution";
    const struct claim *under = draft_claim(draft, "under");
    if (!under || under->value.type != VALUE_FACT || topic_says(facts, draft, both, 4))
        return;
    const struct draft *agreement = &facts->drafts.items[under->value.fact - 1];
    bool firm = false;
    for (size_t i = 0; i < draft->claims.count; i++)
        firm |= span_equal(draft->claims.items[i].property->name, SPAN("executors")) &&
                claim_is_of(facts, &draft->claims.items[i], SCHEMAS_FIRM);
    if (!firm || agreement->sentence != draft->sentence)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (!span_equal(claim->property->name, SPAN("executors")) ||
            !claim_is_of(facts, claim, public))
            draft->claims.items[kept++] = *claim;
    }
    draft->claims.count = kept;
}

void project_sides(struct facts *facts, struct draft *draft)
{
    static const struct side_step steps[] = {
        {"executors", executor_behind},    {"place", place_of_part},
        {"place", side_of_object},         {"executors", side_of_object},
        {"executors", topic_us_add},       {"executors", executor_by_pronoun},
        {"executors", topic_partner_add},  {"executors", executor_of_place},
        {"executors", executors_of_sides}, {"executors", executor_of_resident},
        {"executors", executor_by_noun},   {"executors", executor_of_agreement},
        {"executors", executor_of_topic},  {"place", place_of_plant},
        {"place", topic_behind_add},       {"place", topic_place_add},
        {"place", topic_item_place_add},   {"place", topic_site_add},
        {"place", place_of_agreement},     {"place", place_of_shop},
        {"executors", executor_of_works},  {"executors", executor_of_news},
        {"place", topic_site_add},         {"place", place_of_executor},
        {"place", project_place},          {"place", place_of_works},
    };
    executor_within(draft);
    executor_of_two(facts, draft);
    SIDES_FILL(facts, draft, steps);
    side_choose(facts, draft, SIDE_PROJECT_PLACE);
    end_in_future(facts, draft);
    start_in_future(facts, draft);
}
