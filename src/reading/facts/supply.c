/* Deliveries over a report: goods that are only pointed at («их поставляет», «первая партия»), and
 * the supplier or recipient that the sentence leaves to what was said before. */
#include "topic.h"

enum {
    GOODS_REACH = 3, /* sentences */
    SIDE_REACH = 2,  /* sentences */
    MODIFIERS = 4,   /* words before a noun */
    OFTEN = 4        /* mentions of what a report is about */
};

static bool text_is_one_of(struct span text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_equal(text, span_of(words[i])))
            return true;
    return false;
}

#define TEXT_IS_ONE_OF(text, words) text_is_one_of(text, words, sizeof(words) / sizeof *(words))

/* ---- goods ---- */

/* What a thing must be that a word points at. */
struct pointer {
    grammemes number; /* 0: any */
    grammemes gender; /* 0: any */
    bool measure;     /* «партия»: only what is made counts */
    bool loose;       /* or what the sentence speaks of */
    bool buyer;       /* «заказчики»: what they buy, and no goods themselves */
};

/* Whether goods only point at what was said before. */
static bool points_at(struct span goods, struct pointer *pointer)
{
    static const char *const many[] = {"их", "они", "ими", "все"};
    static const char *const one[] = {"его", "он", "им", "оно"};
    static const char *const she[] = {"ее", "её", "она", "ею"};
    static const char *const measures[] = {
        "партия",       "первая партия", "пробная партия", "опытная партия", "первые партии",
        "новая партия", "тонны",         "тонна",          "штуки",          "единицы",
        "комплекты",    "экземпляры",    "опытные партии", "партии",         "очередная партия",
        "груз",         "изделие",       "изделия",        "заказ"};
    static const char *const buyers[] = {"заказчик",    "заказчики",   "покупатель", "покупатели",
                                         "потребитель", "потребители", "получатель", "получатели",
                                         "клиент",      "клиенты"};
    *pointer = (struct pointer){0};
    if (TEXT_IS_ONE_OF(goods, many))
        pointer->number = GRAM_PLURAL;
    else if (TEXT_IS_ONE_OF(goods, one))
        *pointer =
            (struct pointer){.number = GRAM_SINGULAR, .gender = GRAM_MASCULINE | GRAM_NEUTER};
    else if (TEXT_IS_ONE_OF(goods, she))
        *pointer = (struct pointer){.number = GRAM_SINGULAR, .gender = GRAM_FEMININE};
    else if (TEXT_IS_ONE_OF(goods, buyers))
        pointer->measure = pointer->buyer = true;
    else
        pointer->measure = TEXT_IS_ONE_OF(goods, measures);
    return pointer->number || pointer->measure;
}

/* A word's reading as a thing: «светотехнику» is no «светотехник»; NULL where it has none. */
static const struct analysis *thing_of(const struct word *word)
{
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].pos == POS_NOUN && !(word->analyses[i].grammemes & GRAM_ANIMATE))
            return &word->analyses[i];
    return NULL;
}

/* Whether the noun at a token is a thing that can be delivered. */
static bool is_ware(const struct facts *facts, uint32_t token)
{
    const struct word *word = &facts->reading->words[token];
    return thing_of(word) && word->analyses[0].pos == POS_NOUN && !word->mention &&
           !facts_token_is_of(facts, "no-ware", token) &&
           !facts_token_is_of(facts, "no-antecedent", token) &&
           !facts_token_is_of(facts, "batch", token) && !facts_token_is_of(facts, "built", token);
}

/* Whether the head of goods tells that nothing is delivered: people («поставки нефтяников» are
 * theirs; cattle may be), documents, money. */
static bool goods_are_none(const struct facts *facts, const struct claim *goods)
{
    const struct reading *reading = facts->reading;
    struct phrase phrase;
    if (!goods->evidence_count ||
        !phrase_read(reading, token_from(reading, goods->evidence[0].start),
                     token_from(reading, goods->evidence[0].end), 0, NODE_NARROW, &phrase))
        return false;
    uint32_t head = phrase.members[0].head;
    const struct word *word = &reading->words[head];
    if (facts_token_is_of(facts, "no-ware", head))
        return true;
    uint32_t number = reading->words[token_from(reading, goods->evidence[0].start)].mention;
    if (number && reading->mentions[number - 1].type == MENTION_MONEY)
        return true;
    return !word->mention && word->analysis_count && word->analyses[0].pos == POS_NOUN &&
           (!thing_of(word) && !facts_token_is_of(facts, "livestock", head));
}

/* The first word of the noun's phrase: what goes with it before it. */
static uint32_t phrase_begin(const struct reading *reading, uint32_t low, uint32_t token)
{
    for (uint32_t i = 0; i < MODIFIERS && token > low; i++) {
        const struct word *before = &reading->words[token - 1];
        if (!before->analysis_count || before->mention ||
            (before->analyses[0].pos != POS_ADJECTIVE && before->analyses[0].pos != POS_PARTICIPLE))
            break;
        token--;
    }
    return token;
}

/* How likely a noun is what was spoken of: made (3), the object or subject of its sentence. */
static unsigned antecedent_score(const struct facts *facts, uint32_t low, uint32_t token,
                                 uint32_t first, const struct pointer *pointer)
{
    const struct reading *reading = facts->reading;
    grammemes found = 0;
    const struct word *word = &reading->words[token];
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].pos == POS_NOUN && !(word->analyses[i].grammemes & GRAM_ANIMATE) &&
            (!pointer->number || (word->analyses[i].grammemes & pointer->number)) &&
            (!pointer->gender || (word->analyses[i].grammemes & pointer->gender)))
            found |= word->analyses[i].grammemes;
    if (!found)
        return 0;
    uint32_t before = first;
    if (before > low && reading->tokens.items[before - 1].kind == TOKEN_NUMBER)
        before--;
    if (before > low && (facts_token_is_of(facts, "fabricate", before - 1) ||
                         facts_token_is_of(facts, "production", before - 1)))
        return 3;
    if (pointer->measure && !pointer->loose)
        return 0;
    const struct word *prior = before > low ? &reading->words[before - 1] : NULL;
    uint8_t part = prior && prior->analysis_count ? prior->analyses[0].pos : (uint8_t)POS_UNKNOWN;
    if (part == POS_PREPOSITION)
        return 0;
    if (found & GRAM_INSTRUMENTAL) /* «оснащение школ светильниками» */
        return 2;
    if (part == POS_NOUN || (prior && prior->mention))
        return 0;
    return (found & GRAM_ACCUSATIVE) ? 2 : 1;
}

/* The likeliest antecedent in tokens low..high of a sentence; of two the later. */
static bool antecedent_in(const struct facts *facts, uint32_t low, uint32_t high,
                          const struct pointer *pointer, struct phrase *phrase)
{
    unsigned best = 0;
    for (uint32_t token = low; token < high; token++) {
        if (!is_ware(facts, token))
            continue;
        uint32_t first = phrase_begin(facts->reading, low, token);
        unsigned score = antecedent_score(facts, low, token, first, pointer);
        struct phrase found;
        if (score && score >= best &&
            phrase_read(facts->reading, first, high, 0, NODE_NARROW, &found) && found.count) {
            best = score;
            *phrase = found;
        }
    }
    return best > 0;
}

static bool antecedent_find(const struct facts *facts, uint32_t sentence, uint32_t limit,
                            const struct pointer *pointer, struct phrase *phrase)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    for (uint32_t i = 0; i <= GOODS_REACH && i <= sentence; i++) {
        const struct sentence *found = &sentences[sentence - i];
        uint32_t end = found->first + found->count;
        if (antecedent_in(facts, found->first, end < limit ? end : limit, pointer, phrase))
            return true;
    }
    return false;
}

/* «Его же продукция», «своё оборудование»: whose it is tells the supplier, not the goods. */
static uint32_t possessive_end(const struct reading *reading, uint32_t first, uint32_t end)
{
    static const char *const owners[] = {"его",  "ее",    "их",    "свой",  "свою",   "своя",
                                         "свое", "свои",  "своей", "своих", "своего", "своими",
                                         "наш",  "нашу",  "наша",  "наше",  "наши",   "нашей",
                                         "мой",  "нашим", "наших", "нашего"};
    uint32_t at = first;
    if (at + 1 < end && TEXT_IS_ONE_OF(reading->tokens.items[at].folded, owners))
        at++;
    if (at > first && at + 1 < end && span_equal(reading->tokens.items[at].folded, SPAN("же")))
        at++;
    return at;
}

/* «Насосы серии НП», «продукция завода «Заря»», «датчиками ещё 300 машин»: where what follows the
 * goods themselves begins. */
static uint32_t tail_begin(const struct reading *reading, uint32_t first, uint32_t end)
{
    static const char *const makes[] = {"серии", "марки", "модели", "типа", "производства"};
    static const char *const counts[] = {"еще",   "ещё",   "более", "около",
                                         "свыше", "почти", "уже",   "порядка"};
    for (uint32_t at = first + 1; at < end; at++) {
        const struct token *token = &reading->tokens.items[at];
        uint32_t number = reading->words[at].mention;
        if (number && reading->mentions[number - 1].type == MENTION_ORGANIZATION)
            return at;
        if ((at + 1 == end && TEXT_IS_ONE_OF(token->folded, makes)) ||
            TEXT_IS_ONE_OF(token->folded, counts) || token->kind == TOKEN_NUMBER)
            return at;
    }
    return end;
}

/* Whose «продукция завода «Заря»» is: of who delivers it, or made what was put up. */
static void goods_maker_add(struct facts *facts, struct draft *draft, uint32_t token)
{
    const struct reading *reading = facts->reading;
    uint32_t number = reading->words[token].mention;
    const struct mention *maker = number ? &reading->mentions[number - 1] : NULL;
    const char *property = draft_is(draft, "supply") ? "supplier" : "developer";
    if (maker && maker->entity != NO_ENTITY && !draft_is(draft, "need") &&
        !draft_claim(draft, property) && !draft_holds(draft, maker->entity))
        draft_add(facts, draft, draft_property(draft, property),
                  (struct value){.type = VALUE_ENTITY, .entity = maker->entity}, maker->range);
}

/* Whether the mention at a token is of a firm that the report names more than once. */
static bool is_known_firm(const struct facts *facts, uint32_t token)
{
    const struct reading *reading = facts->reading;
    uint32_t number = reading->words[token].mention;
    uint32_t entity = number ? reading->mentions[number - 1].entity : NO_ENTITY;
    return entity_is_of(reading, entity, "Company") && facts->mention_counts[entity] > 1;
}

/* The goods without who owns and who made them. */
static void goods_trim(struct facts *facts, struct draft *draft, const char *property)
{
    const struct reading *reading = facts->reading;
    const struct claim *goods = draft_claim(draft, property);
    if (!goods || goods->value.type != VALUE_TEXT || !goods->evidence_count)
        return;
    uint32_t first = token_from(reading, goods->evidence[0].start);
    uint32_t end = token_from(reading, goods->evidence[0].end);
    uint32_t begin = possessive_end(reading, first, end), limit = tail_begin(reading, begin, end);
    struct phrase phrase;
    if ((begin == first && limit == end) ||
        !phrase_read(reading, begin, limit, 0, NODE_NARROW, &phrase) ||
        phrase.members[phrase.count - 1].end != limit)
        return;
    /* «Датчики «Маяк»»: what was put up is called so, unless the report tells of a firm «Маяк». */
    bool bare = limit < end && reading->tokens.items[limit].kind == TOKEN_QUOTE_OPEN;
    if (bare && draft_is(draft, "deployment") && !is_known_firm(facts, limit))
        return;
    if (limit < end)
        goods_maker_add(facts, draft, limit);
    struct span text = phrase_nominative(facts->reader->morphology, reading, facts->arena, &phrase,
                                         0, phrase.count);
    draft_claim(draft, property)->value.text = text_uncapitalised(facts, text);
}

/* «производство насосов, которые закупают в Китае», «такие насосы»: the thing is the pumps. */
static void goods_strip(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const makings[] = {"производств", "выпуск", "изготовлени", "сборк", "таки",
                                          "такая",       "такое",  "такую",       "таку",  "такой"};
    const struct reading *reading = facts->reading;
    struct claim *goods = draft_claim(draft, property);
    if (!goods || goods->value.type != VALUE_TEXT || !goods->evidence_count)
        return;
    uint32_t first = token_from(reading, goods->evidence[0].start);
    uint32_t end = token_from(reading, goods->evidence[0].end);
    struct phrase phrase;
    for (size_t i = 0; i < sizeof makings / sizeof *makings; i++) {
        if (!span_starts_with(reading->tokens.items[first].folded, span_of(makings[i])) ||
            first + 1 >= end || !phrase_read(reading, first + 1, end, 0, NODE_NARROW, &phrase) ||
            phrase.members[phrase.count - 1].end != end)
            continue;
        struct span text = phrase_nominative(facts->reader->morphology, reading, facts->arena,
                                             &phrase, 0, phrase.count);
        goods->value.text = text_uncapitalised(facts, text);
        return;
    }
}

/* «Её же труба поставляется»: «её» is no goods, but whose they are. */
static void goods_owned(struct facts *facts, struct draft *draft, const char *property)
{
    const struct reading *reading = facts->reading;
    const struct claim *goods = draft_claim(draft, property);
    struct pointer pointer;
    struct phrase phrase;
    if (!goods || goods->value.type != VALUE_TEXT || !goods->evidence_count ||
        !points_at(goods->value.text, &pointer) || pointer.measure)
        return;
    uint32_t first = token_from(reading, goods->evidence[0].start);
    const struct sentence *sentence = &reading->tokens.sentences[draft->sentence];
    uint32_t limit = sentence->first + sentence->count,
             begin = possessive_end(reading, first, limit);
    if (begin == first || begin >= limit || begin == draft->anchor ||
        reading->words[begin].mention ||
        !phrase_read(reading, begin, limit, GRAM_NOMINATIVE | GRAM_ACCUSATIVE, NODE_NARROW,
                     &phrase))
        return;
    struct range own = tokens_range(reading, first, phrase.members[0].end);
    for (size_t i = 0; i < draft->claims.count; i++)
        for (size_t j = 0; j < draft->claims.items[i].evidence_count; j++)
            if (&draft->claims.items[i] != goods &&
                draft->claims.items[i].evidence[j].start < own.end &&
                own.start < draft->claims.items[i].evidence[j].end)
                return; /* «их завод поставляет» */
    struct span text =
        phrase_nominative(facts->reader->morphology, reading, facts->arena, &phrase, 0, 1);
    draft_remove(draft, property);
    draft_add(facts, draft, draft_property(draft, property),
              (struct value){.type = VALUE_TEXT, .text = text_uncapitalised(facts, text)}, own);
}

/* Whether goods begin with a word that points back: «такие комплексы», «эти насосы». */
static bool goods_are_such(const struct facts *facts, const struct claim *goods)
{
    if (!goods || !goods->evidence_count)
        return false;
    uint32_t at = token_from(facts->reading, goods->evidence[0].start);
    struct span word = facts->reading->tokens.items[at].folded;
    return span_starts_with(word, SPAN("таки")) || span_equal(word, SPAN("эти")) ||
           span_equal(word, SPAN("этих")) || span_equal(word, SPAN("этими"));
}

/* «Такие комплексы», «эти насосы»: the fuller words for the same thing that were said before. */
static void goods_such(struct facts *facts, struct draft *draft, const char *property)
{
    const struct reading *reading = facts->reading;
    const struct claim *goods = draft_claim(draft, property);
    if (!goods || goods->value.type != VALUE_TEXT || !goods->evidence_count)
        return;
    if (!goods_are_such(facts, goods))
        return;
    uint32_t at = token_from(reading, goods->evidence[0].start);
    if (span_equal(reading->tokens.items[at + 1].folded, SPAN("же")))
        at++;
    const struct word *head = &reading->words[at + 1];
    uint32_t low = draft->sentence > GOODS_REACH ? draft->sentence - GOODS_REACH : 0;
    uint32_t first = reading->tokens.sentences[low].first;
    for (uint32_t i = at; i-- > first && head->analysis_count;) {
        const struct word *other = &reading->words[i];
        struct phrase phrase;
        if (!other->analysis_count || other->analyses[0].lemma != head->analyses[0].lemma ||
            !phrase_read(reading, phrase_begin(reading, first, i), at, 0, NODE_NARROW, &phrase) ||
            phrase.members[0].end - phrase.members[0].first < 2)
            continue;
        struct span text =
            phrase_nominative(facts->reader->morphology, reading, facts->arena, &phrase, 0, 1);
        draft_claim(draft, property)->value.text = text_uncapitalised(facts, text);
        return;
    }
}

/* «Поставляет трубы, кабель и насосы»: a row that its last «и» closes is delivered as a whole. */
static void goods_row(struct facts *facts, struct draft *draft, const char *property)
{
    const struct reading *reading = facts->reading;
    const struct claim *goods = draft_claim(draft, property);
    if (!draft_is(draft, "supply") || !goods || goods->value.type != VALUE_TEXT ||
        !goods->evidence_count)
        return;
    uint32_t first = token_from(reading, goods->evidence[0].start);
    uint32_t end = token_from(reading, goods->evidence[0].end);
    const struct sentence *sentence = &reading->tokens.sentences[reading->words[first].sentence];
    uint32_t limit = sentence->first + sentence->count;
    struct phrase phrase;
    if (end >= limit || !span_equal(reading->tokens.items[end].folded, SPAN(",")) ||
        !phrase_read(reading, first, limit, 0, NODE_NARROW | NODE_MANY, &phrase) ||
        phrase.count < 2 || phrase.members[0].end != end)
        return;
    const struct phrase_member *last = &phrase.members[phrase.count - 1];
    bool closed = span_equal(reading->tokens.items[last->first - 1].folded, SPAN("и"));
    for (uint32_t i = last->first; i < last->end; i++)
        closed |= span_equal(reading->tokens.items[i].folded, SPAN("и"));
    if (!closed || (last->end < limit && reading->tokens.items[last->end].kind == TOKEN_DASH))
        return;
    for (size_t i = 0; i < phrase.count; i++)
        if (reading->words[phrase.members[i].head].mention)
            return;
    struct span text = phrase_nominative(facts->reader->morphology, reading, facts->arena, &phrase,
                                         0, phrase.count);
    draft_remove(draft, property);
    draft_add(facts, draft, draft_property(draft, property),
              (struct value){.type = VALUE_TEXT, .text = text_uncapitalised(facts, text)},
              tokens_range(reading, first, last->end));
}

/* «Завод выпускает болты. Продукция уходит в Омск»: what the sentence before says to be made. */
static void goods_made(struct facts *facts, struct draft *draft, const char *property)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    const struct claim *goods = draft_claim(draft, property);
    struct pointer pointer = {.measure = true};
    struct phrase phrase;
    if (!goods || goods->value.type != VALUE_TEXT || draft->sentence == 0 ||
        !span_equal(goods->value.text, SPAN("продукция")))
        return;
    const struct sentence *before = &sentences[draft->sentence - 1];
    if (before->block != sentences[draft->sentence].block ||
        !antecedent_in(facts, before->first, before->first + before->count, &pointer, &phrase))
        return;
    struct span text = phrase_nominative(facts->reader->morphology, facts->reading, facts->arena,
                                         &phrase, 0, phrase.count);
    draft_claim(draft, property)->value.text = text_uncapitalised(facts, text);
}

void goods_resolve(struct facts *facts, struct draft *draft, const char *property)
{
    const struct reading *reading = facts->reading;
    goods_owned(facts, draft, property);
    goods_strip(facts, draft, property);
    goods_trim(facts, draft, property);
    goods_such(facts, draft, property);
    goods_row(facts, draft, property);
    goods_made(facts, draft, property);
    const struct claim *goods = draft_claim(draft, property);
    struct pointer pointer;
    if (!goods || goods->value.type != VALUE_TEXT || !goods->evidence_count ||
        !points_at(goods->value.text, &pointer))
        return;
    bool measure = pointer.measure;
    uint32_t limit = token_from(reading, goods->evidence[0].start);
    struct phrase phrase;
    pointer.loose = measure && !pointer.buyer;
    bool found = measure && antecedent_in(facts, reading->tokens.sentences[draft->sentence].first,
                                          limit, &pointer, &phrase);
    pointer.loose = false;
    if (!found)
        found = antecedent_find(facts, draft->sentence, limit, &pointer, &phrase);
    if (!found && measure && !pointer.buyer)
        return;
    draft_remove(draft, property);
    if (!found)
        return;
    struct span text = phrase_nominative(facts->reader->morphology, reading, facts->arena, &phrase,
                                         0, phrase.count);
    draft_add(facts, draft, draft_property(draft, property),
              (struct value){.type = VALUE_TEXT, .text = text_uncapitalised(facts, text)},
              tokens_range(reading, phrase.members[0].first, phrase.members[phrase.count - 1].end));
}

/* ---- sides ---- */

void firm_resolve(struct facts *facts, struct draft *draft, const char *property)
{
    static const char *const alone[] = {
        "предприятие",      "компания",    "завод",       "фирма",        "комбинат",
        "фабрика",          "холдинг",     "верфь",       "организация",  "производитель",
        "корпорация",       "концерн",     "резидент",    "инвестор",     "разработчик",
        "наша компания",    "ее компания", "её компания", "его компания", "наше предприятие",
        "само предприятие", "общество",    "институт",    "объединение",  "поставщик"};
    const struct claim *side = draft_claim(draft, property);
    if (!side || side->value.type != VALUE_TEXT || !TEXT_IS_ONE_OF(side->value.text, alone))
        return;
    struct claim own = *side;
    draft_remove(draft, property);
    if (topic_subject_add(facts, draft, property) || topic_firm_add(facts, draft, property))
        return;
    const struct mention *firm = topic_main_firm(facts);
    if (firm && !draft_holds(draft, firm->entity))
        draft_add(facts, draft, draft_property(draft, property),
                  (struct value){.type = VALUE_ENTITY, .entity = firm->entity},
                  own.evidence_count ? own.evidence[0] : firm->range);
    else
        draft_add_claim(facts, draft, &own);
}

/* Whether a body plays a side in another delivery of the report, as it was read. */
static bool plays(const struct facts *facts, const struct draft *but, uint32_t entity,
                  const char *property)
{
    struct draft_range around = drafts_around(facts, but->sentence, FAR_SENTENCES, FAR_SENTENCES);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        const struct claim *side = draft_is(draft, "supply") ? draft_claim(draft, property) : NULL;
        if (side && draft != but && !draft->dropped && side->value.type == VALUE_ENTITY &&
            side->value.entity == entity)
            return true;
    }
    return false;
}

/* Adds a side that is said nowhere, unless it is named in passing, for the other part that it plays
 * in the report's other deliveries: who got the first pumps has not sent the next. */
static bool side_try(struct facts *facts, struct draft *draft, const char *property,
                     bool (*add)(struct facts *, struct draft *, const char *))
{
    const char *other = span_equal(span_of(property), SPAN("supplier")) ? "recipient" : "supplier";
    if (!add(facts, draft, property))
        return false;
    uint32_t entity = draft_claim(draft, property)->value.entity;
    if (facts->mention_counts[entity] >= OFTEN || !plays(facts, draft, entity, other) ||
        plays(facts, draft, entity, property))
        return true;
    draft_remove(draft, property);
    return false;
}

/* What the last fact of the same kind and paragraph has as a side. */
static bool side_of_last(struct facts *facts, struct draft *draft, const struct draft *last,
                         const char *property)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    const struct claim *claim = last ? draft_claim(last, property) : NULL;
    if (!claim || last->sentence + SIDE_REACH < draft->sentence ||
        sentences[last->sentence].block != sentences[draft->sentence].block ||
        draft_holds(draft, claim->value.entity))
        return false;
    draft_add_claim(facts, draft, claim);
    return true;
}

/* The firm that the report is about. */
static bool main_side_add(struct facts *facts, struct draft *draft, const char *property)
{
    const struct mention *firm = topic_main_firm(facts);
    if (!firm || draft_claim(draft, property) || draft_holds(draft, firm->entity))
        return false;
    draft_add(facts, draft, draft_property(draft, property),
              (struct value){.type = VALUE_ENTITY, .entity = firm->entity}, firm->range);
    return true;
}

static bool is_in_sentence(const struct facts *facts, uint32_t sentence, struct range range)
{
    const struct sentence *found = &facts->reading->tokens.sentences[sentence];
    struct range own = tokens_range(facts->reading, found->first, found->first + found->count);
    return own.start <= range.start && range.end <= own.end;
}

/* The firm that the report names first and most: whom «железнодорожникам» means. */
static bool first_side_add(struct facts *facts, struct draft *draft, const char *property)
{
    const struct mention *firm = topic_main(facts, draft);
    if (firm)
        draft_add(facts, draft, draft_property(draft, property),
                  (struct value){.type = VALUE_ENTITY, .entity = firm->entity}, firm->range);
    return firm != NULL;
}

/* Whether goods stand before their verb and its subject: «трубы поставляет завод». Whom they are
 * for is then known already; not so of «поставщиком труб выбран завод». */
static bool goods_lead(const struct facts *facts, const struct draft *draft)
{
    static const char *const suppliers[] = {"поставщиком", "поставщик"};
    const struct claim *goods = draft_claim(draft, "goods"), *by = draft_claim(draft, "supplier");
    return goods && by && goods->evidence_count && by->evidence_count &&
           is_in_sentence(facts, draft->sentence, goods->evidence[0]) &&
           goods->evidence[0].start < by->evidence[0].start &&
           !topic_says(facts, draft, suppliers, sizeof suppliers / sizeof *suppliers);
}

static bool is_of_pattern(const struct draft *draft, const char *name)
{
    return span_equal(draft->pattern->name, span_of(name));
}

/* Whether goods only say that they are wares. */
static bool is_wares(struct span goods)
{
    static const char *const wares[] = {"оборудование", "продукция", "изделия",   "техника",
                                        "товар",        "машины",    "товары",    "приборы",
                                        "устройства",   "комплексы", "комплекты", "системы"};
    return TEXT_IS_ONE_OF(goods, wares);
}

/* «Установлено девять станций, их поставила фирма»: the goods are what was installed. */
static bool is_deployed(const struct draft *deployment, const struct claim *goods)
{
    const struct claim *what = draft_claim(deployment, "what");
    return what && what->value.type == VALUE_TEXT &&
           texts_alike(what->value.text, goods->value.text);
}

/* «В школах установили 40 камер. Оборудование поставил завод»: what was installed, and where. */
static bool deployed_add(struct facts *facts, struct draft *draft)
{
    const struct sentence *sentences = facts->reading->tokens.sentences;
    const struct claim *goods = draft_claim(draft, "goods"), *what = NULL;
    if (goods->value.type != VALUE_TEXT || draft_claim(draft, "recipient") ||
        draft_claim(draft, "destinations"))
        return false;
    struct draft_range around = drafts_around(facts, draft->sentence, SIDE_REACH, 0);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[i];
        const struct claim *place = draft_claim(other, "place");
        if (!draft_is(other, "deployment") || other->dropped || other->extends || !place ||
            other->first > draft->first ||
            sentences[other->sentence].block != sentences[draft->sentence].block ||
            !(is_wares(goods->value.text) || is_deployed(other, goods)))
            continue;
        struct claim copy = *place;
        copy.property = draft_property(draft, "destinations");
        draft_add_claim(facts, draft, &copy);
        what = draft_claim(other, "what");
    }
    if (what && what->value.type == VALUE_TEXT) {
        struct claim copy = *what;
        copy.property = draft_property(draft, "goods");
        draft_remove(draft, "goods");
        draft_add_claim(facts, draft, &copy);
    }
    return what != NULL;
}

/* Who only got something names a supplier where a delivery was told just before, and «оборудование»
 * is what was delivered there. */
static void receipt_complete(struct facts *facts, struct draft *draft, const struct draft *last)
{
    const struct claim *goods = draft_claim(draft, "goods");
    if (goods_are_such(facts, goods) && (side_try(facts, draft, "supplier", topic_subject_add) ||
                                         side_try(facts, draft, "supplier", topic_firm_add)))
        return;
    if (!side_of_last(facts, draft, last, "supplier"))
        return;
    const struct claim *told = draft_claim(last, "goods");
    if (!told || goods->value.type != VALUE_TEXT || !is_wares(goods->value.text))
        return;
    draft_remove(draft, "goods");
    draft_add_claim(facts, draft, told);
}

/* What a speaker tells of deliveries is of the firm that he leads; a ministry delivers nothing. */
static bool speaker_supplies(struct facts *facts, struct draft *draft)
{
    struct claim claim;
    if (!topic_speaker(facts, draft, "supplier", false, &claim) ||
        !claim_is_of(facts, &claim, SCHEMAS_FIRM "|Site|Cluster|Organization"))
        return false;
    draft_add_claim(facts, draft, &claim);
    return true;
}

static void supplier_complete(struct facts *facts, struct draft *draft, const struct draft *last)
{
    if (is_of_pattern(draft, "supply.received")) {
        receipt_complete(facts, draft, last);
        return;
    }
    if (speaker_supplies(facts, draft) ||
        !(draft_claim(draft, "destinations") || draft_claim(draft, "recipient")))
        return;
    /* «70 процентов он поставляет в Омск, остальное уходит в Пермь» */
    if (last && last->sentence == draft->sentence && side_of_last(facts, draft, last, "supplier"))
        return;
    /* «Наша продукция» of who writes is that of whom the report is about. */
    if (topic_is_us(facts, draft) && main_side_add(facts, draft, "supplier"))
        return;
    if (!side_try(facts, draft, "supplier", topic_subject_add) &&
        !side_of_last(facts, draft, last, "supplier") &&
        !side_try(facts, draft, "supplier", topic_firm_add))
        main_side_add(facts, draft, "supplier");
}

static void recipient_complete(struct facts *facts, struct draft *draft, const struct draft *last)
{
    static const char *const theirs[] = {"ему",
                                         "ей",
                                         "им",
                                         "них",
                                         "него",
                                         "нее",
                                         "нее",
                                         "предприятию",
                                         "заводу",
                                         "компании",
                                         "комбинату",
                                         "холдингу",
                                         "верфи",
                                         "заказчику",
                                         "предприятия",
                                         "центру",
                                         "институту",
                                         "фабрике",
                                         "больнице",
                                         "клинике",
                                         "шахте",
                                         "станции",
                                         "аэропорту",
                                         "концерну",
                                         "корпорации",
                                         "железнодорожникам",
                                         "нефтяникам",
                                         "газовикам",
                                         "энергетикам",
                                         "атомщикам",
                                         "авиастроителям",
                                         "автозаводцам",
                                         "конвейер",
                                         "магистрали",
                                         "магистраль",
                                         "дороге"};
    if (topic_us_add(facts, draft, "recipient") || draft_claim(draft, "destinations"))
        return;
    bool pointed = topic_says(facts, draft, theirs, sizeof theirs / sizeof *theirs);
    if (!pointed && !goods_lead(facts, draft))
        return;
    if (!side_of_last(facts, draft, last, "recipient") &&
        !side_try(facts, draft, "recipient", topic_firm_add) &&
        !main_side_add(facts, draft, "recipient") && pointed)
        first_side_add(facts, draft, "recipient");
}

/* «Заказчиком выступил банк»: the station that was told before is where it goes. */
static void customer_told(struct facts *facts, struct draft *last)
{
    const struct claim *claim = last ? draft_claim(last, "recipient") : NULL;
    if (!claim_is_of(facts, claim, "Site"))
        return;
    struct claim site = *claim;
    draft_remove(last, "recipient");
    site.property = draft_property(last, "destinations");
    draft_add_claim(facts, last, &site);
}

/* Whether two deliveries go to one body, or to one country or town where it is not said of both to
 * which body. */
static bool same_goal(const struct draft *one, const struct draft *other)
{
    static const char *const goals[] = {"recipient", "destinations"};
    for (size_t g = 0; g < sizeof goals / sizeof *goals; g++) {
        const struct claim *goal = draft_claim(one, goals[g]);
        const struct claim *same = draft_claim(other, goals[g]);
        if (goal && same)
            return value_equal(&goal->value, &same->value);
    }
    /* «На АЭС «Аккую» отправлены насосы» and «насосы для АЭС «Аккую»». */
    for (size_t g = 0; g < sizeof goals / sizeof *goals; g++) {
        const struct claim *goal = draft_claim(one, goals[g]);
        const struct claim *same = draft_claim(other, goals[!g]);
        if (goal && same && value_equal(&goal->value, &same->value))
            return true;
    }
    return false;
}

/* Whether a draft tells a delivery that stays. */
static bool is_delivery(const struct draft *draft)
{
    return draft_is(draft, "supply") && !draft->dropped && !draft->extends;
}

/* Whether two deliveries are of the same goods to the same goal. */
static bool is_same_delivery(const struct draft *earlier, const struct draft *later)
{
    const struct claim *goods = draft_claim(earlier, "goods");
    const struct claim *again = draft_claim(later, "goods");
    return goods && again && goods->value.type == VALUE_TEXT && again->value.type == VALUE_TEXT &&
           same_goal(earlier, later) && texts_alike(goods->value.text, again->value.text);
}

/* What a report tells again, as a headline does and a speech, is one delivery: of one supplier, or
 * of the headline's, the same goods to the same goal. */
static void supplies_told_again(struct facts *facts)
{
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *later = &facts->drafts.items[i];
        if (!is_delivery(later))
            continue;
        struct draft_range around = drafts_around(facts, later->sentence, FAR_SENTENCES, 0);
        for (size_t j = around.low; j < i && !later->dropped; j++) {
            struct draft *earlier = &facts->drafts.items[j];
            if (!is_delivery(earlier) || !is_same_delivery(earlier, later))
                continue;
            const struct claim *by = draft_claim(earlier, "supplier");
            const struct claim *other = draft_claim(later, "supplier");
            if (!by || !other)
                continue;
            if (value_equal(&by->value, &other->value))
                draft_drop(later, REFUSED_OUTDONE);
            else if (earlier->sentence == 0 && later->sentence > 0)
                draft_drop(earlier, REFUSED_OUTDONE);
        }
    }
}

/* How far the goods stand from the verb. */
static size_t goods_distance(const struct facts *facts, const struct draft *draft)
{
    struct range verb = tokens_range(facts->reading, draft->anchor, draft->anchor + 1);
    const struct claim *goods = draft_claim(draft, "goods");
    if (!goods || !goods->evidence_count)
        return SIZE_MAX;
    size_t at = goods->evidence[0].start;
    return at > verb.start ? at - verb.start : verb.start - at;
}

/* The delivery that is told by the same verb, and nearer to it: «A поставляет заводу трубы, B –
 * насосы». */
static const struct draft *twin_of(const struct facts *facts, const struct draft *draft)
{
    /* «…, B – насосы» of a verb before. */
    bool dash = facts->reading->tokens.items[draft->anchor].kind == TOKEN_DASH;
    struct draft_range around = drafts_around(facts, draft->sentence, 0, 0);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[i];
        if (other != draft && draft_is(other, "supply") && !other->dropped && !other->extends &&
            (other->anchor == draft->anchor
                 ? goods_distance(facts, other) < goods_distance(facts, draft)
                 : dash && other->first < draft->first))
            return other;
    }
    return NULL;
}

/* Gives the second what the verb says of the first. */
static void twin_complete(struct facts *facts, struct draft *draft, const struct draft *twin)
{
    static const char *const goals[] = {"recipient", "destinations"};
    const struct claim *supplier = draft_claim(twin, "supplier");
    if (!draft_claim(draft, "supplier") && supplier)
        draft_add_claim(facts, draft, supplier);
    if (draft_claim(draft, "recipient") || draft_claim(draft, "destinations"))
        return;
    for (size_t g = 0; g < sizeof goals / sizeof *goals; g++)
        for (size_t i = 0; i < twin->claims.count; i++) {
            const struct claim *goal = &twin->claims.items[i];
            if (span_equal(goal->property->name, span_of(goals[g])) &&
                !draft_holds(draft, goal->value.entity))
                draft_add_claim(facts, draft, goal);
        }
}

/* «В страны СНГ»: no land is meant, and nobody who gets anything. */
static bool is_any_land(const struct facts *facts, const struct claim *claim)
{
    if (!claim->evidence_count)
        return false;
    struct span word =
        facts->reading->tokens.items[token_from(facts->reading, claim->evidence[0].start)].folded;
    return span_equal(claim->property->name, SPAN("destinations"))
               ? span_starts_with(word, SPAN("стран"))
               : span_equal(claim->property->name, SPAN("recipient")) &&
                     span_equal(word, SPAN("снг"));
}

static void lands_forget(struct facts *facts, struct draft *draft)
{
    for (size_t i = 0; i < draft->claims.count;)
        if (is_any_land(facts, &draft->claims.items[i]))
            draft->claims.items[i] = draft->claims.items[--draft->claims.count];
        else
            i++;
}

/* «На станцию «Заря» в Индии»: the land that only tells where the station is. */
static void lands_drop(struct facts *facts, struct draft *draft)
{
    enum { BETWEEN = 6 }; /* bytes: « в », « (» */
    for (size_t i = 0; i < draft->claims.count; i++)
        for (size_t j = 0; j < draft->claims.count; j++) {
            const struct claim *site = &draft->claims.items[i], *land = &draft->claims.items[j];
            if (i == j || !claim_is_of(facts, site, "Site") || claim_is_of(facts, land, "Site") ||
                !span_equal(land->property->name, SPAN("destinations")) || !site->evidence_count ||
                !land->evidence_count || land->evidence[0].start < site->evidence[0].end ||
                land->evidence[0].start > site->evidence[0].end + BETWEEN)
                continue;
            draft->claims.items[j] = draft->claims.items[--draft->claims.count];
            j--;
        }
}

void facts_complete_supplies(struct facts *facts)
{
    struct draft *last = NULL;
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (!draft_is(draft, "supply") || draft->dropped)
            continue;
        if (draft->extends) {
            customer_told(facts, last);
            continue;
        }
        goods_resolve(facts, draft, "goods");
        firm_resolve(facts, draft, "supplier");
        const struct claim *goods = draft_claim(draft, "goods");
        if (goods && goods_are_none(facts, goods))
            draft_remove(draft, "goods");
        if (!draft_claim(draft, "goods"))
            continue;
        lands_forget(facts, draft);
        lands_drop(facts, draft);
        const struct draft *twin = twin_of(facts, draft);
        if (twin)
            twin_complete(facts, draft, twin);
        if (!draft_claim(draft, "supplier"))
            supplier_complete(facts, draft, last);
        else if (!draft_claim(draft, "recipient") && !deployed_add(facts, draft))
            recipient_complete(facts, draft, last);
        last = draft;
    }
    supplies_told_again(facts);
}
