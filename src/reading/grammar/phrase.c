/* Noun phrases by their words' possible readings: modifiers, a head, and what depends on it. */
#include "phrase.h"

#include "matcher.h"

#define OBLIQUE (GRAM_GENITIVE | GRAM_DATIVE | GRAM_INSTRUMENTAL | GRAM_LOCATIVE)
#define MODIFIER_PARTS (1u << POS_ADJECTIVE | 1u << POS_PARTICIPLE | 1u << POS_NUMERAL)

/* The phrase's text as it is being put together. */
enum { PHRASE_TEXT = 2000 };
enum { LETTER = 2 }; /* bytes of a single letter, which the dictionary takes for a noun */

static const struct token *token_at(const struct reading *reading, uint32_t index)
{
    return &reading->tokens.items[index];
}

static bool token_is(const struct reading *reading, uint32_t index, const char *form)
{
    return span_equal(token_at(reading, index)->folded, span_of(form));
}

static const struct analysis *analysis_with(const struct word *word, uint32_t parts,
                                            grammemes cases)
{
    for (uint32_t i = 0; i < word->analysis_count; i++) {
        const struct analysis *analysis = &word->analyses[i];
        if (i > 0 && analysis->weight < FAR_FETCHED)
            continue;
        if ((parts >> analysis->pos & 1) && (!cases || (analysis->grammemes & cases)))
            return analysis;
    }
    return NULL;
}

/* The outermost mention that starts at a token, if it can be part of a phrase. */
static const struct mention *mention_at(const struct reading *reading, uint32_t index)
{
    uint32_t number = reading->words[index].mention;
    if (!number)
        return NULL;
    const struct mention *mention = &reading->mentions[number - 1];
    return mention->first == index ? mention : NULL;
}

/* Whether a thing's name starts at a token: an office is words like others. */
static bool names_entity(const struct reading *reading, uint32_t index)
{
    const struct mention *mention = mention_at(reading, index);
    return mention && mention->type != MENTION_POSITION;
}

/* Whether a mention of one that acts starts at a token: what belongs to it is told apart from it. A
 * site's name tells which: «корпус технополиса «Москва»». */
static bool starts_actor(const struct reading *reading, uint32_t index)
{
    const struct mention *mention = mention_at(reading, index);
    if (!mention || mention->type > MENTION_PLACE)
        return false;
    if (mention->entity == NO_ENTITY || mention->by_reference)
        return true;
    const struct schema_kind *schema = reading->entities[mention->entity - 1].schema;
    return !schema || !span_equal(schema->name, SPAN("Site"));
}

static bool starts_date(const struct reading *reading, uint32_t index)
{
    const struct mention *mention = mention_at(reading, index);
    return mention && mention->type == MENTION_DATE;
}

/* Whether a word can modify the noun behind it: not so in «комплектующие завод закупает». */
static bool goes_before(const struct reading *reading, uint32_t index, const struct word *noun)
{
    const struct word *word = &reading->words[index];
    /* «котельной в Омске»: «в» is no volt. */
    if (token_at(reading, (uint32_t)(noun - reading->words))->folded.size <= LETTER)
        return false;
    /* «два рабочих места» */
    bool counted = index > 0 && (token_at(reading, index - 1)->kind == TOKEN_NUMBER ||
                                 analysis_with(word - 1, 1u << POS_NUMERAL, 0));
    for (uint32_t i = 0; i < word->analysis_count; i++)
        for (uint32_t k = 0; k < noun->analysis_count; k++) {
            grammemes both = word->analyses[i].grammemes & noun->analyses[k].grammemes;
            if ((MODIFIER_PARTS >> word->analyses[i].pos & 1) &&
                noun->analyses[k].pos == POS_NOUN &&
                (counted || ((both & GRAM_CASES) && (both & (GRAM_SINGULAR | GRAM_PLURAL)))))
                return true;
        }
    return false;
}

/* Whether two words can be adjectives in one case: «новых и старых», but not «комплектующих и
 * высокую». */
static bool modifiers_match(const struct word *word, const struct word *next)
{
    for (uint32_t i = 0; i < word->analysis_count; i++)
        for (uint32_t k = 0; k < next->analysis_count; k++)
            if ((MODIFIER_PARTS >> word->analyses[i].pos & 1) &&
                (MODIFIER_PARTS >> next->analyses[k].pos & 1) &&
                (word->analyses[i].grammemes & next->analyses[k].grammemes & GRAM_CASES))
                return true;
    return false;
}

/* Whether a noun reading is likelier than one as adjective: «рабочих мест» against «рабочих». */
static bool can_modify(const struct reading *reading, uint32_t index, uint32_t limit)
{
    const struct token *token = token_at(reading, index);
    if (token->kind == TOKEN_NUMBER)
        return true;
    if (!analysis_with(&reading->words[index], MODIFIER_PARTS, 0))
        return false;
    if (!analysis_with(&reading->words[index], 1u << POS_NOUN, 0))
        return true;
    if (index + 1 >= limit)
        return false;
    bool joined = token_is(reading, index + 1, "и") && index + 2 < limit;
    const struct word *next = &reading->words[joined ? index + 2 : index + 1];
    if (joined)
        return modifiers_match(&reading->words[index], next);
    return analysis_with(next, MODIFIER_PARTS, 0) != NULL ||
           goes_before(reading, index, &reading->words[index + 1]);
}

/* «информационных и биотехнологиях»: an adjective shares the second part of the noun. */
static bool shares_noun(const struct reading *reading, uint32_t at, uint32_t limit)
{
    if (at == 0 || at + 1 >= limit || !token_is(reading, at, "и"))
        return false;
    const struct word *before = &reading->words[at - 1], *noun = &reading->words[at + 1];
    if (!before->analysis_count || before->analyses[0].pos != POS_ADJECTIVE ||
        !noun->analysis_count || reading->words[at + 1].mention ||
        (noun->analyses[0].grammemes & GRAM_SINGULAR))
        return false;
    grammemes cases = 0;
    for (uint32_t i = 0; i < before->analysis_count; i++)
        if (before->analyses[i].grammemes & GRAM_PLURAL)
            cases |= before->analyses[i].grammemes & GRAM_CASES & ~(grammemes)GRAM_NOMINATIVE;
    return cases && analysis_with(noun, 1u << POS_NOUN, cases);
}

/* Adverbs that say when or where of a whole sentence, and nothing of an adjective behind them. */
static bool is_sentence_adverb(const struct reading *reading, uint32_t at)
{
    static const char *const words[] = {"сейчас", "теперь", "пока",  "сегодня", "раньше",
                                        "ранее",  "прежде", "здесь", "там",     "потом",
                                        "тогда",  "вчера",  "завтра"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token_is(reading, at, words[i]))
            return true;
    return false;
}

/* The place behind an adjective in quotation marks, «умных» before «остановок»; at itself where
 * there is none. */
static uint32_t quoted_modifier_end(const struct reading *reading, uint32_t at, uint32_t limit)
{
    uint32_t close = at + 2;
    bool one = token_at(reading, at)->kind == TOKEN_QUOTE_OPEN && close + 1 < limit &&
               token_at(reading, at)->partner == close;
    bool goes = one && !names_entity(reading, close + 1) &&
                analysis_with(&reading->words[at + 1], 1u << POS_ADJECTIVE, 0) &&
                goes_before(reading, at + 1, &reading->words[close + 1]);
    return goes ? close + 1 : at;
}

/* The place behind the modifiers at a token: «новых, современных и», «25 инновационных». */
static uint32_t modifiers_end(const struct reading *reading, uint32_t first, uint32_t limit)
{
    uint32_t at = first, end = first;
    while (at < limit && !names_entity(reading, at)) {
        const struct word *word = &reading->words[at];
        uint32_t quoted = quoted_modifier_end(reading, at, limit);
        if (quoted > at) {
            end = at = quoted;
            continue;
        }
        if (can_modify(reading, at, limit)) {
            end = ++at;
            continue;
        }
        bool joint =
            at > first && end == at && (token_is(reading, at, "и") || token_is(reading, at, ","));
        bool adverb = word->analysis_count && word->analyses[0].pos == POS_ADVERB &&
                      !is_sentence_adverb(reading, at);
        /* «таких же насосов» */
        bool same = at > first && end == at && token_is(reading, at, "же");
        if (joint && shares_noun(reading, at, limit))
            return at + 1;
        if ((!joint && !adverb && !same) || at + 1 >= limit || !can_modify(reading, at + 1, limit))
            break;
        at++;
    }
    return end;
}

/* A quotation from its opening mark; the token itself where there is none. */
static uint32_t quotation_end(const struct reading *reading, uint32_t at, uint32_t limit)
{
    const struct token *token = token_at(reading, at);
    if (token->kind == TOKEN_QUOTE_OPEN && token->partner != UINT32_MAX && token->partner > at &&
        token->partner < limit)
        return token->partner + 1;
    return at;
}

bool modifier_forbids(const struct reading *reading, uint32_t first, uint32_t head, grammemes cases)
{
    const struct word *noun = &reading->words[head], *before = noun - 1;
    if (!cases || head == first || !before->analysis_count || before->mention ||
        !(MODIFIER_PARTS >> before->analyses[0].pos & 1) ||
        token_at(reading, first)->kind == TOKEN_NUMBER ||
        analysis_with(&reading->words[first], 1u << POS_NUMERAL, 0) ||
        (first > 0 && (token_at(reading, first - 1)->kind == TOKEN_NUMBER ||
                       analysis_with(&reading->words[first - 1], 1u << POS_NUMERAL, 0))))
        return false;
    grammemes agreed = 0;
    for (uint32_t i = 0; i < before->analysis_count; i++)
        for (uint32_t k = 0; k < noun->analysis_count; k++) {
            grammemes both = before->analyses[i].grammemes & noun->analyses[k].grammemes;
            if (noun->analyses[k].pos == POS_NOUN && (both & (GRAM_SINGULAR | GRAM_PLURAL)))
                agreed |= both & GRAM_CASES;
        }
    return agreed && !(agreed & cases);
}

/* Modifiers and a head with one of the cases; false where there is no such group. */
static bool group_read(const struct reading *reading, uint32_t first, uint32_t limit,
                       grammemes cases, struct phrase_member *member)
{
    uint32_t at = modifiers_end(reading, first, limit);
    if (at >= limit)
        return false;
    member->first = first;
    member->head = at;
    const struct mention *mention = mention_at(reading, at);
    if (mention && mention->type != MENTION_DATE && mention->type != MENTION_POSITION) {
        if (cases && (mention->grammemes & GRAM_CASES) && !(mention->grammemes & cases))
            return false;
        member->head = mention->head;
        member->end = mention->first + mention->token_count;
        return member->end <= limit && member->head < member->end;
    }
    const struct token *token = token_at(reading, at);
    const struct word *word = &reading->words[at];
    member->end = at + 1;
    if (token->kind == TOKEN_QUOTE_OPEN) {
        member->end = quotation_end(reading, at, limit);
        return member->end > at;
    }
    if (token->kind != TOKEN_WORD && token->kind != TOKEN_ABBREVIATION)
        return false;
    if (!token->cyrillic)
        return true;
    /* «В мае», «А завод»: a single letter is a noun in the dictionary. */
    /* «им» without its point is mostly they, to the dictionary a name's abbreviation. */
    if (token->folded.size <= LETTER || token_is(reading, at, "им"))
        return false;
    /* «строительство завода порядка 870 млн рублей» */
    if (token_is(reading, at, "порядка") && at + 1 < reading->tokens.count &&
        token_at(reading, at + 1)->kind == TOKEN_NUMBER)
        return false;
    const struct analysis *noun = analysis_with(word, 1u << POS_NOUN, cases);
    if (!noun || modifier_forbids(reading, first, at, cases))
        return false;
    /* A word that is first of all a verb or a preposition is no head. */
    uint8_t first_pos = word->analyses[0].pos;
    enum { SHORTEST = 5 }; /* bytes: «в» is no volt */
    if (first_pos == POS_PREPOSITION && token->folded.size < SHORTEST)
        return false;
    return first_pos == POS_NOUN || first_pos == POS_ADJECTIVE || first_pos == POS_PARTICIPLE ||
           noun->weight > 0.1f;
}

static bool is_preposition(const struct reading *reading, uint32_t at)
{
    const struct word *word = &reading->words[at];
    return word->analysis_count && word->analyses[0].pos == POS_PREPOSITION;
}

/* «практика между заводом «Заря» и банком»: the sides of a document are not what it is about. */
static bool starts_sides(const struct reading *reading, uint32_t at, uint32_t limit)
{
    const struct mention *side = at + 1 < limit ? mention_at(reading, at + 1) : NULL;
    return side && side->type == MENTION_ORGANIZATION && token_is(reading, at, "между");
}

/* «стоимостью 2 млрд рублей», «мощностью 40 тонн»: how large, and nothing of what it is. */
static bool tells_size(const struct reading *reading, uint32_t at)
{
    static const char *const words[] = {"стоимостью",     "площадью",     "мощностью",
                                        "ёмкостью",       "емкостью",     "объёмом",
                                        "объемом",        "вместимостью", "протяжённостью",
                                        "протяженностью", "длиной",       "производительностью"};
    struct span word = token_at(reading, at)->folded;
    if (!span_ends_with(word, SPAN("ю")) && !span_ends_with(word, SPAN("м")) &&
        !span_ends_with(word, SPAN("й")))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token_is(reading, at, words[i]))
            return true;
    return false;
}

/* «сроком на», «на сумму», «от 5 июня»: what no longer belongs to the matter. */
static bool ends_matter(const struct reading *reading, uint32_t at, uint32_t limit)
{
    static const char *const words[] = {"сроком", "который", "сумма", "сумму"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token_is(reading, at, words[i]))
            return true;
    if (tells_size(reading, at) ||
        (at + 1 < limit && token_is(reading, at, "общей") && tells_size(reading, at + 1)))
        return true;
    if (at + 2 < limit && token_is(reading, at, "на") &&
        (token_is(reading, at + 1, "сумму") || token_is(reading, at + 1, "общую")))
        return true;
    return (is_preposition(reading, at) && at + 1 < limit && starts_date(reading, at + 1)) ||
           starts_sides(reading, at, limit);
}

/* «по производству насосов», «по глубокой переработке»: what a plant, a centre or a project is for;
 * «по решению», «по адресу» say no such thing. */
static bool tells_purpose(const struct reading *reading, uint32_t at, uint32_t limit)
{
    static const char *const others[] = {
        "решени",   "поручени", "данны",  "словам",   "мнени",   "информаци", "итогам",  "результ",
        "инициат",  "заказ",    "адресу", "соглашен", "договор", "контракт",  "програм", "проект",
        "план",     "график",   "услови", "требован", "просьб",  "сравнен",   "отношен", "случа",
        "поводу",   "причин",   "оценк",  "прогноз",  "распоря", "указ",      "закон",   "постанов",
        "рекоменд", "приглаш",  "улиц",   "област",   "краю",    "район",     "стран",   "регион",
        "город",    "цен",      "ставк",  "мере",     "всей",    "всему",     "сути",    "сообщен",
        "замысл",   "тем",      "словам", "его",      "ее",      "их",        "этому",   "этой"};
    if (!token_is(reading, at, "по") || at + 1 >= limit || names_entity(reading, at + 1))
        return false;
    for (uint32_t i = at + 1; i < limit && i < at + 4; i++) {
        struct span word = token_at(reading, i)->folded;
        for (size_t j = 0; j < sizeof others / sizeof *others; j++)
            if (span_starts_with(word, span_of(others[j])))
                return false;
        if (analysis_with(&reading->words[i], 1u << POS_NOUN, GRAM_DATIVE))
            return true;
    }
    return false;
}

/* Where what tells what a thing is made of or by begins in «бумаги из макулатуры», «биотоплива на
 * основе древесины», «обучения с применением роботов»: behind the preposition. 0 where it does not;
 * «из бюджета», «из Китая», «из них» say no such thing. */
static uint32_t stuff_start(const struct reading *reading, uint32_t at, uint32_t limit)
{
    static const char *const ways[][2] = {
        {"на", "основе"}, {"с", "использованием"}, {"с", "применением"}};
    static const char *const sources[] = {"бюджет", "средств", "фонд",   "числ",  "город",
                                          "регион", "стран",   "област", "район", "республик",
                                          "крае",   "края",    "состав", "други", "част"};
    uint32_t from = 0;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (at + 2 < limit && token_is(reading, at, ways[i][0]) &&
            token_is(reading, at + 1, ways[i][1]))
            from = at + 2;
    if (!from && token_is(reading, at, "из") && at + 1 < limit)
        from = at + 1;
    if (!from || names_entity(reading, from) || reading->words[from].mention)
        return 0;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (span_starts_with(token_at(reading, from)->folded, span_of(sources[i])))
            return 0;
    return from;
}

/* The place behind «для новорождённых», which tells which; at itself where «для» tells for whom, as
 * before «завода «Заря»» and «цеха завода «Заря»». */
static uint32_t kind_end(const struct reading *reading, uint32_t at, uint32_t limit)
{
    struct phrase_member group = {.end = at};
    uint32_t mention = reading->words[at + 1].mention;
    if (!token_is(reading, at, "для") || token_is(reading, at + 1, "нужд") ||
        (mention && !reading->mentions[mention - 1].by_reference))
        return at;
    if (!group_read(reading, at + 1, limit, GRAM_GENITIVE, &group)) {
        /* Those who are called by an adjective. */
        if (!analysis_with(&reading->words[at + 1], 1u << POS_ADJECTIVE, GRAM_GENITIVE))
            return at;
        group.end = at + 2;
    }
    if (group.end >= limit || !names_entity(reading, group.end))
        return group.end;
    /* «для терапии банку «Восток»» is for no bank. */
    grammemes cases = reading->words[group.end].grammemes & GRAM_CASES;
    return !cases || (cases & GRAM_GENITIVE) ? at : group.end;
}

/* «станки производства завода «Заря»»: whose they are, and nothing of what they are. */
static bool tells_maker(const struct reading *reading, uint32_t at, uint32_t limit)
{
    static const char *const words[] = {"производства", "выпуска", "изготовления", "разработки"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token_is(reading, at, words[i]))
            return at + 1 < limit && starts_actor(reading, at + 1);
    return false;
}

/* Whether a folded word begins, or ends, with one of some. */
static bool begins_as(struct span word, const char *const *begins, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_starts_with(word, span_of(begins[i])))
            return true;
    return false;
}

static bool ends_as(struct span word, const char *const *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_ends_with(word, span_of(ends[i])))
            return true;
    return false;
}

/* Whether a noun says what is done to the things counted behind it: «поставка 120 станций»; not so
 * «датчиками 120 машин». */
static bool is_action(const struct reading *reading, uint32_t at)
{
    static const char *const begins[] = {
        "строительств", "поставк",  "закупк",    "покупк",    "продаж",      "отгрузк",
        "экспорт",      "ремонт",   "капремонт", "выпуск",    "сборк",       "установк",
        "монтаж",       "запуск",   "ввод",      "замен",     "реконструкц", "модернизац",
        "газификац",    "прокладк", "застройк",  "разработк", "подготовк",   "производств",
        "передач",      "аренд",    "постройк",  "закладк"};
    static const char *const ends[] = {"ние", "нию", "нием", "нии", "ния",
                                       "тие", "тию", "тием", "тии", "тия"};
    struct span word = token_at(reading, at)->folded;
    return begins_as(word, begins, sizeof begins / sizeof *begins) ||
           ends_as(word, ends, sizeof ends / sizeof *ends);
}

bool noun_acts(const struct reading *reading, uint32_t head)
{
    /* What is a field of work by itself: «образование», «машиностроение». */
    static const char *const fields[] = {"образовани", "здравоохранени", "просвещени",
                                         "страховани"};
    static const char *const built[] = {"строение", "строению", "строением", "строении",
                                        "строения"};
    static const char *const others[] = {
        "поддержк", "обработк", "переработк", "организац", "реализац", "доставк", "добыч",
        "защит",    "оценк",    "отработк",   "настройк",  "проверк",  "охран",   "эксплуатац"};
    static const char *const ends[] = {"изация", "изации", "изацию", "изацией"};
    struct span word = token_at(reading, head)->folded;
    if (begins_as(word, fields, sizeof fields / sizeof *fields) ||
        ends_as(word, built, sizeof built / sizeof *built))
        return false;
    return is_action(reading, head) || begins_as(word, others, sizeof others / sizeof *others) ||
           ends_as(word, ends, sizeof ends / sizeof *ends);
}

/* The place behind the days and places that stand between an action and what is done: «поставка в
 * 2018 году труб», «строительство в Омске до 2020 года завода»; at itself where nothing done
 * follows. */
static uint32_t between_end(const struct reading *reading, uint32_t at, uint32_t limit)
{
    struct phrase_member group;
    uint32_t end = at;
    while (end + 1 < limit && is_preposition(reading, end)) {
        const struct mention *mention = mention_at(reading, end + 1);
        if (!mention || (mention->type != MENTION_DATE && mention->type != MENTION_PLACE))
            break;
        end = mention->first + mention->token_count;
    }
    bool done = end > at && end < limit && !names_entity(reading, end) &&
                group_read(reading, end, limit, GRAM_GENITIVE, &group);
    return done ? end : at;
}

/* The place behind what depends on a head: genitives, prepositional phrases, names in quotes. last
 * is set to the head of the last group among it; left where there is none. */
static uint32_t dependents_end(const struct reading *reading, uint32_t at, uint32_t limit,
                               unsigned flags, uint32_t *last)
{
    struct phrase_member group;
    bool narrow = flags & NODE_NARROW, common = flags & NODE_COMMON;
    if (!narrow && is_action(reading, *last))
        at = between_end(reading, at, limit);
    while (at < limit && !ends_matter(reading, at, limit) && !starts_date(reading, at)) {
        uint32_t from = at;
        if (narrow && (common ? names_entity(reading, at) : starts_actor(reading, at)))
            break;
        if (narrow && at > 0 && tells_maker(reading, at, limit))
            break;
        if (quotation_end(reading, at, limit) > at) {
            at = quotation_end(reading, at, limit);
            continue;
        }
        if (is_preposition(reading, at) && at + 1 < limit) {
            uint32_t end = kind_end(reading, at, limit);
            if (end > at && narrow) {
                at = end;
                *last = end - 1;
                continue;
            }
            uint32_t stuff = stuff_start(reading, at, limit);
            if (narrow && stuff && group_read(reading, stuff, limit, GRAM_GENITIVE, &group)) {
                at = group.end;
                *last = group.head;
                continue;
            }
            if ((narrow && !tells_purpose(reading, at, limit)) ||
                !group_read(reading, at + 1, limit, 0, &group))
                break;
            at = group.end;
            *last = group.head;
            continue;
        }
        const struct token *token = token_at(reading, at);
        if (token->kind == TOKEN_WORD && !token->cyrillic) {
            at++;
            continue;
        }
        grammemes cases = narrow ? GRAM_GENITIVE : OBLIQUE;
        bool counted = token->kind == TOKEN_NUMBER;
        const struct mention *sum = counted ? mention_at(reading, at) : NULL;
        if (counted && (!is_action(reading, *last) || (sum && sum->type == MENTION_MONEY)))
            break;
        if (!group_read(reading, from, limit, counted ? GRAM_GENITIVE : cases, &group))
            break;
        if (narrow &&
            (common ? names_entity(reading, group.head) : starts_actor(reading, group.head)))
            break;
        at = group.end;
        *last = group.head;
    }
    return at;
}

/* What joins the next member: the place behind it, at itself where nothing joins. */
static uint32_t joint_end(const struct reading *reading, uint32_t at, uint32_t limit, bool many)
{
    uint32_t from = at;
    if (at < limit && token_is(reading, at, ",") && many)
        at++;
    if (at + 1 < limit && token_is(reading, at, "а") && token_is(reading, at + 1, "также"))
        return at + 2;
    if (at < limit && token_is(reading, at, "и"))
        return at + 1;
    return at > from ? at : from;
}

/* Cases of a head's noun readings, limited to those wanted. */
static grammemes head_cases(const struct reading *reading, const struct phrase_member *member,
                            grammemes cases)
{
    const struct word *word = &reading->words[member->head];
    grammemes found = 0;
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].pos == POS_NOUN)
            found |= word->analyses[i].grammemes & GRAM_CASES;
    if (cases)
        found &= cases;
    return found ? found : cases;
}

/* Whether a word belongs to the name of a thing, or points at one. */
static bool is_named(const struct reading *reading, uint32_t index)
{
    uint32_t number = reading->words[index].mention;
    const struct mention *mention = number ? &reading->mentions[number - 1] : NULL;
    if (!mention || mention->type == MENTION_POSITION)
        return false;
    /* «омские заводы»: an organization that is none of the report's things has no name. */
    if (mention->type == MENTION_ORGANIZATION && !mention->by_reference)
        return mention->entity != NO_ENTITY;
    return mention->entity != NO_ENTITY || mention->token_count > 1;
}

/* How likely a word is a noun of one of the cases. */
static float noun_weight(const struct reading *reading, uint32_t token, grammemes cases)
{
    const struct word *word = &reading->words[token];
    float weight = 0;
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].pos == POS_NOUN && (word->analyses[i].grammemes & cases))
            weight += word->analyses[i].weight;
    return weight;
}

/* «развитие промышленности и торговли»: what is joined to the last dependent rather than to the
 * member's head, by its case. The place behind it; at itself where there is none. */
static uint32_t joined_dependent_end(const struct reading *reading, uint32_t at, uint32_t limit,
                                     grammemes cases, unsigned flags, uint32_t *last)
{
    /* «по развитию и поддержке торговли»: what has nothing of its own shares what follows. */
    float factor = at == *last + 1 ? 0.1F : 3.0F;
    uint32_t joint = joint_end(reading, at, limit, flags & NODE_MANY);
    grammemes own = head_cases(reading, &(struct phrase_member){.head = *last}, OBLIQUE) & ~cases;
    struct phrase_member group;
    if (joint == at || joint >= limit || !own || starts_date(reading, joint) ||
        !group_read(reading, joint, limit, own, &group) || names_entity(reading, group.head) ||
        noun_weight(reading, group.head, own) <= factor * noun_weight(reading, group.head, cases))
        return at;
    *last = group.head;
    return dependents_end(reading, group.end, limit, flags, last);
}

bool phrase_read(const struct reading *reading, uint32_t first, uint32_t limit, grammemes cases,
                 unsigned flags, struct phrase *phrase)
{
    phrase->count = 0;
    phrase->cases = cases;
    uint32_t at = first;
    while (at < limit && phrase->count < PHRASE_MEMBERS) {
        struct phrase_member member;
        if (!group_read(reading, at, limit, phrase->cases, &member))
            break;
        if ((flags & NODE_COMMON) && is_named(reading, member.head))
            break;
        /* A member that is a person, or a date after a comma, belongs to another clause. */
        if (phrase->count && starts_date(reading, at))
            break;
        phrase->cases = head_cases(reading, &member, phrase->cases);
        uint32_t last = member.head, before;
        member.end = dependents_end(reading, member.end, limit, flags, &last);
        do {
            before = member.end;
            if (last != member.head && !(flags & NODE_NARROW))
                member.end =
                    joined_dependent_end(reading, before, limit, phrase->cases, flags, &last);
        } while (member.end > before);
        phrase->members[phrase->count++] = member;
        uint32_t joint = joint_end(reading, member.end, limit, flags & NODE_MANY);
        if (joint == member.end)
            break;
        at = joint;
    }
    return phrase->count > 0;
}

static struct span token_words(const struct reading *reading, uint32_t index)
{
    return token_letters(reading->report->text, token_at(reading, index));
}

struct span tokens_text(const struct reading *reading, struct arena *arena, uint32_t first,
                        uint32_t end)
{
    size_t size = 0;
    for (uint32_t i = first; i < end; i++)
        size += token_words(reading, i).size + 1;
    char *out = arena_alloc(arena, size + 1, 1);
    size_t at = 0;
    for (uint32_t i = first; i < end; i++) {
        struct span words = token_words(reading, i);
        if (i > first && token_at(reading, i)->space_before)
            out[at++] = ' ';
        memcpy(out + at, words.data, words.size);
        at += words.size;
    }
    return (struct span){out, at};
}

/* The head's reading: a thing rather than a living being («оптике» is of «оптика», not «оптик»). */
static const struct analysis *head_analysis(const struct word *head, grammemes cases)
{
    for (uint32_t i = 0; i < head->analysis_count; i++) {
        const struct analysis *analysis = &head->analyses[i];
        if (analysis->pos == POS_NOUN && (analysis->grammemes & GRAM_INANIMATE) &&
            (!cases || (analysis->grammemes & cases)) && analysis->weight >= 0.1f)
            return analysis;
    }
    return analysis_with(head, 1u << POS_NOUN, cases);
}

/* «84 адаптивных светофора»: behind two, three and four the noun is in the singular, and what
 * modifies it in the plural; NULL where it is not so. */
static const struct analysis *paucal_modifier(const struct word *word, const struct analysis *noun)
{
    bool paucal = (noun->grammemes & GRAM_GENITIVE) && (noun->grammemes & GRAM_SINGULAR);
    for (uint32_t i = 0; paucal && i < word->analysis_count; i++) {
        const struct analysis *analysis = &word->analyses[i];
        if ((MODIFIER_PARTS >> analysis->pos & 1) && (analysis->grammemes & GRAM_GENITIVE) &&
            (analysis->grammemes & GRAM_PLURAL))
            return analysis;
    }
    return NULL;
}

/* A case and number to put a phrase into. */
struct target {
    grammemes form; /* one case, and a number or none: it keeps its own */
    bool counted; /* behind a numeral adjective and noun need not agree: «43 промышленных кластера»
                   */
};

/* The reading of a modifier that goes with the head. */
static const struct analysis *modifier_analysis(const struct word *word,
                                                const struct phrase *phrase,
                                                const struct analysis *noun, bool counted)
{
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if ((MODIFIER_PARTS >> word->analyses[i].pos & 1) &&
            (counted || ((word->analyses[i].grammemes & phrase->cases) &&
                         analysis_agrees(&word->analyses[i], noun))))
            return &word->analyses[i];
    return NULL;
}

/* The word in the wanted form where it is the head, or agrees with it. */
static struct span word_inflected(const struct morphology *morphology,
                                  const struct reading *reading, struct arena *arena,
                                  const struct phrase *phrase, const struct phrase_member *member,
                                  uint32_t index, struct target target)
{
    struct span words = token_words(reading, index), form;
    const struct word *word = &reading->words[index];
    const struct analysis *noun = head_analysis(&reading->words[member->head], phrase->cases);
    /* «ТОР» and «ЭРА» are words besides. */
    if (index > member->head || !noun || !morphology ||
        token_at(reading, index)->kind == TOKEN_ABBREVIATION ||
        (token_at(reading, index)->shape == CASE_UPPER && words.size > 2))
        return words;
    const struct analysis *chosen =
        index == member->head ? noun : modifier_analysis(word, phrase, noun, target.counted);
    grammemes number = noun->grammemes & GRAM_NUMBERS;
    if (number == GRAM_NUMBERS)
        number = 0;
    if (target.form & GRAM_NUMBERS)
        number = 0;
    else if (!chosen && (chosen = paucal_modifier(word, noun)))
        number |= noun->grammemes & (GRAM_MASCULINE | GRAM_FEMININE | GRAM_NEUTER);
    if (chosen && morphology_inflect(morphology, words, chosen, target.form | number, arena, &form))
        return form;
    return words;
}

/* The member whose modifiers or head a token is; NULL where the token is of none. */
static const struct phrase_member *member_of(const struct phrase *phrase, uint32_t index)
{
    for (size_t i = 0; i < phrase->count; i++)
        if (index >= phrase->members[i].first && index <= phrase->members[i].head)
            return &phrase->members[i];
    return NULL;
}

static struct span phrase_written(const struct morphology *morphology,
                                  const struct reading *reading, struct arena *arena,
                                  const struct phrase *phrase, size_t from, size_t to,
                                  struct target target)
{
    char out[PHRASE_TEXT];
    size_t size = 0;
    struct arena_mark mark = arena_mark(arena);
    uint32_t first = phrase->members[from].first, end = phrase->members[to - 1].end;
    for (uint32_t i = first; i < end; i++) {
        const struct phrase_member *member = member_of(phrase, i);
        struct span words =
            member ? word_inflected(morphology, reading, arena, phrase, member, i, target)
                   : token_words(reading, i);
        bool space = i > first && token_at(reading, i)->space_before;
        if (size + words.size + space > sizeof out)
            return tokens_text(reading, arena, first, end);
        if (space)
            out[size++] = ' ';
        memcpy(out + size, words.data, words.size);
        size += words.size;
    }
    arena_rewind(arena, mark); /* of the words' forms nothing is needed any more */
    return arena_copy(arena, (struct span){out, size});
}

struct span phrase_nominative(const struct morphology *morphology, const struct reading *reading,
                              struct arena *arena, const struct phrase *phrase, size_t from,
                              size_t to)
{
    return phrase_written(morphology, reading, arena, phrase, from, to,
                          (struct target){GRAM_NOMINATIVE, false});
}

struct span phrase_inflected(const struct morphology *morphology, const struct reading *reading,
                             struct arena *arena, const struct phrase *phrase, grammemes form,
                             bool counted)
{
    return phrase_written(morphology, reading, arena, phrase, 0, phrase->count,
                          (struct target){form, counted});
}
