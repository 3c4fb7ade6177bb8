/* Descriptors that stand for something named before: «регион», «госкорпорация», «глава региона».
 *
 * They are found after all names, and point at the entity of the last fitting name before them, or
 * of the first behind them where there is none. */
#include "linking.h"
#include "time_words.h"

static bool is_demonstrative(const struct scan *scan, uint32_t token)
{
    static const char *const stems[] = {"эт", "данн", "наш", "указанн", "сам", "названн", "сво"};
    for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++)
        if (span_starts_with(scan->tokens[token].folded, span_of(stems[i])))
            return true;
    return false;
}

/* Whether a token is a number that counts what follows it: «34 технопарка». */
static bool is_amount(const struct scan *scan, uint32_t token)
{
    const struct time_word *time = scan->times[token];
    return token_is_kind(scan, token, TOKEN_NUMBER) ||
           (time != NULL && (time->number > 0 || time->scale > 0));
}

/* Whether a number at a token is the name of what stands before it: «школа 36», but not «в кластере
 * 36 организаций», where it counts others. */
static bool is_numbered(const struct scan *scan, const struct sentence *sentence, uint32_t token)
{
    if (!token_is_kind(scan, token, TOKEN_NUMBER))
        return false;
    uint32_t after = token + 1;
    return after >= sentence->first + sentence->count || !token_is_kind(scan, after, TOKEN_WORD) ||
           scan->tokens[after].shape != CASE_LOWER ||
           token_read(scan, after, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_GENITIVE) == NULL;
}

/* Whether a word stands before a token that can have it in the genitive or dative: a noun, a
 * preposition, a number; by_verb: a verb too. */
static bool is_governed(const struct scan *scan, const struct sentence *sentence, uint32_t token,
                        bool by_verb)
{
    if (token == sentence->first)
        return false;
    if (candidate_at(scan, token - 1) != NULL)
        return true;
    const struct word *before = &scan->words[token - 1];
    if (before->analysis_count == 0)
        return scan->tokens[token - 1].kind == TOKEN_WORD;
    switch (before->analyses[0].pos) {
    case POS_CONJUNCTION: /* «представители области и компании» */
        return token >= sentence->first + 2 && token_is(scan, token - 1, "и") &&
               token_read(scan, token - 2, PARTS_NOUN, GRAM_GENITIVE) != NULL;
    case POS_PARTICLE:
    case POS_ADVERB:
    case POS_PARTICIPLE_SHORT:
        return false;
    case POS_VERB:
    case POS_INFINITIVE:
    case POS_GERUND:
        return by_verb;
    default:
        return scan->tokens[token - 1].kind == TOKEN_WORD;
    }
}

/* Whether a form that could be a plural is one, as nothing before it rules a genitive: «заявки
 * предприятия подготовили», «это компании, которые …». */
static bool is_plural_form(const struct scan *scan, const struct sentence *sentence, uint32_t token)
{
    if (token_read(scan, token, PARTS_NOUN, GRAM_PLURAL | GRAM_NOMINATIVE) == NULL ||
        token_read(scan, token, PARTS_NOUN, GRAM_SINGULAR | GRAM_NOMINATIVE) != NULL)
        return false;
    bool dative = token_read(scan, token, PARTS_NOUN, GRAM_SINGULAR | GRAM_DATIVE) != NULL;
    return !is_governed(scan, sentence, token, dative);
}

/* Whether words behind a head tell which it is: «предприятие Росатома», «завод по выпуску труб». */
static bool is_told(const struct scan *scan, uint32_t after)
{
    static const char *const makings[] = {"выпуск",     "производств", "переработк", "изготовлен",
                                          "сборк",      "ремонт",      "обслуживан", "утилизац",
                                          "добыч",      "розлив",      "обогащени",  "глубокой",
                                          "строительс", "обработк",    "созданию"};
    const struct candidate *body = candidate_at(scan, after);
    if (body != NULL && body->type == MENTION_ORGANIZATION && body->first == after &&
        token_read(scan, after, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_GENITIVE) != NULL &&
        token_read(scan, after, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_NOMINATIVE) == NULL)
        return true;
    for (size_t i = 0; token_is(scan, after, "по") && i < sizeof makings / sizeof *makings; i++)
        if (after + 1 < scan->reading->tokens.count &&
            span_starts_with(scan->tokens[after + 1].folded, span_of(makings[i])))
            return true;
    return false;
}

/* Whether the head stands alone, as one that points back does: not «новые компании», not «завод
 * композитов». */
static bool is_alone(const struct scan *scan, const struct sentence *sentence, uint32_t token,
                     uint32_t after)
{
    if (token_read(scan, token, PARTS_NOUN, GRAM_SINGULAR) == NULL ||
        is_plural_form(scan, sentence, token) || is_told(scan, after))
        return false;
    if (token > sentence->first && tokens_agree(scan, token - 1, token) &&
        !is_demonstrative(scan, token - 1))
        return false;
    if (token > sentence->first && is_amount(scan, token - 1))
        return false;
    uint32_t end = sentence->first + sentence->count;
    /* «ОЭЗ технико-внедренческого типа»: its type does not tell which. */
    if (after + 1 < end && token_is(scan, after + 1, "типа"))
        after += 2;
    if (after >= end)
        return true;
    if (token_is_kind(scan, after, TOKEN_QUOTE_OPEN) || is_numbered(scan, sentence, after))
        return false;
    /* «корпорация развития Кузбасса» is that of another place. */
    const struct candidate *place = candidate_at(scan, after);
    if (place != NULL && place->type == MENTION_PLACE && place->first == after &&
        token_read(scan, after, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_GENITIVE) != NULL)
        return false;
    return scan->tokens[after].shape != CASE_LOWER ||
           token_read(scan, after, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_GENITIVE) == NULL ||
           scan->words[after].analyses[0].pos == POS_VERB;
}

static void reference_add(struct scan *scan, uint32_t token, const struct lexicon_match *match,
                          enum mention_type type)
{
    const struct lexicon_entry *entry = match_entry(scan, match);
    struct candidate *candidate =
        candidate_add(scan, token, token + match->count, token, type, THING_NONE);
    candidate->entry = entry;
    candidate->kind = entry->schema;
    candidate->naming = NAMING_REFERENCE;
    candidate->name_end = candidate->name_first;
    candidate->unlisted = true;
}

static void sentence_refer(struct scan *scan, const struct sentence *sentence)
{
    uint32_t end = sentence->first + sentence->count;
    for (uint32_t token = sentence->first; token < end; token++) {
        if (!token_is_free(scan, token) || scan->tokens[token].kind != TOKEN_WORD)
            continue;
        const struct lexicon_match *match = match_of(scan, token, LEXICON_PLACE_HEAD);
        bool place = match != NULL && (match_entry(scan, match)->marks & MARK_REFERENCE);
        if (!place)
            match = match_of(scan, token, LEXICON_HEAD);
        if (match == NULL || match_entry(scan, match)->schema == NULL ||
            !(match_entry(scan, match)->marks & (MARK_REFERENCE | MARK_LOWER)) ||
            !is_alone(scan, sentence, token, token + match->count))
            continue;
        reference_add(scan, token, match,
                      place ? MENTION_PLACE
                            : mention_type_of(scan, match_entry(scan, match)->schema));
    }
}

void references_find(struct scan *scan)
{
    for (size_t i = 0; i < scan->reading->tokens.sentence_count; i++)
        sentence_refer(scan, &scan->reading->tokens.sentences[i]);
}

/* «В городе» is in no place that the report calls a village. */
static bool is_village(const struct scan *scan, const struct candidate *named)
{
    static const char *const heads[] = {"поселок", "поселка", "поселке", "поселку", "село",
                                        "села",    "селе",    "деревня", "деревни", "деревне",
                                        "станица", "станице", "хутор",   "хуторе",  "аул"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (token_is(scan, named->first, heads[i]) ||
            (named->first && token_is(scan, named->first - 1, heads[i])))
            return true;
    return false;
}

/* Whether the name of a place holds the head that points at it: «область» is no «край». */
static bool place_has_head(const struct scan *scan, const struct candidate *reference,
                           const struct candidate *named)
{
    static const char *const general[] = {"регион", "страна", "государство", "субъект"};
    struct span head = reference->entry->spelling;
    for (size_t i = 0; i < sizeof general / sizeof general[0]; i++)
        if (span_starts_with(head, span_of(general[i])))
            return true;
    if (kind_is(scan, reference->kind, THING_LOCALITY))
        return !span_starts_with(head, SPAN("город")) || !is_village(scan, named);
    struct span name = named->name;
    if (named->entry != NULL)
        name = named->entry->name;
    struct span key = name_key(scan->arena, name), part = name_key(scan->arena, head);
    return span_find(key, part, 0) != SIZE_MAX;
}

/* What an abbreviation stands for, as names spell it out: «ОЭЗ» for «особая экономическая зона». */
static struct span head_in_full(struct span head)
{
    static const char *const pairs[][2] = {{"ОЭЗ", "экономическая зона"},
                                           {"ТОР", "территория опережающего"},
                                           {"ТОСЭР", "территория опережающего"},
                                           {"СЭЗ", "экономическая зона"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (span_equal(head, span_of(pairs[i][0])))
            return span_of(pairs[i][1]);
    return head;
}

/* Whether a name holds its head as part of another word: «НИИАР» is an institute, «Минпром» a
 * ministry. key: in lower case. */
static bool is_shortened(struct span head, struct span key)
{
    static const char *const pairs[][2] = {{"институт", "нии"}, {"министерство", "мин"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct span part = span_of(pairs[i][1]);
        for (size_t at = 0; span_equal(head, span_of(pairs[i][0]));) {
            at = span_find(key, part, at);
            if (at == SIZE_MAX)
                break;
            if (at == 0 || key.data[at - 1] == ' ')
                return true;
            at += part.size;
        }
    }
    return false;
}

/* «линия Zarya», «у чешской фирмы Zarya»: a firm with a name in Latin letters that no head in the
 * nominative leads is hardly what is spoken of next. */
static bool is_passing(const struct scan *scan, const struct candidate *named)
{
    if (scan->tokens[named->name_first].cyrillic ||
        scan->tokens[named->name_first].kind != TOKEN_WORD)
        return false;
    return named->foreign ||
           token_read(scan, named->head, PARTS_NOUN, GRAM_NOMINATIVE | GRAM_SINGULAR) == NULL;
}

/* What any firm that makes things may be called. */
static bool is_plant(const struct candidate *reference)
{
    static const char *const heads[] = {"завод", "фабрика", "комбинат"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (span_equal(reference->entry->spelling, span_of(heads[i])))
            return true;
    return false;
}

/* Heads that are in the names of few of the firms that they are used of: where several fit, the one
 * that is spoken of most is meant. */
static bool is_general(const struct candidate *reference)
{
    static const char *const heads[] = {"корпорация", "холдинг", "концерн", "группа",
                                        "группа компаний"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (span_equal(reference->entry->spelling, span_of(heads[i])))
            return true;
    return is_plant(reference);
}

/* Whether a token is a finite verb or a short participle: «завод входит», «завод основан». */
static bool is_predicate(const struct scan *scan, uint32_t token)
{
    if (token >= scan->reading->tokens.count || scan->words[token].analysis_count == 0)
        return false;
    uint8_t pos = scan->words[token].analyses[0].pos;
    return pos == POS_VERB || pos == POS_PARTICIPLE_SHORT;
}

/* Whether the word before a plant is what only one that works has: «директор завода», «цехах
 * завода», «на заводе». */
static bool has_staff(const struct scan *scan, const struct candidate *reference)
{
    static const char *const stems[] = {"цех",       "продукци",   "персонал", "штат",
                                        "сотрудник", "работни",    "специали", "коллектив",
                                        "оборот",    "выручк",     "конвейер", "площадк",
                                        "мощност",   "представит", "руководс", "сторон"};
    uint32_t first = reference->first;
    if (first == 0)
        return false;
    const struct candidate *before = candidate_at(scan, first - 1);
    if (before != NULL)
        return before->type == MENTION_POSITION;
    if (token_is(scan, first - 1, "на") &&
        token_read(scan, reference->head, PARTS_NOUN, GRAM_LOCATIVE) != NULL)
        return true;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (span_starts_with(scan->tokens[first - 1].folded, span_of(stems[i])))
            return true;
    return false;
}

/* Whether a plant does something or gets something, «завод выпускает», «заводу поставляет», and is
 * none that is still to be built. */
static bool is_at_work(const struct scan *scan, const struct candidate *reference)
{
    if (token_read(scan, reference->head, PARTS_NOUN, GRAM_DATIVE) != NULL ||
        has_staff(scan, reference))
        return true;
    return token_read(scan, reference->head, PARTS_NOUN, GRAM_NOMINATIVE) != NULL &&
           is_predicate(scan, reference->end) &&
           (reference->first == 0 || !is_predicate(scan, reference->first - 1));
}

/* How well a named candidate fits a reference: 0 not at all. The same head fits best. */
static int fit(const struct scan *scan, const struct candidate *reference,
               const struct candidate *named)
{
    if (named->entity == 0 || named->unlisted || named->naming == NAMING_REFERENCE ||
        named->kind == NULL)
        return 0;
    if (named->type == MENTION_PLACE && reference->type == MENTION_PLACE &&
        reference->entry->class == LEXICON_PLACE_HEAD) {
        /* Москва is a city and a region. */
        bool city = kind_is(scan, reference->kind, THING_LOCALITY) &&
                    kind_is(scan, named->kind, THING_REGION) && named->entry != NULL &&
                    span_find(named->entry->name, SPAN(" "), 0) == SIZE_MAX;
        if (reference->kind != named->kind && !city)
            return 0;
        return place_has_head(scan, reference, named) ? 2 : 0;
    }
    /* «компания» may be any firm: the last one named, whatever it was called there. */
    if (reference->entry == named->entry && named->entry != NULL)
        return reference->entry->marks & MARK_PLAIN ? 2 - is_passing(scan, named) : 3;
    /* «корпорация» is any body that is called one. */
    if (span_equal(reference->entry->spelling, SPAN("корпорация")) &&
        named->type == MENTION_ORGANIZATION &&
        span_find(named->key, SPAN("корпорац"), 0) != SIZE_MAX)
        return 3;
    bool firm = kind_is(scan, reference->kind, THING_COMPANY);
    bool state = kind_is(scan, named->kind, THING_STATE_CORPORATION);
    if (reference->kind != named->kind && !(firm && state))
        return 0;
    /* What says no more than the kind fits all of it; other heads must be in the name. */
    if (reference->entry->marks & MARK_PLAIN)
        return 2 - is_passing(scan, named);
    if (kind_is(scan, reference->kind, THING_STATE_CORPORATION) ||
        span_equal(reference->entry->spelling, SPAN("вуз")) ||
        span_equal(reference->entry->spelling, SPAN("площадка")))
        return 2;
    struct span head = name_key(scan->arena, head_in_full(reference->entry->spelling));
    if (is_shortened(reference->entry->spelling, named->key))
        return 2;
    size_t place = span_find(named->key, head, 0);
    bool word = place == 0 || (place != SIZE_MAX && named->key.data[place - 1] == ' ');
    if ((word || (place != SIZE_MAX && !is_plant(reference))) ||
        (state && span_equal(head, name_key(scan->arena, SPAN("корпорация")))))
        return 2;
    return is_plant(reference) && kind_is(scan, named->kind, THING_COMPANY) &&
                   !is_passing(scan, named) && is_at_work(scan, reference)
               ? 1
               : 0;
}

static int compare_first(const void *left, const void *right)
{
    const struct candidate *const *one = left, *const *other = right;
    return (*one)->first < (*other)->first ? -1 : (*one)->first > (*other)->first;
}

enum { WINDOW = 60 }; /* names looked back at: keeps the search linear */

/* Whether a mention only tells to whom something was said: «сказал «Заре» директор компании». */
static bool is_addressee(const struct scan *scan, const struct candidate *named)
{
    uint32_t before = named->first;
    while (before > 0 && scan->tokens[before - 1].kind == TOKEN_QUOTE_OPEN)
        before--;
    const struct candidate *after = candidate_at(scan, named->end);
    if (after == NULL && token_is_kind(scan, named->end, TOKEN_QUOTE_CLOSE))
        after = candidate_at(scan, named->end + 1);
    bool verb = before > 0 && scan->words[before - 1].analysis_count &&
                scan->words[before - 1].analyses[0].pos == POS_VERB;
    return verb && ((after != NULL && after->type == MENTION_POSITION) ||
                    token_read(scan, named->head, PARTS_NOUN, GRAM_NOMINATIVE) == NULL);
}

/* The first sentences tell what the report is about. */
enum { HEADLINES = 3 };

/* Whether a noun in lower case rules a mention: «дочерняя структура АО «Заря»» is not of АО «Заря».
 */
static bool is_ruled(const struct scan *scan, const struct candidate *named)
{
    if (named->first == 0 || scan->tokens[named->first - 1].kind != TOKEN_WORD ||
        scan->tokens[named->first - 1].shape != CASE_LOWER)
        return false;
    const struct word *before = &scan->words[named->first - 1];
    return before->analysis_count && before->analyses[0].pos == POS_NOUN;
}

/* The first token of a mention with the quotation mark before it. */
static uint32_t outer_first(const struct scan *scan, const struct candidate *named)
{
    uint32_t first = named->first;
    while (first > 0 && scan->tokens[first - 1].kind == TOKEN_QUOTE_OPEN)
        first--;
    return first;
}

static bool is_behind_preposition(const struct scan *scan, const struct candidate *named)
{
    uint32_t first = outer_first(scan, named);
    return first > 0 && scan->words[first - 1].analysis_count &&
           scan->words[first - 1].analyses[0].pos == POS_PREPOSITION;
}

/* Whether a verb stands before a mention in its clause: «линию поставила компания «Заря»» tells who
 * did it, not what is spoken of. */
static bool is_behind_verb(const struct scan *scan, const struct candidate *named)
{
    uint32_t low = scan->reading->tokens.sentences[scan->words[named->first].sentence].first;
    for (uint32_t at = named->first; at > low && !token_is(scan, at - 1, ","); at--)
        if (is_predicate(scan, at - 1) && candidate_at(scan, at - 1) == NULL)
            return true;
    return false;
}

/* Whether a mention stands in the nominative for all that its words tell: «контракт с АО «Заря»»
 * and «филиал АО «Заря»» are not of АО «Заря»; a bare «Заря» that leads its sentence has no case.
 */
static bool is_nominative(const struct scan *scan, const struct candidate *named)
{
    const struct sentence *sentences = scan->reading->tokens.sentences;
    bool leads = outer_first(scan, named) == sentences[scan->words[named->first].sentence].first;
    if (leads && scan->words[named->head].analysis_count == 0)
        return true;
    return token_read(scan, named->head, PARTS_NOUN, GRAM_NOMINATIVE) != NULL &&
           !is_ruled(scan, named) && !is_behind_preposition(scan, named);
}

/* Whether a comma, a dash or the like stands between two tokens. */
static bool are_parted(const struct scan *scan, uint32_t low, uint32_t high)
{
    for (uint32_t i = low; i < high; i++)
        if (scan->tokens[i].kind != TOKEN_WORD && scan->tokens[i].kind != TOKEN_NUMBER &&
            scan->tokens[i].kind != TOKEN_QUOTE_OPEN && scan->tokens[i].kind != TOKEN_QUOTE_CLOSE)
            return true;
    return false;
}

/* «Заря» поставляет трубы на месторождения компании»: what the subject has would be its own. */
static bool is_of_other(const struct scan *scan, const struct candidate *reference,
                        const struct candidate *named)
{
    const struct word *before = &scan->words[reference->first - 1];
    return candidate_at(scan, reference->first - 1) == NULL && before->analysis_count &&
           before->analyses[0].pos == POS_NOUN && is_nominative(scan, named) &&
           !is_behind_verb(scan, named) &&
           token_read(scan, reference->head, PARTS_NOUN, GRAM_GENITIVE) != NULL;
}

/* Whether a reference and a name are two things of one clause: «Заря» поставит компании трубы»,
 * «Заря работает с компанией», «области и компании». Nobody calls one thing by both there. */
static bool is_beside(const struct scan *scan, const struct candidate *reference,
                      const struct candidate *named)
{
    uint32_t first = reference->first;
    if (scan->words[named->first].sentence != scan->words[first].sentence)
        return false;
    /* «Сырьём предприятие обеспечит «Заря»» */
    if (named->first > first)
        return true;
    if (first == 0 || are_parted(scan, named->end, first))
        return false;
    bool verb = candidate_at(scan, first - 1) == NULL &&
                (is_predicate(scan, first - 1) ||
                 (scan->words[first - 1].analysis_count &&
                  scan->words[first - 1].analyses[0].pos == POS_INFINITIVE));
    return token_is(scan, first - 1, "с") || token_is(scan, first - 1, "со") ||
           token_is(scan, first - 1, "и") || token_is(scan, first - 1, "между") ||
           token_is(scan, first - 1, "для") || is_of_other(scan, reference, named) ||
           (verb && token_read(scan, reference->head, PARTS_NOUN, GRAM_DATIVE) != NULL);
}

/* How much one mention makes its thing spoken of some sentences later. */
static float prominence(const struct scan *scan, const struct candidate *reference,
                        const struct candidate *named)
{
    uint32_t here = scan->words[reference->first].sentence;
    uint32_t there = scan->words[named->first].sentence;
    const struct sentence *sentences = scan->reading->tokens.sentences;
    float weight = 1.0f / (float)(1 + (here > there ? here - there : there - here));
    bool nominative = is_nominative(scan, named);
    bool leads = nominative && !is_behind_verb(scan, named);
    if (sentences[here].block != sentences[there].block)
        weight *= 0.7f;
    if (there < HEADLINES)
        weight += 0.2f;
    if (is_addressee(scan, named) || is_beside(scan, reference, named))
        return 0.0f;
    if (named->first > reference->first)
        weight *= 0.3f;
    if (kind_is(scan, named->kind, THING_STATE_CORPORATION) &&
        !kind_is(scan, reference->kind, THING_STATE_CORPORATION))
        weight *= 0.3f;
    if (nominative)
        weight *= leads ? 1.5f : 1.1f;
    if (!leads && here == there && named->first < reference->first)
        weight *= 0.5f;
    return weight;
}

/* «Резидентом стало ООО «Заря». Компания построит …»: the only fitting thing of the sentence
 * before, where that sentence is the first to name it; NULL. */
static const struct candidate *just_introduced(const struct scan *scan, struct candidate **order,
                                               size_t at)
{
    const struct sentence *sentences = scan->reading->tokens.sentences;
    const struct candidate *found = NULL;
    uint32_t here = scan->words[order[at]->first].sentence;
    size_t low = at > WINDOW ? at - WINDOW : 0;
    for (size_t i = at; i-- > low;) {
        const struct candidate *named = order[i];
        uint32_t there = scan->words[named->first].sentence;
        if (found == NULL && (there + 1 < here || sentences[there].block != sentences[here].block))
            return NULL;
        if (there + 1 < here && named->entity == found->entity)
            return NULL;
        if (there + 1 < here || fit(scan, order[at], named) == 0)
            continue;
        if (there == here || (found != NULL && named->entity != found->entity))
            return NULL;
        found = named;
    }
    return found;
}

/* A thing that a reference may point at, by some name of it around: «Завод «Заря»» is a plant where
 * it is called «Заря» too. */
struct referent {
    const struct candidate *last;
    int fit;
    float weight; /* how much it is spoken of */
};

struct referents {
    struct referent items[2 * WINDOW];
    size_t count;
};

static struct referent *thing_of(struct referents *things, uint32_t entity)
{
    for (size_t i = 0; i < things->count; i++)
        if (things->items[i].last->entity == entity)
            return &things->items[i];
    return NULL;
}

/* Candidates low..high that are looked at around one. */
static size_t window_low(size_t at)
{
    return at > WINDOW ? at - WINDOW : 0;
}

static size_t window_high(size_t at, size_t count)
{
    return at + WINDOW < count ? at + WINDOW : count;
}

/* Whether an earlier reference by the same word keeps a thing spoken of where its name is out of
 * sight. */
static bool points_on(const struct candidate *reference, const struct candidate *earlier)
{
    return earlier->naming == NAMING_REFERENCE && earlier->entity != 0 &&
           earlier->entry == reference->entry && earlier->first < reference->first &&
           earlier->type == reference->type;
}

static bool names_side(const struct scan *scan, uint32_t token)
{
    return token_is(scan, token, "стороны") || token_is(scan, token, "от");
}

/* «Со стороны авиакомпании подписал … , со стороны завода – …»: the first token of what stands for
 * the other side, which is another thing; the reference's own where there is none. */
static uint32_t other_side(const struct scan *scan, const struct candidate *reference)
{
    uint32_t low = scan->reading->tokens.sentences[scan->words[reference->first].sentence].first;
    if (reference->first == low || !names_side(scan, reference->first - 1))
        return reference->first;
    for (uint32_t at = reference->first - 1; at > low; at--)
        if (names_side(scan, at - 1))
            return at;
    return reference->first;
}

/* Whether the office of somebody stands right before a mention: «директор «Зари»». */
static bool is_behind_office(const struct scan *scan, const struct candidate *named)
{
    uint32_t first = outer_first(scan, named);
    const struct candidate *before = first ? candidate_at(scan, first - 1) : NULL;
    return before != NULL && before->type == MENTION_POSITION;
}

/* «Глава компании и директор «Зари»»: an officer of the firm that is named only behind is another
 * firm's. */
static bool is_other_officer(const struct scan *scan, const struct candidate *reference,
                             const struct candidate *named)
{
    return named->first > reference->end && named->naming != NAMING_REFERENCE &&
           scan->words[named->first].sentence == scan->words[reference->first].sentence &&
           is_behind_office(scan, reference) && is_behind_office(scan, named);
}

static void thing_leave(struct referents *things, uint32_t entity)
{
    for (size_t k = 0; entity != 0 && k < things->count;)
        if (things->items[k].last->entity == entity)
            things->items[k] = things->items[--things->count];
        else
            k++;
}

static void things_find(const struct scan *scan, struct candidate **order, size_t at, size_t count,
                        struct referents *things)
{
    uint32_t side = other_side(scan, order[at]);
    things->count = 0;
    for (size_t i = window_low(at); i < window_high(at, count); i++) {
        int here = i == at                          ? 0
                   : points_on(order[at], order[i]) ? 1
                                                    : fit(scan, order[at], order[i]);
        struct referent *thing = here ? thing_of(things, order[i]->entity) : NULL;
        if (here && thing == NULL) {
            thing = &things->items[things->count++];
            *thing = (struct referent){.last = order[i]};
        }
        if (here && here > thing->fit)
            thing->fit = here;
    }
    for (size_t i = at; i-- > 0 && order[i]->first >= side;)
        thing_leave(things, order[i]->entity);
    for (size_t i = at + 1; i < window_high(at, count); i++)
        if (is_other_officer(scan, order[at], order[i]))
            thing_leave(things, order[i]->entity);
}

/* Of the names that fit a reference, the one whose thing is spoken of most around it. */
static const struct candidate *resolve_prominent(const struct scan *scan, struct candidate **order,
                                                 size_t at, size_t count, struct referents *things)
{
    const struct referent *best = NULL;
    for (size_t i = window_low(at); i < window_high(at, count); i++) {
        const struct candidate *named = order[i];
        struct referent *thing = i == at || named->entity == 0 || named->type == MENTION_POSITION
                                     ? NULL
                                     : thing_of(things, named->entity);
        bool reference = named->naming == NAMING_REFERENCE;
        /* A reference before this one says that its thing is still spoken of. */
        if (thing == NULL || (reference ? i > at || named->type != MENTION_ORGANIZATION
                                        : named->kind != thing->last->kind))
            continue;
        thing->weight += (float)(reference ? 1 : thing->fit) * prominence(scan, order[at], named);
        if (thing->weight > 0.0f && (best == NULL || thing->weight >= best->weight))
            best = thing;
    }
    return best ? best->last : NULL;
}

/* The last one named before a reference, of those that fit it best. */
static const struct candidate *resolve_nearest(const struct scan *scan, struct candidate **order,
                                               size_t at, size_t count, struct referents *things,
                                               int *best_fit)
{
    const struct candidate *best = NULL;
    *best_fit = 0;
    for (size_t i = at; i > 0 && i + WINDOW > at && *best_fit < 3; i--) {
        const struct candidate *named = order[i - 1];
        bool other = named->naming == NAMING_REFERENCE && !points_on(order[at], named);
        const struct referent *thing =
            other || named->entity == 0 ? NULL : thing_of(things, named->entity);
        if (thing == NULL || thing->fit <= *best_fit || is_beside(scan, order[at], named))
            continue;
        best = named;
        *best_fit = thing->fit;
    }
    for (size_t i = at + 1; best == NULL && i < window_high(at, count); i++)
        if (fit(scan, order[at], order[i]) > 0 && !is_beside(scan, order[at], order[i]))
            best = order[i];
    return best;
}

/* «Генподрядчик — компания «Заря»», «оператором является «Заря»»: what a reference is said to be,
 * the name right behind it; NULL. */
static const struct candidate *identified(const struct scan *scan, struct candidate **order,
                                          size_t at, size_t count)
{
    static const char *const copulas[] = {"является", "выступает", "стало", "стала", "станет"};
    enum { NEAR = 2 };
    uint32_t end = order[at]->end;
    uint32_t head = order[at]->head, before = order[at]->first;
    /* Not «две дочки компании – «Заря» и «Восток»». */
    bool ruled = before > 0 && token_read(scan, head, PARTS_NOUN, GRAM_GENITIVE) != NULL &&
                 token_read(scan, before - 1, PARTS_NOUN, 0) != NULL;
    bool told = token_is_kind(scan, end, TOKEN_DASH) && !ruled;
    for (size_t i = 0; i < sizeof copulas / sizeof *copulas; i++)
        told |= token_is(scan, end, copulas[i]) &&
                token_read(scan, order[at]->head, PARTS_NOUN, GRAM_INSTRUMENTAL) != NULL;
    for (size_t i = at + 1; told && i < count && order[i]->first <= end + NEAR; i++)
        if (order[i]->first > end && fit(scan, order[at], order[i]) > 0)
            return order[i];
    return NULL;
}

/* «Область», «город»: of several that were named the report is of one, and speaks of that. */
static bool is_area(const struct scan *scan, const struct candidate *reference)
{
    return reference->type == MENTION_PLACE &&
           (kind_is(scan, reference->kind, THING_REGION) ||
            span_equal(reference->entry->spelling, SPAN("город")));
}

static void resolve_one(const struct scan *scan, struct candidate **order, size_t at, size_t count)
{
    struct candidate *reference = order[at];
    struct referents things;
    int best_fit;
    things_find(scan, order, at, count, &things);
    const struct candidate *best = resolve_nearest(scan, order, at, count, &things, &best_fit);
    const struct candidate *told = identified(scan, order, at, count);
    if (told != NULL) {
        reference->entity = told->entity;
        return;
    }
    /* «Этого предприятия» is the last one named; «завод» one just called so. */
    bool near = reference->first > 0 && token_is(scan, reference->first - 1, "этого");
    near |= best_fit >= 2 && is_general(reference) && !is_behind_preposition(scan, best) &&
            best->first < reference->first &&
            scan->words[best->first].sentence + 1 >= scan->words[reference->first].sentence;
    if (best != NULL && !near &&
        (reference->entry->marks & MARK_PLAIN || is_general(reference) ||
         is_area(scan, reference))) {
        const struct sentence *sentences = scan->reading->tokens.sentences;
        bool leads = reference->first == sentences[scan->words[reference->first].sentence].first;
        best = leads ? just_introduced(scan, order, at) : NULL;
        if (best == NULL)
            best = resolve_prominent(scan, order, at, count, &things);
    }
    if (best != NULL)
        reference->entity = best->entity;
}

/* The firm that the report names more than twice as often as any other: what it is about; 0. */
static uint32_t main_firm(const struct scan *scan, struct candidate **order, size_t count)
{
    struct map counts;
    map_init(&counts, scan->arena);
    uint32_t best = 0, most = 0, second = 0;
    for (size_t i = 0; i < count; i++) {
        const struct candidate *named = order[i];
        if (named->entity == 0 || named->unlisted || named->naming == NAMING_REFERENCE ||
            !kind_is(scan, named->kind, THING_COMPANY))
            continue;
        struct span key = {(const char *)&named->entity, sizeof named->entity};
        uint32_t *number = map_add(&counts, key, NULL);
        ++*number;
        if (named->entity == best)
            most = *number;
        else if (*number > most) {
            second = most;
            most = *number;
            best = named->entity;
        } else if (*number > second)
            second = *number;
    }
    return most >= 2 && most > 2 * second ? best : 0;
}

/* «Завод входит в кластер» in news of a firm that is not called a plant: the firm is meant. Not
 * «построит завод»: only a subject points at what the report is about. */
static void subjects_resolve(struct scan *scan, struct candidate **order, size_t count)
{
    uint32_t firm = main_firm(scan, order, count);
    for (size_t i = 0; firm && i < count; i++) {
        struct candidate *reference = order[i];
        bool other = false;
        if (reference->naming != NAMING_REFERENCE || reference->entity != 0 ||
            !kind_is(scan, reference->kind, THING_COMPANY) || !is_at_work(scan, reference))
            continue;
        for (size_t k = i + 1; k < window_high(i, count); k++)
            other |= order[k]->entity == firm && is_other_officer(scan, reference, order[k]);
        if (!other)
            reference->entity = firm;
    }
}

void references_resolve(struct scan *scan)
{
    size_t count = scan->candidates.count;
    struct candidate **order = ARENA_NEW(scan->arena, struct candidate *, count + 1);
    for (size_t i = 0; i < count; i++)
        order[i] = &scan->candidates.items[i];
    qsort(order, count, sizeof *order, compare_first);
    for (size_t i = 0; i < count; i++)
        if (order[i]->naming == NAMING_REFERENCE && order[i]->kind != NULL &&
            order[i]->entry != NULL)
            resolve_one(scan, order, i, count);
    subjects_resolve(scan, order, count);
    offices_resolve(scan, order, count);
    arena_return(scan->arena, order, (count + 1) * sizeof *order);
}
