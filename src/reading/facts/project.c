/* Projects over a whole report: which mentions are the same project, what «центр» is short for,
 * what the sentences behind add to it, and which agreement it comes from.
 * Drafts come in the order of the text. */
#include "phrase.h"
#include "project_under.h"
#include "topic.h"

enum {
    BARE_REACH = 4,      /* sentences from a project to a mere «завод» that stands for it */
    ADDITION_REACH = 4,  /* sentences of its paragraph behind a project that may add to it */
    NEXT_REACH = 2,      /* likewise in later paragraphs */
    SPOKEN_REACH = 12,   /* sentences behind a project in which its noun still means it */
    PROJECTS_REACH = 64, /* earlier projects that a later one may be */
    EXPAND_REACH = 40    /* sentences back to the words that «центр» is short for */
};

/* Indices of the drafts that are projects of their own, in the order of the text. */
struct projects {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

static bool same_block(const struct facts *facts, const struct draft *left,
                       const struct draft *right)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    return sentences[left->sentence].block == sentences[right->sentence].block;
}

/* What is done as the report words it; empty where it is a thing with a name. */
static struct span what_words(const struct draft *draft)
{
    const struct claim *what = draft_claim(draft, "what");
    return what && what->value.type == VALUE_TEXT ? what->value.text : SPAN("");
}

static struct span what_text(const struct facts *facts, const struct draft *draft)
{
    const struct claim *what = draft_claim(draft, "what");
    if (!what)
        return SPAN("");
    return what->value.type == VALUE_ENTITY ? entity_name(facts->reading, what->value.entity)
                                            : what->value.text;
}

/* «первая очередь», «второй корпус». */
static bool is_numbered_part(struct span first, struct span second)
{
    static const char *const ordinals[] = {"первы", "перва", "втор", "трет", "четверт", "пят"};
    if (span_equal(second, SPAN("очередь")) || span_equal(second, SPAN("пусковой комплекс")))
        return true;
    for (size_t i = 0; span_equal(second, SPAN("корпус")) && i < sizeof ordinals / sizeof *ordinals;
         i++)
        if (span_starts_with(first, span_of(ordinals[i])))
            return true;
    return false;
}

/* «запуск производства», «первая очередь»: a step or a part of what was told before. */
static bool is_step(struct span text, size_t space)
{
    static const char *const steps[] = {"запуск",   "пуск",          "открытие",  "ввод",
                                        "создание", "строительство", "возведение"};
    struct span first = span_slice(text, 0, space);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (span_equal(first, span_of(steps[i])))
            return true;
    return is_numbered_part(first, span_slice(text, space + 1, text.size));
}

/* Whether what is done is said by a noun alone («завод»), or by a step or part of it. */
static bool is_bare(const struct draft *draft)
{
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT)
        return false;
    struct span text = what->value.text;
    size_t space = span_find(text, SPAN(" "), 0);
    return space == SIZE_MAX || span_ends_with(text, SPAN(" пусковой комплекс")) ||
           (span_find(text, SPAN(" "), space + 1) == SIZE_MAX && is_step(text, space));
}

static bool is_part(const struct draft *draft)
{
    const struct claim *what = draft_claim(draft, "what");
    if (!what || !is_bare(draft))
        return false;
    struct span text = what->value.text;
    size_t space = span_find(text, SPAN(" "), 0);
    return space == SIZE_MAX ? span_equal(text, SPAN("очередь"))
                             : is_numbered_part(span_slice(text, 0, space),
                                                span_slice(text, space + 1, text.size));
}

/* «вторая очередь»: another project than what stands already. */
static bool is_next_part(const struct draft *draft)
{
    static const char *const next[] = {"втор", "трет", "четверт", "следующ"};
    struct span text = what_words(draft);
    for (size_t i = 0; i < sizeof next / sizeof *next; i++)
        if (span_starts_with(text, span_of(next[i])))
            return true;
    return false;
}

static const struct analysis *noun_of(const struct word *word)
{
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].pos == POS_NOUN)
            return &word->analyses[i];
    return NULL;
}

/* Whether the token's word is a form of the noun and of no name. */
static bool is_noun(const struct reading *reading, uint32_t token, uint32_t lemma)
{
    const struct analysis *noun = noun_of(&reading->words[token]);
    if (!noun || noun->lemma != lemma)
        return false;
    uint32_t mention = reading->words[token].mention;
    return !mention || reading->mentions[mention - 1].by_reference;
}

/* The noun phrase around a noun, if it is longer than the noun itself. */
static bool longer_phrase(const struct reading *reading, uint32_t token, uint32_t low,
                          uint32_t limit, struct phrase *phrase)
{
    for (uint32_t first = token > low + 3 ? token - 3 : low; first <= token; first++) {
        if (!phrase_read(reading, first, limit, 0, NODE_NARROW, phrase))
            continue;
        const struct phrase_member *member = &phrase->members[0];
        phrase->count = 1;
        if (member->head == token && member->end - member->first > 1 &&
            reading->tokens.items[member->first].kind != TOKEN_NUMBER)
            return true;
    }
    return false;
}

/* «Центр откроют в мае» behind «создание центра прототипирования»: which centre it is. */
static void what_expand(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    struct claim *what = draft_claim(draft, "what");
    if (!is_bare(draft) || span_find(what->value.text, SPAN(" "), 0) != SIZE_MAX ||
        !what->evidence_count)
        return;
    uint32_t token = token_from(reading, what->evidence[0].start);
    const struct analysis *noun = noun_of(&reading->words[token]);
    if (!noun)
        return;
    for (uint32_t sentence = draft->sentence;
         sentence-- > 0 && sentence + EXPAND_REACH >= draft->sentence;) {
        const struct sentence *found = &reading->tokens.sentences[sentence];
        uint32_t limit = found->first + found->count;
        for (uint32_t at = found->first; at < limit; at++) {
            struct phrase phrase;
            if (!is_noun(reading, at, noun->lemma) ||
                !longer_phrase(reading, at, found->first, limit, &phrase))
                continue;
            struct range *evidence = ARENA_NEW(facts->arena, struct range, 2);
            evidence[0] = tokens_range(reading, phrase.members[0].first, phrase.members[0].end);
            evidence[1] = what->evidence[0];
            what->evidence = evidence;
            what->evidence_count = 2;
            what->value.text =
                text_uncapitalised(facts, phrase_nominative(facts->reader->morphology, reading,
                                                            facts->arena, &phrase, 0, 1));
            return;
        }
    }
}

static bool is_claim_of(const struct claim *claim, const char *property)
{
    return span_equal(claim->property->name, span_of(property));
}

/* Whether both have places, or executors, and none in common. */
static bool claims_differ(const struct draft *left, const struct draft *right, const char *property)
{
    bool both = false;
    for (size_t i = 0; i < left->claims.count; i++)
        for (size_t j = 0; j < right->claims.count; j++) {
            const struct claim *a = &left->claims.items[i], *b = &right->claims.items[j];
            if (!is_claim_of(a, property) || !is_claim_of(b, property))
                continue;
            if (value_equal(&a->value, &b->value))
                return false;
            both = true;
        }
    return both;
}

static bool claims_meet(const struct draft *left, const struct draft *right, const char *property)
{
    return draft_claim(left, property) && draft_claim(right, property) &&
           !claims_differ(left, right, property);
}

/* Words without the first of them where they begin with one of the stems: «завод» of «новый завод».
 */
static struct span behind_stems(struct span text, const char *const *stems, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t space = span_find(text, SPAN(" "), 0);
        if (span_starts_with(text, span_of(stems[i])) && space != SIZE_MAX)
            text = span_slice(text, space + 1, text.size);
    }
    return text;
}

/* «завод», «строительство нового предприятия»: what may stand for a thing that was called by
 * another word; «строительство котельной» may not. */
static bool is_vague(const struct draft *draft)
{
    static const char *const steps[] = {"запуск", "пуск",          "открытие",
                                        "ввод",   "строительство", "возведение"};
    static const char *const praise[] = {"нов", "перв", "крупн", "свой", "собственн", "современн"};
    static const char *const things[] = {
        "завод",  "предприятие", "предприятия", "производство", "производства",
        "объект", "проект",      "комплекс",    "фабрик",       "площадк",
        "парк",   "новостройк",  "стройка",     "втор",         "очеред",
        "запуск", "пуск",        "открытие",    "ввод",         "возведение"};
    static const char *const shops[] = {"линии", "цеха", "участка", "установки"};
    struct span text = what_words(draft);
    struct span done = behind_stems(text, steps, sizeof steps / sizeof *steps);
    if (span_equal(text, SPAN("строительство")))
        return true;
    for (size_t i = 0; i < sizeof shops / sizeof *shops; i++)
        if (span_equal(done, span_of(shops[i])))
            return true;
    done = behind_stems(done, praise, sizeof praise / sizeof *praise);
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (span_starts_with(done, span_of(things[i])))
            return true;
    return false;
}

/* Whether the report's title tells it, which calls things shortly and sets them roughly. */
static bool is_headline(const struct facts *facts, const struct draft *draft)
{
    struct range title = facts->reading->report->title;
    struct range own = tokens_range(facts->reading, draft->first, draft->end);
    return own.start >= title.start && own.end <= title.end;
}

/* The noun that a project is: «завод» of «новый завод упаковки»; NULL. */
static const struct analysis *head_of(const struct facts *facts, const struct draft *draft)
{
    const struct reading *reading = facts->reading;
    const struct claim *what = draft_claim(draft, "what");
    struct phrase phrase;
    if (!what || !what->evidence_count)
        return NULL;
    uint32_t token = token_from(reading, what->evidence[0].start);
    const struct sentence *sentence = &reading->tokens.sentences[reading->words[token].sentence];
    if (!phrase_read(reading, token, sentence->first + sentence->count, 0, NODE_NARROW, &phrase))
        return NULL;
    return noun_of(&reading->words[phrase.members[0].head]);
}

static const struct schema_choice *stage_of(const struct draft *draft)
{
    const struct claim *stage = draft_claim(draft, "stage");
    return stage ? stage->value.choice : NULL;
}

/* Whether all the words of what a title tells, «присадки для топлива», stand in the words of the
 * text, «завод по производству присадок для топлива». */
static bool tells_within(struct span title, struct span text)
{
    enum { LEAST = 8, ENDING = 4, SHORT = 2 }; /* bytes; a letter has two */
    size_t words = 0, at = 0;
    while (at < title.size) {
        size_t space = span_find(title, SPAN(" "), at);
        struct span word = span_slice(title, at, space == SIZE_MAX ? title.size : space);
        at = space == SIZE_MAX ? title.size : space + 1;
        if (word.size < LEAST)
            continue;
        word.size -= word.size > LEAST + ENDING ? ENDING : SHORT;
        if (span_find(text, word, 0) == SIZE_MAX)
            return false;
        words++;
    }
    return words > 1;
}

/* Whether a noun stands in the words of what is done: «завод» in «строительство завода кормов». */
static bool what_holds(const struct facts *facts, const struct draft *draft,
                       const struct analysis *noun)
{
    enum { STEP_WORDS = 4 };
    const struct reading *reading = facts->reading;
    const struct claim *what = draft_claim(draft, "what");
    if (!noun || !what || what->value.type != VALUE_TEXT || !what->evidence_count)
        return false;
    uint32_t first = token_from(reading, what->evidence[0].start);
    uint32_t end = token_from(reading, what->evidence[0].end);
    for (uint32_t at = first + 1; at < end && at < first + STEP_WORDS; at++)
        if (is_noun(reading, at, noun->lemma))
            return facts_token_is_of(facts, "labour", first) ||
                   facts_token_is_of(facts, "founding", first);
    return false;
}

/* Whether the text tells closer of the thing that the title spoke of. */
static bool details_headline(const struct facts *facts, const struct draft *earlier,
                             const struct draft *later)
{
    if (!is_headline(facts, earlier) || is_headline(facts, later))
        return false;
    const struct analysis *left = head_of(facts, earlier), *right = head_of(facts, later);
    bool plants = is_vague(earlier) && is_vague(later) && stage_of(earlier) == stage_of(later) &&
                  (!draft_claim(earlier, "executors") || claims_meet(earlier, later, "executors"));
    return plants || tells_within(what_text(facts, earlier), what_text(facts, later)) ||
           (left && right && left->lemma == right->lemma) || what_holds(facts, later, left) ||
           (is_bare(later) && is_vague(later) &&
            later->sentence <= earlier->sentence + SPOKEN_REACH);
}

/* «На участке разместится цех прессования» behind «строительство завода»: what the plant has. */
static bool is_shop_of(const struct facts *facts, const struct draft *plant,
                       const struct draft *shop)
{
    static const char *const plants[] = {"завод", "фабрик", "комбинат", "производств"};
    static const char *const shops[] = {"цех", "отделение", "корпус"};
    const struct analysis *left = head_of(facts, plant), *right = head_of(facts, shop);
    bool is_plant = false, is_shop = false;
    for (size_t i = 0; left && i < sizeof plants / sizeof *plants; i++)
        is_plant |= span_find(what_text(facts, plant), span_of(plants[i]), 0) != SIZE_MAX;
    for (size_t i = 0; right && i < sizeof shops / sizeof *shops; i++)
        is_shop |= span_find(what_text(facts, shop), span_of(shops[i]), 0) != SIZE_MAX;
    return is_plant && is_shop;
}

/* «Завод по переработке мусора планируется построить»: what it is for, and no project beside it. */
static bool is_purpose(const struct facts *facts, const struct draft *draft)
{
    const struct reading *reading = facts->reading;
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT || !what->evidence_count)
        return false;
    uint32_t first = token_from(reading, what->evidence[0].start);
    return first > 1 && span_equal(reading->tokens.items[first - 1].folded, SPAN("по")) &&
           facts_token_is_of(facts, "facility-done", first - 2);
}

static bool is_completed(const struct draft *draft)
{
    const struct schema_choice *stage = stage_of(draft);
    return stage && span_equal(stage->code, SPAN("completed"));
}

/* «Завершено внедрение системы»: what was put up is a deployment, where the sentence tells one. */
static bool is_deployed(const struct facts *facts, const struct draft *draft)
{
    static const char *const works[] = {"внедрение ", "установка ", "монтаж ", "оснащение "};
    bool put_up = false;
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        put_up |= span_starts_with(what_words(draft), span_of(works[i]));
    if (!put_up || !is_completed(draft))
        return false;
    struct draft_range around = drafts_around(facts, draft->sentence, 0, 0);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[i];
        if (draft_is(other, "deployment") && !other->dropped && !other->extends)
            return true;
    }
    return false;
}

/* Whether two patterns read the same words. */
static bool same_words(const struct draft *left, const struct draft *right)
{
    const struct claim *a = draft_claim(left, "what"), *b = draft_claim(right, "what");
    return left->sentence == right->sentence && a && b && a->evidence_count && b->evidence_count &&
           a->evidence[0].start == b->evidence[0].start;
}

/* «Выпуск кабеля»: what a plant does. */
static bool is_making(const struct facts *facts, const struct draft *draft)
{
    static const char *const words[] = {"выпуск ", "производство ", "сборка ", "изготовление "};
    struct span text = what_text(facts, draft);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_starts_with(text, span_of(words[i])))
            return true;
    return false;
}

/* «Ещё один завод», «следующий такой центр»: what is told is not what was told before. */
static bool is_another(const struct draft *draft)
{
    static const char *const words[] = {"еще ",      "ещё ",      "следующ",   "аналогичн",
                                        "такой же ", "такое же ", "такая же ", "другой ",
                                        "другая ",   "другое "};
    struct span text = what_words(draft);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_starts_with(text, span_of(words[i])))
            return true;
    return false;
}

/* Whether a project told later, and perhaps told to be another, is the earlier one. */
static bool same_project(const struct facts *facts, const struct draft *earlier,
                         const struct draft *later, bool another)
{
    if (same_words(earlier, later))
        return true;
    /* Things of one row. */
    if (earlier->sentence == later->sentence && earlier->anchor == later->anchor &&
        earlier->pattern == later->pattern)
        return false;
    if (another || claims_differ(earlier, later, "executors"))
        return false;
    if (details_headline(facts, earlier, later))
        return true;
    bool near =
        same_block(facts, earlier, later) && earlier->sentence + BARE_REACH >= later->sentence;
    /* «завод в Омске, на площадке «Рассвет»»: nearby a second place only says it closer. */
    bool beside = near && earlier->sentence + 1 >= later->sentence;
    if (!beside && claims_differ(earlier, later, "place"))
        return false;
    if (is_part(later))
        return near && !is_next_part(later) &&
               !claim_is_of(facts, draft_claim(earlier, "what"), "Site");
    uint32_t reach = is_headline(facts, earlier) ? SPOKEN_REACH : BARE_REACH;
    if (earlier->sentence + reach >= later->sentence && is_shop_of(facts, earlier, later))
        return true;
    bool alike = texts_alike(what_text(facts, earlier), what_text(facts, later));
    /* «Предприятие разместится в парке. Выпуск кабеля начнётся в мае»: what the plant makes. */
    if (near && is_bare(earlier) && is_vague(earlier) && is_making(facts, later) &&
        !draft_claim(later, "place") && !draft_claim(later, "executors"))
        return true;
    if (is_bare(later) && near && earlier->sentence < later->sentence)
        return alike || is_vague(later);
    return alike && (!is_bare(earlier) || claims_meet(earlier, later, "place") ||
                     claims_meet(earlier, later, "executors"));
}

/* Choices stand in the order of progress. */
static void stage_join(struct draft *project, const struct draft *later)
{
    struct claim *stage = draft_claim(project, "stage");
    const struct claim *other = draft_claim(later, "stage");
    if (stage && other && other->value.choice > stage->value.choice && !is_part(later)) {
        struct claim copy = *other;
        *stage = copy;
    }
}

/* «В области построят завод. Предприятие разместится в Омске»: where, closer. */
static bool is_narrower(const struct facts *facts, const struct draft *project,
                        const struct draft *later)
{
    return claim_is_of(facts, draft_claim(project, "place"), "Region|Country") &&
           claim_is_of(facts, draft_claim(later, "place"), "Locality|Site");
}

static void project_join(struct facts *facts, struct draft *project, struct draft *later)
{
    stage_join(project, later);
    struct claim *what = draft_claim(project, "what");
    bool headline = is_headline(facts, project) && !is_headline(facts, later);
    bool fuller = what && same_words(project, later) && what->value.type == VALUE_TEXT &&
                  draft_claim(later, "what")->value.type == VALUE_TEXT &&
                  draft_claim(later, "what")->value.text.size > what->value.text.size;
    if (what && !is_bare(later) && (is_bare(project) || headline || fuller))
        *what = *draft_claim(later, "what");
    if (draft_claim(later, "place") && (headline || is_narrower(facts, project, later)))
        draft_remove(project, "place");
    for (size_t i = 0; i < later->claims.count; i++)
        if (!is_part(later) || !is_claim_of(&later->claims.items[i], "what"))
            draft_add_claim(facts, project, &later->claims.items[i]);
    if (later->confidence > project->confidence) {
        project->confidence = later->confidence;
        project->pattern = later->pattern;
    }
    draft_join(facts, project, later);
}

/* «Вложит в производство 260 миллионов»: the sum is no part of what is done. */
static void what_trim(struct draft *draft)
{
    struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT)
        return;
    struct span text = what->value.text;
    static const char *const scales[] = {" миллион", " млн", " миллиард", " млрд"};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        size_t at = span_find(text, span_of(scales[i]), 0);
        while (at != SIZE_MAX && at > 0 && text.data[at - 1] != ' ')
            at--;
        if (at != SIZE_MAX && at > 1)
            what->value.text = span_slice(text, 0, at - 1);
    }
}

/* «Проект по созданию Центра ядерной медицины»: what is done to a named thing needs its name. */
static void what_take_name(struct facts *facts, struct draft *draft)
{
    static const char *const lists[] = {"labour", "founding", "devising"};
    const struct reading *reading = facts->reading;
    struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT || !what->evidence_count)
        return;
    uint32_t first = token_from(reading, what->evidence[0].start);
    bool action = false;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        action |= facts_token_is_of(facts, lists[i], first);
    const struct mention *name = action && token_from(reading, what->evidence[0].end) == first + 1
                                     ? topic_mention_behind(reading, what->evidence[0].end)
                                     : NULL;
    if (!name || !mention_is_of(reading, name,
                                "Site|Cluster|Organization|ResearchOrganization|"
                                "DevelopmentInstitution|Company|Project|Product"))
        return;
    struct range *evidence = ARENA_NEW(facts->arena, struct range, 1);
    *evidence = (struct range){what->evidence[0].start, name->range.end};
    what->evidence = evidence;
    what->evidence_count = 1;
    what->value.text = arena_format(facts->arena, "%.*s %.*s", SPAN_ARGS(what->value.text),
                                    SPAN_ARGS(span_of_range(reading->report->text, name->range)));
}

/* The project's place and executors are not the project itself. */
static void project_clean(struct draft *draft)
{
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_ENTITY)
        return;
    uint32_t entity = what->value.entity;
    size_t kept = 0;
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (claim->value.type != VALUE_ENTITY || claim->value.entity != entity ||
            is_claim_of(claim, "what"))
            draft->claims.items[kept++] = *claim;
    }
    draft->claims.count = kept;
}

static bool is_live(const struct draft *draft)
{
    return draft_is(draft, "project") && !draft->dropped && !draft->extends;
}

/* «Технопарк строит «Заря». Первый корпус сдадут в мае»: a part is where the whole is, by whom it
 * is. */
static void part_complete(struct facts *facts, const struct projects *projects, struct draft *draft)
{
    if (!is_part(draft) || projects->count == 0)
        return;
    const struct draft *whole = &facts->drafts.items[projects->items[projects->count - 1]];
    const struct claim *site = draft_claim(whole, "what"), *by = draft_claim(whole, "executors");
    bool ground = claim_is_of(facts, site, "Site");
    /* «Открыт завод. … Вторую очередь запустят в мае» */
    if (!ground)
        site = draft_claim(whole, "place");
    if (!site || draft_claim(draft, "place") ||
        whole->sentence + (ground ? BARE_REACH : SPOKEN_REACH) < draft->sentence)
        return;
    struct claim place = *site;
    place.property = draft_property(draft, "place");
    draft_add_claim(facts, draft, &place);
    if (by && !draft_claim(draft, "executors"))
        draft_add_claim(facts, draft, by);
}

/* Joins a project into an earlier one, or keeps it as one more. Of a huge report the last ones
 * alone are looked at. */
static void project_take(struct facts *facts, struct projects *projects, uint32_t index)
{
    struct draft *drafts = facts->drafts.items;
    size_t low = projects->count > PROJECTS_REACH ? projects->count - PROJECTS_REACH : 0;
    what_trim(&drafts[index]);
    what_take_name(facts, &drafts[index]);
    project_clean(&drafts[index]);
    /* «Завод» shortly behind a project is that one; else it takes the words that it is short for.
     */
    for (int expanded = 0; expanded < 2; expanded++) {
        if (expanded) {
            what_expand(facts, &drafts[index]);
            part_complete(facts, projects, &drafts[index]);
        }
        bool another = is_another(&drafts[index]);
        for (size_t i = projects->count; i-- > low;) {
            struct draft *earlier = &drafts[projects->items[i]];
            if ((expanded ||
                 (is_bare(&drafts[index]) && is_vague(&drafts[index]) &&
                  earlier->sentence + NEXT_REACH >= drafts[index].sentence && !is_bare(earlier))) &&
                same_project(facts, earlier, &drafts[index], another)) {
                project_join(facts, earlier, &drafts[index]);
                return;
            }
        }
    }
    *ARRAY_PUSH(facts->arena, projects) = index;
}

static void projects_unite(struct facts *facts, struct projects *projects)
{
    for (uint32_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (is_live(draft) && (is_purpose(facts, draft) || is_deployed(facts, draft)))
            draft_drop(draft, REFUSED_OUTDONE);
        else if (is_live(draft))
            project_take(facts, projects, i);
    }
}

/* The last sentence up to one that speaks of the project by its noun. */
static uint32_t last_spoken(const struct facts *facts, const struct draft *project, uint32_t limit)
{
    const struct reading *reading = facts->reading;
    const struct analysis *head = head_of(facts, project);
    for (uint32_t sentence = limit; head && sentence > project->sentence; sentence--) {
        const struct sentence *found = &reading->tokens.sentences[sentence];
        for (uint32_t at = found->first; at < found->first + found->count; at++) {
            const struct analysis *noun = noun_of(&reading->words[at]);
            if (noun && noun->lemma == head->lemma)
                return sentence;
        }
    }
    return project->sentence;
}

/* Whether a sentence that only adds is near enough to the project, or to the last one that still
 * spoke of it, or added to it. */
static bool is_reached(const struct facts *facts, const struct draft *project, uint32_t added,
                       const struct draft *addition)
{
    if (project->sentence > addition->sentence ||
        project->sentence + SPOKEN_REACH < addition->sentence)
        return false;
    const struct sentence *sentences = facts->reading->tokens.sentences;
    /* Who does it is said soon: «работы выполнил завод» far behind is of other works. */
    uint32_t from = added;
    if (!draft_claim(addition, "executors") &&
        last_spoken(facts, project, addition->sentence) > from)
        from = last_spoken(facts, project, addition->sentence);
    bool beside = sentences[from].block == sentences[addition->sentence].block;
    return from + (beside ? ADDITION_REACH : NEXT_REACH) >= addition->sentence;
}

/* The project that a sentence tells behind what it adds: «ведёт модернизацию цеха». */
static struct draft *project_ahead(struct facts *facts, size_t index)
{
    struct draft *items = facts->drafts.items;
    for (size_t i = index + 1;
         i < facts->drafts.count && items[i].sentence == items[index].sentence; i++) {
        if (!draft_is(&items[i], "project") || items[i].extends)
            continue;
        struct draft *project = items[i].into ? &items[items[i].into - 1] : &items[i];
        if (!project->dropped)
            return project;
    }
    return NULL;
}

/* «Инвестиции составят …» adds to the last project, a few sentences before. */
static void projects_add(struct facts *facts)
{
    struct draft *items = facts->drafts.items;
    struct draft *last = NULL, *spoken = NULL;
    uint32_t added = 0; /* the last sentence that added to it */
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &items[i];
        if (!draft_is(draft, "project"))
            continue;
        if (!draft->extends) {
            struct draft *project = draft->into ? &items[draft->into - 1] : draft;
            /* «Центр разместится в строящемся технопарке»: the sentence is about the centre. */
            bool beside = spoken && spoken->sentence == draft->sentence &&
                          draft->confidence < spoken->confidence;
            if (!project->dropped && !beside) {
                last = project;
                spoken = draft;
                added = draft->sentence;
            }
            continue;
        }
        struct draft *to =
            spoken && spoken->sentence == draft->sentence ? last : project_ahead(facts, i);
        if (!to && last && is_reached(facts, spoken, added, draft)) {
            added = draft->sentence;
            to = last;
        }
        if (!to) {
            draft_drop(draft, REFUSED_LONELY);
            continue;
        }
        stage_join(to, draft);
        for (size_t j = 0; j < draft->claims.count; j++)
            draft_add_claim(facts, to, &draft->claims.items[j]);
        draft_join(facts, to, draft);
    }
}

static bool is_agreement(const struct draft *draft)
{
    return draft_is(draft, "agreement") && !draft->dropped && !draft->extends;
}

/* A plant opened years ago is no news of a project. */
static bool is_history(const struct facts *facts, const struct draft *draft)
{
    const struct claim *end = draft_claim(draft, "end");
    struct date published = facts->reading->report->published;
    return end && end->value.type == VALUE_DATE && is_completed(draft) && date_is_set(published) &&
           end->value.date.year + 1 < published.year;
}

/* «Его действия», «такие комплексы», «томские предприятия», «коровники»: of which nobody knows
 * which they are. */
static bool is_unclear(const struct facts *facts, const struct draft *draft)
{
    static const char *const words[] = {"все ",  "его ",   "ее ",    "их ",     "наш",
                                        "наши ", "такие ", "такой ", "такое ",  "эти ",
                                        "свои ", "свой ",  "иные ",  "другие ", "данн"};
    const struct claim *what = draft_claim(draft, "what");
    if (!what || what->value.type != VALUE_TEXT)
        return false;
    struct span text = what->value.text;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_starts_with(text, span_of(words[i])))
            return true;
    const struct analysis *head = head_of(facts, draft);
    size_t space = span_find(text, SPAN(" "), 0);
    bool counted = text.size && text.data[0] >= '0' && text.data[0] <= '9';
    bool few = space == SIZE_MAX || span_find(text, SPAN(" "), space + 1) == SIZE_MAX;
    /* «Завод построят в Ступине, 110 км от Москвы»: a distance. */
    static const char *const units[] = {" км", " километров", " километра", " метров", " минут"};
    for (size_t i = 0; counted && few && i < sizeof units / sizeof *units; i++)
        if (span_ends_with(text, span_of(units[i])))
            return true;
    bool built =
        what->evidence_count &&
        facts_token_is_of(facts, "facility", token_from(facts->reading, what->evidence[0].start));
    return few && !counted && head && (head->grammemes & GRAM_PLURAL) &&
           ((built && space == SIZE_MAX) || span_ends_with(text, SPAN("предприятия")) ||
            span_ends_with(text, SPAN("компании")) || span_ends_with(text, SPAN("объекты")));
}

/* «Технопарк открыт в мае» of the one named before: that is no project, but its history. */
static bool is_pointed(const struct facts *facts, const struct draft *draft)
{
    const struct reading *reading = facts->reading;
    const struct claim *what = draft_claim(draft, "what");
    if (!what || !is_completed(draft) || !is_bare(draft) || !what->evidence_count)
        return false;
    uint32_t number = reading->words[token_from(reading, what->evidence[0].start)].mention;
    const struct mention *mention = number ? &reading->mentions[number - 1] : NULL;
    if (mention && mention->entity != NO_ENTITY && reading->entities[mention->entity - 1].listed)
        return true;
    /* «Создан технополис в Москве» and no more: by whom, when, for how much is not said. */
    size_t known = draft->claims.count - draft_claim_count(draft, "what") -
                   draft_claim_count(draft, "stage") - draft_claim_count(draft, "place");
    const struct analysis *head = head_of(facts, draft);
    return known == 0 && head && !(head->grammemes & GRAM_PLURAL);
}

/* Whether a mere «завод» says nothing more than that. */
static bool is_empty(const struct facts *facts, const struct draft *draft)
{
    return !draft_claim(draft, "what") || is_pointed(facts, draft) ||
           (is_part(draft) && !draft_claim(draft, "place")) ||
           (is_bare(draft) && draft->claims.count < 3);
}

/* «Документ предусматривает строительство школ»: what is agreed on, and nothing more is said of. */
static bool is_mere_subject(const struct facts *facts, const struct draft *draft)
{
    static const char *const papers[] = {"предусматривает", "предполагает",  "определяет",
                                         "предусмотрены",   "предусмотрено", "включает"};
    const struct claim *under = draft_claim(draft, "under");
    if (!under || under->value.type != VALUE_FACT ||
        !topic_says(facts, draft, papers, sizeof papers / sizeof *papers))
        return false;
    for (size_t i = 0; i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (!is_claim_of(claim, "what") && !is_claim_of(claim, "stage") &&
            !is_claim_of(claim, "under") && !is_claim_of(claim, "executors"))
            return false;
    }
    return true;
}

void facts_join_projects(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    struct projects projects = {0}, agreements = {0};
    projects_unite(facts, &projects);
    projects_add(facts);
    for (uint32_t i = 0; i < drafts->count; i++)
        if (is_agreement(&drafts->items[i]))
            *ARRAY_PUSH(facts->arena, &agreements) = i;
    struct agreement_list list = {agreements.items, agreements.count};
    const struct draft *last = NULL;
    for (size_t i = 0; i < projects.count; i++) {
        struct draft *draft = &drafts->items[projects.items[i]];
        if (is_history(facts, draft)) {
            draft_drop(draft, REFUSED_INCOMPLETE);
            continue;
        }
        project_under(facts, draft, &list);
        project_under_last(facts, draft, last);
        bool mere = is_mere_subject(facts, draft);
        project_sides(facts, draft);
        mere &= !claim_is_of(facts, draft_claim(draft, "place"), "Locality|Site|Company");
        if (mere || is_empty(facts, draft) || is_unclear(facts, draft))
            draft_drop(draft, REFUSED_INCOMPLETE);
        else
            last = draft;
    }
}
