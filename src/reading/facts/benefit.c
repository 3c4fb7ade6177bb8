/* Benefits over a report: whom «для них снижена» is for, and a name for what is told by a verb
 * («освобождены от налога»: освобождение от налога). */
#include "news.h"
#include "topic.h"

enum { RECEIVER_REACH = 2, GRANT_REACH = 2 }; /* sentences */

/* Verbs that begin a benefit's words, and the noun for each; of some the object stands in the
 * genitive behind the noun. */
static const struct {
    const char *stem;
    const char *noun;
    bool object;
} nominals[] = {
    {"освобожд", "освобождение", false}, {"освобод", "освобождение", false},
    {"компенсир", "компенсация", true},  {"возмеща", "возмещение", true},
    {"возвраща", "возврат", true},       {"субсидир", "субсидирование", true},
    {"обнул", "обнуление", true},        {"снизил", "снижение", true},
    {"отменил", "отмена", true},         {"уменьшил", "уменьшение", true},
    {"понизил", "понижение", true},      {"спиш", "списание", true},
    {"списа", "списание", true},         {"прост", "освобождение от", true},
    {"возмест", "возмещение", true},     {"возмещ", "возмещение", true},
    {"компенсац", "компенсация", true},  {"верн", "возврат", true},
    {"сниж", "снижение", true},          {"сниз", "снижение", true},
    {"отмен", "отмена", true},           {"умень", "уменьшение", true},
    {"пониж", "понижение", true},        {"понизи", "понижение", true},
    {"сокра", "сокращение", true},       {"избав", "освобождение", false},
};

/* «область компенсирует завод затраты»: the noun for the match's verb before what was bound. */
static bool benefit_name_by_verb(struct facts *facts, struct draft *draft, struct claim *benefit)
{
    const struct reading *reading = facts->reading;
    struct range own = tokens_range(reading, draft->anchor, draft->anchor + 1);
    if (benefit->evidence[0].start <= own.start && own.end <= benefit->evidence[0].end)
        return false;
    struct span verb = reading->tokens.items[draft->anchor].folded;
    for (size_t i = 0; i < sizeof nominals / sizeof *nominals; i++) {
        if (!span_starts_with(verb, span_of(nominals[i].stem)))
            continue;
        struct span object = benefit->value.text;
        if (nominals[i].object)
            object = morphology_inflect_phrase(facts->reader->morphology, object, GRAM_NOMINATIVE,
                                               GRAM_GENITIVE, facts->arena);
        benefit->value.text =
            arena_format(facts->arena, "%s %.*s", nominals[i].noun, SPAN_ARGS(object));
        return true;
    }
    return false;
}

/* The object behind a benefit's verb, past whom it is for. */
static struct span object_of(struct facts *facts, const struct draft *draft,
                             const struct claim *benefit, uint32_t first)
{
    const struct reading *reading = facts->reading;
    const struct claim *whom = draft_claim(draft, "beneficiary");
    uint32_t end = token_from(reading, benefit->evidence[0].end);
    if (whom && whom->evidence_count && whom->evidence[0].start >= benefit->evidence[0].start &&
        whom->evidence[0].end < benefit->evidence[0].end)
        first = token_from(reading, whom->evidence[0].end);
    /* «простила ему налог» */
    static const char *const them[] = {"ему", "ей", "им"};
    for (size_t i = 0; i < sizeof them / sizeof *them; i++)
        if (first + 1 < end && span_equal(reading->tokens.items[first].folded, span_of(them[i]))) {
            first++;
            break;
        }
    return tokens_text(reading, facts->arena, first, end);
}

/* «ставка налога на прибыль для них составляет 2 %»: the levy and how much it is. */
static bool benefit_name_by_rate(struct facts *facts, struct claim *benefit)
{
    static const char *const ends[] = {"для", "в", "с", "во", ","};
    const struct reading *reading = facts->reading;
    uint32_t first = token_from(reading, benefit->evidence[0].start);
    uint32_t end = token_from(reading, benefit->evidence[0].end);
    uint32_t verb = first, levy = end;
    while (verb < end && !span_starts_with(reading->tokens.items[verb].folded, SPAN("составля")))
        verb++;
    for (uint32_t at = first; at < verb && levy == end; at++)
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (span_equal(reading->tokens.items[at].folded, span_of(ends[i])))
                levy = at;
    if (levy > verb)
        levy = verb;
    uint32_t number = verb;
    while (number < end && !quantity_begins(reading, number))
        number++;
    if (verb == end || verb == first || levy == first || number == end)
        return false;
    struct span name = tokens_text(reading, facts->arena, first, levy);
    struct span rate = tokens_text(reading, facts->arena, number, end);
    benefit->value.text = arena_format(facts->arena, "%.*s %.*s", SPAN_ARGS(name), SPAN_ARGS(rate));
    return true;
}

/* «Транспортный налог для резидентов»: whom it is for is no part of what it is. */
static void benefit_cut(const struct draft *draft, struct claim *benefit)
{
    static const char *const before[] = {" для ", " у "};
    const struct claim *whom = draft_claim(draft, "beneficiary");
    if (!whom || !whom->evidence_count || whom->evidence[0].end != benefit->evidence[0].end ||
        whom->evidence[0].start <= benefit->evidence[0].start)
        return;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t at = span_find(benefit->value.text, span_of(before[i]), 0);
        if (at != SIZE_MAX)
            benefit->value.text = span_slice(benefit->value.text, 0, at);
    }
}

static void benefit_name(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    struct claim *benefit = draft_claim(draft, "benefit");
    if (!benefit || !benefit->evidence_count || benefit->value.type != VALUE_TEXT)
        return;
    benefit_cut(draft, benefit);
    if (benefit_name_by_rate(facts, benefit) || benefit_name_by_verb(facts, draft, benefit))
        return;
    uint32_t first = token_from(reading, benefit->evidence[0].start);
    struct span word = reading->tokens.items[first].folded;
    if (first > 0 && span_equal(reading->tokens.items[first - 1].folded, SPAN("не"))) {
        if (span_starts_with(word, SPAN("бер")) || span_starts_with(word, SPAN("взима"))) {
            struct span levy = object_of(facts, draft, benefit, first + 1);
            levy = morphology_inflect_phrase(facts->reader->morphology, levy, GRAM_ACCUSATIVE,
                                             GRAM_GENITIVE, facts->arena);
            benefit->value.text =
                arena_format(facts->arena, "освобождение от %.*s", SPAN_ARGS(levy));
            return;
        }
        benefit->value.text = arena_format(facts->arena, "не %.*s", SPAN_ARGS(benefit->value.text));
        return;
    }
    for (size_t i = 0; i < sizeof nominals / sizeof *nominals; i++) {
        if (!span_starts_with(word, span_of(nominals[i].stem)))
            continue;
        struct span object = object_of(facts, draft, benefit, first + 1);
        if (object.size == 0)
            return;
        if (nominals[i].object)
            object = morphology_inflect_phrase(facts->reader->morphology, object, GRAM_ACCUSATIVE,
                                               GRAM_GENITIVE, facts->arena);
        benefit->value.text =
            arena_format(facts->arena, "%s %.*s", nominals[i].noun, SPAN_ARGS(object));
        return;
    }
}

/* «Область дала 190 миллионов»: the words are the sum. */
static void benefit_sum(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    const struct claim *benefit = draft_claim(draft, "benefit");
    if (!benefit || !benefit->evidence_count || draft_claim(draft, "amount"))
        return;
    uint32_t first = token_from(reading, benefit->evidence[0].start);
    uint32_t number = reading->words[first].mention;
    if (!number || reading->mentions[number - 1].type != MENTION_MONEY ||
        reading->mentions[number - 1].value.type != VALUE_MONEY)
        return;
    draft_add(facts, draft, draft_property(draft, "amount"), reading->mentions[number - 1].value,
              reading->mentions[number - 1].range);
}

/* «Фонд одобрил два займа. Завод получит 25 млн рублей»: what the sum is, a word before tells. */
static void benefit_by_sum(struct facts *facts, const struct draft *draft)
{
    static const struct {
        const char *stem;
        const char *noun;
    } aids[] = {{"заем", "заём"},
                {"займ", "заём"},
                {"субсиди", "субсидия"},
                {"грант", "грант"},
                {"кредит", "кредит"}};
    const struct reading *reading = facts->reading;
    const struct sentence *sentences = reading->tokens.sentences;
    struct claim *benefit = draft_claim(draft, "benefit");
    if (!benefit || !benefit->evidence_count || benefit->value.type != VALUE_TEXT)
        return;
    uint32_t first = token_from(reading, benefit->evidence[0].start);
    uint32_t number = reading->words[first].mention;
    if (!number || reading->mentions[number - 1].type != MENTION_MONEY)
        return;
    for (uint32_t at = first; at-- > 0;) {
        uint32_t sentence = reading->words[at].sentence;
        if (sentence + RECEIVER_REACH < draft->sentence ||
            sentences[sentence].block != sentences[draft->sentence].block)
            return;
        for (size_t i = 0; i < sizeof aids / sizeof *aids; i++)
            if (span_starts_with(reading->tokens.items[at].folded, span_of(aids[i].stem))) {
                struct range *evidence = ARENA_NEW(facts->arena, struct range, 1);
                *evidence = tokens_range(reading, at, at + 1);
                benefit->value.text = span_of(aids[i].noun);
                benefit->evidence = evidence;
                return;
            }
    }
}

/* «Инвестор», «компания»: the one firm that is spoken of. */
static void beneficiary_resolve(struct facts *facts, struct draft *draft)
{
    static const char *const alone[] = {"инвестор", "компания", "предприятие",
                                        "завод",    "фирма",    "застройщик"};
    const struct claim *whom = draft_claim(draft, "beneficiary");
    if (!whom || whom->value.type != VALUE_TEXT)
        return;
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        if (!span_equal(whom->value.text, span_of(alone[i])))
            continue;
        struct claim own_words = *whom;
        draft_remove(draft, "beneficiary");
        if (topic_firm_add(facts, draft, "beneficiary"))
            return;
        const struct mention *firm = topic_main_firm(facts);
        if (!firm) {
            draft_add_claim(facts, draft, &own_words);
            return;
        }
        struct range own = own_words.evidence[0];
        draft_add(facts, draft, draft_property(draft, "beneficiary"),
                  (struct value){.type = VALUE_ENTITY, .entity = firm->entity}, own);
        return;
    }
}

/* What the project is whose sentence stands before: «90 млн выделит бюджет». */
static bool project_before(struct facts *facts, struct draft *draft)
{
    const struct claim *benefit = draft_claim(draft, "benefit");
    if (!benefit || span_starts_with(benefit->value.text, SPAN("освобожд")))
        return false;
    struct draft_range around = drafts_around(facts, draft->sentence, RECEIVER_REACH, 0);
    const struct claim *found = NULL;
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *project = &facts->drafts.items[i];
        if (project->dropped || project->extends || !draft_is(project, "project") ||
            project->first > draft->first)
            continue;
        found = draft_claim(project, "what");
    }
    if (!found)
        return false;
    struct claim claim = *found;
    claim.property = draft_property(draft, "beneficiary");
    draft_add_claim(facts, draft, &claim);
    return true;
}

/* Whether the noun is of those that get benefits. */
static bool is_receiver(const struct reading *reading, uint32_t token)
{
    static const char *const stems[] = {"резидент",  "участник", "инвестор",    "предпринимател",
                                        "арендатор", "стартап",  "предприятий", "предприятиям"};
    struct span word = reading->tokens.items[token].folded;
    /* «Это резидент зоны, и с него не берут …»: one is called by his name. */
    if (span_equal(word, SPAN("резидентом")) ||
        (span_equal(word, SPAN("резидент")) && token > 0 &&
         span_equal(reading->tokens.items[token - 1].folded, SPAN("это"))))
        return false;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (span_starts_with(word, span_of(stems[i])))
            return true;
    return false;
}

/* The nearest «резиденты технопарка» of the paragraph before the benefit's words. */
static bool receiver_before(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    const struct sentence *sentences = reading->tokens.sentences;
    const struct claim *benefit = draft_claim(draft, "benefit");
    uint32_t start = benefit && benefit->evidence_count
                         ? token_from(reading, benefit->evidence[0].start)
                         : UINT32_MAX;
    uint32_t own = sentences[draft->sentence].first + sentences[draft->sentence].count;
    for (uint32_t at = own; at-- > 0;) {
        uint32_t sentence = reading->words[at].sentence;
        if (sentence + RECEIVER_REACH < draft->sentence ||
            sentences[sentence].block != sentences[draft->sentence].block)
            return false;
        struct phrase phrase;
        uint32_t limit = sentences[sentence].first + sentences[sentence].count;
        if (at < start && start < limit) /* «участникам затраты» are two */
            limit = start;
        if (!is_receiver(reading, at) || !phrase_read(reading, at, limit, 0, NODE_NARROW, &phrase))
            continue;
        struct span text =
            phrase_nominative(facts->reader->morphology, reading, facts->arena, &phrase, 0, 1);
        struct range range = tokens_range(reading, phrase.members[0].first, phrase.members[0].end);
        struct value value = {.type = VALUE_TEXT, .text = text_uncapitalised(facts, text)};
        draft_add(facts, draft, draft_property(draft, "beneficiary"), value, range);
        return true;
    }
    return false;
}

/* «Предприятиям, которые занимаются экспортом», «организациям, реализующим проекты»: which ones. */
static void beneficiary_extend(struct facts *facts, struct draft *draft)
{
    const struct reading *reading = facts->reading;
    struct claim *whom = draft_claim(draft, "beneficiary");
    if (!whom || whom->value.type != VALUE_TEXT || !whom->evidence_count)
        return;
    uint32_t comma = token_from(reading, whom->evidence[0].end);
    const struct sentence *sentence = &reading->tokens.sentences[draft->sentence];
    uint32_t high = sentence->first + sentence->count, end = comma + 1;
    if (comma + 2 >= high || comma < sentence->first ||
        !span_equal(reading->tokens.items[comma].folded, SPAN(",")))
        return;
    const struct word *word = &reading->words[comma + 1];
    bool which = span_starts_with(reading->tokens.items[comma + 1].folded, SPAN("котор"));
    if (!which && !(word->analysis_count && word->analyses[0].pos == POS_PARTICIPLE))
        return;
    while (end < high && reading->tokens.items[end].kind != TOKEN_PUNCTUATION &&
           reading->tokens.items[end].kind != TOKEN_DASH)
        end++;
    struct span first = tokens_text(reading, facts->arena, comma + 1, comma + 2);
    if (!which)
        first = morphology_inflect_phrase(facts->reader->morphology, first,
                                          word->analyses[0].grammemes & GRAM_CASES, GRAM_NOMINATIVE,
                                          facts->arena);
    struct span rest = tokens_text(reading, facts->arena, comma + 2, end);
    whom->value.text = arena_format(facts->arena, "%.*s, %.*s %.*s", SPAN_ARGS(whom->value.text),
                                    SPAN_ARGS(first), SPAN_ARGS(rest));
    struct range *range = ARENA_NEW(facts->arena, struct range, 1);
    *range = (struct range){whom->evidence[0].start, tokens_range(reading, comma, end).end};
    whom->evidence = range;
    whom->evidence_count = 1;
}

static void beneficiary_complete(struct facts *facts, struct draft *draft, const struct draft *last)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    const struct claim *claim = last ? draft_claim(last, "beneficiary") : NULL;
    if (draft_claim(draft, "beneficiary"))
        return;
    if (claim && last->sentence + 1 >= draft->sentence &&
        sentences[last->sentence].block == sentences[draft->sentence].block) {
        draft_add_claim(facts, draft, claim);
        return;
    }
    if (topic_us_add(facts, draft, "beneficiary"))
        return;
    /* A sum is given to one; who pays less are all residents. */
    if ((draft_claim(draft, "amount") || !receiver_before(facts, draft)) &&
        !topic_firm_add(facts, draft, "beneficiary") && !project_before(facts, draft) &&
        draft_claim(draft, "amount") && draft_claim(draft, "granted_by"))
        topic_main_firm_add(facts, draft, "beneficiary");
}

static bool sentence_begins(const struct reading *reading, uint32_t sentence,
                            const char *const *stems, size_t count)
{
    const struct sentence *found = &reading->tokens.sentences[sentence];
    for (uint32_t i = found->first; i < found->first + found->count; i++)
        for (size_t j = 0; j < count; j++)
            if (span_starts_with(reading->tokens.items[i].folded, span_of(stems[j])))
                return true;
    return false;
}

#define SENTENCE_BEGINS(reading, sentence, stems)                                                  \
    sentence_begins(reading, sentence, stems, sizeof(stems) / sizeof *(stems))

/* The region that the report names most. */
static const struct mention *main_region(const struct facts *facts)
{
    const struct reading *reading = facts->reading;
    const struct mention *found = NULL;
    for (size_t i = 0; i < reading->mention_count && i < FAR_MENTIONS; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->type != MENTION_PLACE || mention->entity == NO_ENTITY)
            continue;
        const struct entity *entity = &reading->entities[mention->entity - 1];
        if (entity->listed && entity->schema && span_equal(entity->schema->name, SPAN("Region")) &&
            (!found ||
             facts->mention_counts[mention->entity] > facts->mention_counts[found->entity]))
            found = mention;
    }
    return found;
}

/* «Фонд развития промышленности поддержал завод. Субсидия …»: the fund that is spoken of. */
static bool institution_add(struct facts *facts, struct draft *draft)
{
    static const char *const aids[] = {"субсиди", "грант",     "заем",    "займ",
                                       "возмещ",  "компенсац", "поддержк"};
    const struct reading *reading = facts->reading;
    const struct sentence *sentences = reading->tokens.sentences;
    const struct claim *benefit = draft_claim(draft, "benefit");
    bool aid = false;
    for (size_t i = 0; benefit && benefit->value.type == VALUE_TEXT && i < 7; i++)
        aid |= span_find(benefit->value.text, span_of(aids[i]), 0) != SIZE_MAX;
    if (!aid)
        return false;
    const struct mention *found = NULL;
    uint32_t low = draft->sentence;
    if (low > 0 && sentences[low - 1].block == sentences[low].block)
        low--;
    for (size_t i = mention_from(reading, sentences[low].first);
         i < reading->mention_count && reading->mentions[i].first < draft->end; i++)
        if (mention_is_of(reading, &reading->mentions[i], "DevelopmentInstitution") &&
            !draft_holds(draft, reading->mentions[i].entity))
            found = &reading->mentions[i];
    if (found)
        draft_add(facts, draft, draft_property(draft, "granted_by"), value_of_entity(found->entity),
                  found->range);
    return found != NULL;
}

/* «По областному закону», «из краевой казны»: the region gives it. */
static void granter_complete(struct facts *facts, struct draft *draft)
{
    static const char *const local[] = {"областн", "краев", "республиканск", "региональн"};
    static const char *const means[] = {"закон", "бюджет", "казн", "програм"};
    const struct reading *reading = facts->reading;
    if (draft_claim(draft, "granted_by") || institution_add(facts, draft))
        return;
    uint32_t sentence = draft->sentence;
    bool here =
        SENTENCE_BEGINS(reading, sentence, local) && SENTENCE_BEGINS(reading, sentence, means);
    bool before = sentence > 0 &&
                  reading->tokens.sentences[sentence - 1].block ==
                      reading->tokens.sentences[sentence].block &&
                  SENTENCE_BEGINS(reading, sentence - 1, local) &&
                  SENTENCE_BEGINS(reading, sentence - 1, means);
    if (!here && !before)
        return;
    const struct mention *region = main_region(facts);
    if (region && !draft_holds(draft, region->entity))
        draft_add(facts, draft, draft_property(draft, "granted_by"),
                  (struct value){.type = VALUE_ENTITY, .entity = region->entity}, region->range);
}

/* «Льготы предоставил город» says so of all that were told before it; a sum is that of the last. */
static void benefits_grant(struct facts *facts, struct draft *addition, uint32_t index)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    const struct claim *granter = draft_claim(addition, "granted_by");
    const struct claim *amount = draft_claim(addition, "amount");
    struct draft *last = NULL;
    size_t low = drafts_around(facts, addition->sentence, GRANT_REACH, 0).low;
    for (size_t i = low; i < index; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (!draft_is(draft, "benefit") || draft->dropped || draft->extends ||
            sentences[draft->sentence].block != sentences[addition->sentence].block)
            continue;
        if (granter)
            draft_add_claim(facts, draft, granter);
        last = draft;
    }
    if (last && amount && !draft_claim(last, "amount"))
        draft_add_claim(facts, last, amount);
    if (last)
        draft_join(facts, last, addition);
}

void facts_complete_benefits(struct facts *facts)
{
    const struct draft *last = NULL;
    for (uint32_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (!draft_is(draft, "benefit") || draft->dropped)
            continue;
        if (draft->extends) {
            benefits_grant(facts, draft, i);
            continue;
        }
        benefit_sum(facts, draft);
        benefit_by_sum(facts, draft);
        benefit_name(facts, draft);
        beneficiary_resolve(facts, draft);
        beneficiary_extend(facts, draft);
        beneficiary_complete(facts, draft, last);
        granter_complete(facts, draft);
        if (draft_claim(draft, "beneficiary"))
            last = draft;
        else
            draft_drop(draft, REFUSED_INCOMPLETE);
    }
}
