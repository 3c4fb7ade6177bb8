/* Where a project is and who carries it out, where its sentence leaves that to what is spoken of:
 * the agreement it comes from, the firm on whose ground it is, the firm that the report is about.
 */
#include "topic.h"

#include "utf8.h"

/* The one firm among an agreement's parties; NULL where there are none or several. */
static const struct claim *firm_of_agreement(const struct facts *facts,
                                             const struct draft *agreement)
{
    const struct claim *found = NULL;
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (!span_equal(claim->property->name, SPAN("parties")) ||
            claim->value.type != VALUE_ENTITY)
            continue;
        const struct schema_kind *schema = facts->reading->entities[claim->value.entity - 1].schema;
        if (!schema || !span_equal(schema->name, SPAN("Company")))
            continue;
        if (found)
            return NULL;
        found = claim;
    }
    return found;
}

/* What a region and a firm agree on, the firm carries out. */
static void executor_of_agreement(struct facts *facts, struct draft *project)
{
    const struct claim *under = draft_claim(project, "under");
    if (!under || under->value.type != VALUE_FACT || draft_claim(project, "executors"))
        return;
    const struct claim *firm =
        firm_of_agreement(facts, &facts->drafts.items[under->value.fact - 1]);
    if (!firm)
        return;
    struct claim claim = *firm;
    claim.property = draft_property(project, "executors");
    draft_add_claim(facts, project, &claim);
}

/* «Соглашение заключило ООО «Заря». … Делать будут насосы»: neither where nor by whom is said. */
static void executor_of_news(struct facts *facts, struct draft *project)
{
    enum { NEWS_REACH = 3 }; /* sentences */
    if (draft_claim(project, "executors") || draft_claim(project, "place"))
        return;
    struct draft_range around = drafts_around(facts, project->sentence, NEWS_REACH, 0);
    const struct claim *firm = NULL;
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *agreement = &facts->drafts.items[i];
        if (!draft_is(agreement, "agreement") || agreement->dropped || agreement->extends)
            continue;
        const struct claim *one = firm_of_agreement(facts, agreement);
        if (firm && one && one->value.entity != firm->value.entity)
            return;
        firm = one ? one : firm;
    }
    if (!firm)
        return;
    struct claim claim = *firm;
    claim.property = draft_property(project, "executors");
    draft_add_claim(facts, project, &claim);
    topic_site_add(facts, project, "executors", "place");
}

/* What is made at a firm's works is made by that firm. */
static void executor_of_place(struct facts *facts, struct draft *draft)
{
    const struct claim *place = draft_claim(draft, "place");
    if (!place || draft_claim(draft, "executors"))
        return;
    const struct schema_kind *schema = facts->reading->entities[place->value.entity - 1].schema;
    struct claim copy = *place;
    copy.property = draft_property(draft, "executors");
    if (schema && span_equal(schema->name, SPAN("Company")))
        draft_add_claim(facts, draft, &copy);
}

/* «Она построит завод»: whom the sentence before spoke of. */
static bool begins_with_pronoun(const struct facts *facts, const struct draft *draft)
{
    static const char *const pronouns[] = {"он", "она", "оно", "они"};
    const struct tokens *tokens = &facts->reading->tokens;
    struct span word = tokens->items[tokens->sentences[draft->sentence].first].folded;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (span_equal(word, span_of(pronouns[i])))
            return true;
    return false;
}

static void main_firm_add(struct facts *facts, struct draft *draft)
{
    const struct mention *firm = topic_main_firm(facts);
    if (firm && !draft_claim(draft, "executors"))
        draft_add(facts, draft, draft_property(draft, "executors"),
                  (struct value){.type = VALUE_ENTITY, .entity = firm->entity}, firm->range);
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
static void executor_of_topic(struct facts *facts, struct draft *draft)
{
    static const char *const shops[] = {"цех", "участ", "лини"};
    const struct word *word = &facts->reading->words[draft->anchor];
    if (!word->analysis_count || word->analyses[0].pos != POS_VERB)
        return;
    grammemes tags = word->analyses[0].grammemes;
    if (tags & GRAM_FIRST_PERSON) {
        if (!topic_speaker_add(facts, draft, "executors", false))
            main_firm_add(facts, draft);
    } else if (tags & GRAM_PLURAL ||
               (what_has(draft, shops, sizeof shops / sizeof *shops) &&
                span_ends_with(facts->reading->tokens.items[draft->anchor].folded, SPAN("ся"))))
        topic_subject_add(facts, draft, "executors");
}

static bool is_of_schema(const struct facts *facts, const struct claim *claim, const char *name)
{
    const struct schema_kind *schema =
        claim->value.type == VALUE_ENTITY ? facts->reading->entities[claim->value.entity - 1].schema
                                          : NULL;
    return schema && span_equal(schema->name, span_of(name));
}

/* «Стороны построят»: all those who agreed. */
static void executors_of_sides(struct facts *facts, struct draft *draft)
{
    static const char *const sides[] = {"стороны", "партнеры"};
    const struct claim *under = draft_claim(draft, "under");
    if (!under || under->value.type != VALUE_FACT || draft_claim(draft, "executors") ||
        !topic_says(facts, draft, sides, sizeof sides / sizeof *sides))
        return;
    const struct draft *agreement = &facts->drafts.items[under->value.fact - 1];
    for (size_t i = 0; i < agreement->claims.count; i++) {
        struct claim claim = agreement->claims.items[i];
        if (!span_equal(claim.property->name, SPAN("parties")) || claim.value.type != VALUE_ENTITY)
            continue;
        claim.property = draft_property(draft, "executors");
        draft_add_claim(facts, draft, &claim);
    }
}

/* «Завод упаковки ООО «Заря»»: whose name stands behind. */
static void executor_behind(struct facts *facts, struct draft *draft)
{
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT || !what->evidence_count ||
        draft_claim(draft, "executors"))
        return;
    const struct mention *firm = topic_mention_behind(facts->reading, what->evidence[0].end);
    static const char *const chairs[] = {"кафедр", "магистратур", "специализаци"};
    if (!firm || firm->by_reference || what_has(draft, chairs, sizeof chairs / sizeof *chairs))
        return;
    struct claim claim = {.value = {.type = VALUE_ENTITY, .entity = firm->entity}};
    if (is_of_schema(facts, &claim, "Company"))
        draft_add(facts, draft, draft_property(draft, "executors"), claim.value, firm->range);
}

/* «Модернизация завода»: where and by whom is what is worked on. */
static void sides_of_object(struct facts *facts, struct draft *draft)
{
    static const char *const works[] = {"модернизаци", "реконструкци",     "перевооружени",
                                        "расширени",   "техперевооружени", "переоснащени"};
    const struct claim *what = draft_claim(draft, "what");
    if (!what || !what->evidence_count || !what_has(draft, works, sizeof works / sizeof *works))
        return;
    const struct mention *firm = topic_firm_within(facts->reading, what->evidence[0]);
    if (!firm)
        return;
    struct value value = {.type = VALUE_ENTITY, .entity = firm->entity};
    static const char *const sides[] = {"place", "executors"};
    for (size_t i = 0; i < 2; i++)
        if (!draft_claim(draft, sides[i]))
            draft_add(facts, draft, draft_property(draft, sides[i]), value, firm->range);
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
static void place_of_plant(struct facts *facts, struct draft *draft, bool sure)
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
    if (!by || draft_claim(draft, "place") || draft_claim_count(draft, "executors") > 1 ||
        !is_of_schema(facts, by, "Company") ||
        is_called(facts, by, groups, sizeof groups / sizeof *groups))
        return;
    bool renewed = what_has(draft, works, sizeof works / sizeof *works);
    if (!renewed && !what_has(draft, shops, sizeof shops / sizeof *shops))
        return;
    if (sure && !renewed && !is_called(facts, by, plants, sizeof plants / sizeof *plants))
        return;
    struct claim place = *by;
    place.property = draft_property(draft, "place");
    draft_add_claim(facts, draft, &place);
}

/* A chair is opened where the university is that opens it. */
static void place_of_executor(struct facts *facts, struct draft *draft)
{
    static const char *const chairs[] = {"кафедр", "магистратур", "специализаци", "бакалавриат"};
    const struct claim *by = draft_claim(draft, "executors");
    if (!by || draft_claim(draft, "place"))
        return;
    bool here = is_of_schema(facts, by, "Site") ||
                (is_of_schema(facts, by, "ResearchOrganization") &&
                 what_has(draft, chairs, sizeof chairs / sizeof *chairs));
    if (!here)
        return;
    struct claim place = *by;
    place.property = draft_property(draft, "place");
    draft_add_claim(facts, draft, &place);
}

/* «Соглашение о выпуске насосов в Омске … Оно предусматривает сборку …»: the place in the words of
 * the agreement. */
static void place_of_agreement(struct facts *facts, struct draft *draft)
{
    const struct claim *under = draft_claim(draft, "under");
    if (!under || under->value.type != VALUE_FACT || draft_claim(draft, "place"))
        return;
    const struct draft *agreement = &facts->drafts.items[under->value.fact - 1];
    for (size_t i = 0; i < agreement->claims.count; i++) {
        const struct claim *claim = &agreement->claims.items[i];
        if (!span_equal(claim->property->name, SPAN("subjects")) || !claim->evidence_count)
            continue;
        const struct mention *place = topic_spot_behind(facts->reading, claim->evidence[0]);
        if (place) {
            struct value value = {.type = VALUE_ENTITY, .entity = place->entity};
            draft_add(facts, draft, draft_property(draft, "place"), value, place->range);
            return;
        }
    }
}

/* «Продолжается модернизация цеха» in news of one firm: it is that firm's. */
static void sides_of_main_firm(struct facts *facts, struct draft *draft)
{
    static const char *const works[] = {"цех",       "участ",         "модернизаци", "реконструкци",
                                        "станк",     "перевооружени", "станок",      "лини",
                                        "обрабатыв", "стенд",         "печь"};
    if (draft_claim(draft, "executors") || draft_claim(draft, "place") ||
        !what_has(draft, works, sizeof works / sizeof *works))
        return;
    const struct mention *firm = topic_main_firm(facts);
    if (!firm)
        return;
    struct value value = {.type = VALUE_ENTITY, .entity = firm->entity};
    draft_add(facts, draft, draft_property(draft, "executors"), value, firm->range);
    if (!topic_site_add(facts, draft, "executors", "place"))
        draft_add(facts, draft, draft_property(draft, "place"), value, firm->range);
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

/* «Компания построит завод», «общество приступило к модернизации»: the firm that the sentences
 * before speak of. */
static void executor_by_noun(struct facts *facts, struct draft *draft)
{
    static const char *const nouns[] = {
        "компания",     "предприятие", "общество",  "инвестор",      "резидент",    "холдинг",
        "фирма",        "корпорация",  "компанией", "группа",        "инвестором",  "концерн",
        "предприятием", "заводом",     "холдингом", "концерном",     "корпорацией", "застройщик",
        "комбинатом",   "верфь",       "комбинат",  "производитель", "заводчане",   "объединение",
    };
    if (!draft_claim(draft, "executors") &&
        topic_says(facts, draft, nouns, sizeof nouns / sizeof *nouns))
        topic_firm_add(facts, draft, "executors");
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

void project_sides(struct facts *facts, struct draft *draft)
{
    executor_within(draft);
    executor_behind(facts, draft);
    sides_of_object(facts, draft);
    executor_of_place(facts, draft);
    topic_speaker_add(facts, draft, "executors", true);
    if (begins_with_pronoun(facts, draft) && !draft_claim(draft, "executors"))
        topic_firm_add(facts, draft, "executors");
    executors_of_sides(facts, draft);
    executor_by_noun(facts, draft);
    executor_of_agreement(facts, draft);
    executor_of_topic(facts, draft);
    place_of_plant(facts, draft, true);
    topic_place_add(facts, draft, "place");
    topic_item_place_add(facts, draft, "place");
    topic_site_add(facts, draft, "executors", "place");
    place_of_agreement(facts, draft);
    place_of_plant(facts, draft, false);
    sides_of_main_firm(facts, draft);
    executor_of_news(facts, draft);
    place_of_executor(facts, draft);
    project_place(facts, draft);
    end_in_future(facts, draft);
}
