/* Names that grow from a head of the lexicon: to the left over adjectives that agree, to the right
 * over a quoted or capitalised name or a chain. */
#include "organizations.h"

#include "names.h"
#include "utf8.h"

enum { ADJECTIVES = 4 };

/* Adjectives that are no part of a name. */
static bool is_stop_adjective(const struct scan *scan, uint32_t token)
{
    const struct word *word = &scan->words[token];
    for (size_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].grammemes & (GRAM_PRONOMINAL | GRAM_ORDINAL | GRAM_SUPERLATIVE))
            return true;
    /* «Объединённый институт» is a name, «созданный институт» is none. */
    if (word->analysis_count > 0 && word->analyses[0].pos == POS_PARTICIPLE &&
        !(token_is_capital(scan, token) &&
          span_starts_with(scan->tokens[token].folded, SPAN("объединенн"))))
        return true;
    return match_of(scan, token, LEXICON_COMMON_ADJECTIVE) != NULL;
}

/* «областной», «городской»: of the region or city that is spoken of. */
static bool is_local_adjective(const struct scan *scan, uint32_t token)
{
    return match_of(scan, token, LEXICON_LOCAL_ADJECTIVE) != NULL;
}

/* «Пензенская областная палата»: what is local of it, its own name says. */
static bool is_of_named_place(const struct name_scan *names, uint32_t token, uint32_t noun)
{
    const struct scan *scan = names->scan;
    return token > names->sentence->first && token_is_capital(scan, token - 1) &&
           match_of(scan, token - 1, LEXICON_PLACE_ADJECTIVE) != NULL &&
           tokens_agree(scan, token - 1, noun);
}

/* Whether a word stands before a head as its adjective. No dictionary has «АЭС-2», which is a she
 * as «АЭС» is. */
static bool goes_before(const struct scan *scan, uint32_t token, uint32_t noun)
{
    return head_is_abbreviation(scan, noun)
               ? token_read(scan, token, PARTS_ADJECTIVE, GRAM_FEMININE) != NULL
               : tokens_agree(scan, token, noun);
}

/* «Северный (Арктический) федеральный университет»: the bracket before a token in which a further
 * adjective of the name stands; the token itself where there is none. */
static uint32_t adjective_in_brackets(const struct name_scan *names, uint32_t token, uint32_t noun)
{
    enum { BRACKETED = 3 };
    const struct scan *scan = names->scan;
    bool there = token > names->sentence->first + BRACKETED && token_is(scan, token - 1, ")") &&
                 token_is(scan, token - 3, "(") && token_is_capital(scan, token - 2) &&
                 token_is_capital(scan, token - 4) && goes_before(scan, token - 2, noun) &&
                 goes_before(scan, token - 4, noun);
    return there ? token - BRACKETED : token;
}

/* The first word of the name: adjectives before the head that agree with it. A capital among them
 * begins the name; small ones belong to it where keep says so. */
static uint32_t adjectives_begin(const struct name_scan *names, uint32_t first, uint32_t noun,
                                 bool keep, bool body)
{
    const struct scan *scan = names->scan;
    uint32_t begin = first, at = first;
    for (uint32_t i = 0; i < ADJECTIVES && at > names->sentence->first; i++) {
        uint32_t before = adjective_in_brackets(names, at, noun) - 1;
        if (!token_is_free(scan, before) || scan->tokens[before].kind != TOKEN_WORD)
            break;
        bool and_more = token_is(scan, before, "и") && i > 0;
        if (and_more && before > names->sentence->first && tokens_agree(scan, before - 1, noun)) {
            at = before;
            continue;
        }
        if (!goes_before(scan, before, noun))
            break;
        bool capital = name_is_capital(names, before);
        bool stop = is_stop_adjective(scan, before) ||
                    (!body && is_local_adjective(scan, before) && !capital &&
                     !is_of_named_place(names, before, noun));
        if (stop && !(capital && !token_begins(scan, names->sentence, before)))
            break;
        bool place = match_of(scan, before, LEXICON_PLACE_ADJECTIVE) != NULL &&
                     !is_local_adjective(scan, before);
        if (capital || (keep && begin == at && !place))
            begin = before;
        at = before;
    }
    return begin;
}

/* «IV Международный форум» begins with its number. */
static uint32_t with_ordinal(const struct name_scan *names, uint32_t begin)
{
    const struct scan *scan = names->scan;
    if (begin <= names->sentence->first || !token_is_free(scan, begin - 1) ||
        scan->tokens[begin - 1].kind != TOKEN_WORD || scan->tokens[begin - 1].shape == CASE_LOWER)
        return begin;
    struct span word = scan->tokens[begin - 1].folded;
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] != 'i' && word.data[i] != 'v' && word.data[i] != 'x' &&
            word.data[i] != 'l')
            return begin;
    return begin - 1;
}

/* The noun of a head of several words: «особая экономическая зона … типа» has «зона». */
uint32_t head_noun(const struct scan *scan, uint32_t first, uint32_t count)
{
    for (uint32_t i = first + count; i > first; i--) {
        uint32_t noun = i - 1;
        bool fits =
            scan->words[noun].analysis_count == 0 || token_read(scan, noun, PARTS_NOUN, 0) != NULL;
        for (uint32_t k = first; k < noun && fits; k++)
            fits = tokens_agree(scan, k, noun);
        if (fits)
            return noun;
    }
    return first;
}

static bool keeps_small_adjectives(const struct scan *scan, const struct schema_kind *kind)
{
    return kind_is(scan, kind, THING_CLUSTER) || kind_is(scan, kind, THING_SITE) ||
           kind_is(scan, kind, THING_EVENT) || kind_is(scan, kind, THING_PROGRAMME) ||
           kind_is(scan, kind, THING_PUBLIC_BODY) || kind_is(scan, kind, THING_ORGANIZATION) ||
           kind_is(scan, kind, THING_RESEARCH_ORGANIZATION) ||
           kind_is(scan, kind, THING_ASSOCIATION) ||
           kind_is(scan, kind, THING_DEVELOPMENT_INSTITUTION);
}

/* What stands behind a head: where the name ends, and what it holds. */
struct tail {
    uint32_t end;
    uint32_t open;       /* of the quoted name; NO_TOKEN */
    uint32_t name_first; /* of the unquoted name; equal to name_end where there is none */
    uint32_t name_end;
    struct chain chain;
};

/* «предприятия Росатома» are his, «госкорпорации Росатом» is he. */
static bool is_inflected_name(const struct scan *scan, uint32_t token)
{
    const struct lexicon_match *known = match_of(scan, token, LEXICON_NAME);
    if (known == NULL || known->count > 1)
        return false;
    struct span name = match_entry(scan, known)->spelling;
    struct span text = token_text(scan, token);
    return text.size != name.size && !(match_entry(scan, known)->upper);
}

/* Behind «(ТОСЭР)» between a head and its quoted name; the token itself where there is none. */
static uint32_t behind_abbreviation(const struct name_scan *names, uint32_t token)
{
    const struct scan *scan = names->scan;
    bool there = token + 3 < names->end && token_is(scan, token, "(") &&
                 scan->tokens[token + 1].shape == CASE_UPPER && token_is(scan, token + 2, ")") &&
                 quote_end(scan, names->sentence, token + 3) != NO_TOKEN;
    return there ? token + 3 : token;
}

static struct tail tail_read(struct name_scan *names, uint32_t token, bool chains, bool unit,
                             bool firm)
{
    struct scan *scan = names->scan;
    struct tail tail = {.end = token,
                        .open = NO_TOKEN,
                        .name_first = token,
                        .name_end = token,
                        .chain = {.end = token, .place = NO_CANDIDATE}};
    if (token < names->end && match_of(scan, token, LEXICON_LEGAL_FORM))
        return tail; /* a name of its own begins there */
    token = behind_abbreviation(names, token);
    uint32_t quoted = quote_end(scan, names->sentence, token);
    /* «госкорпорации Ростех» */
    bool own = firm && token < names->end && match_of(scan, token, LEXICON_NAME) != NULL &&
               token_is_capital(scan, token) && !is_inflected_name(scan, token);
    if (quoted == NO_TOKEN && chains && !own) {
        tail.chain = chain_read(names, token, unit);
        tail.end = tail.chain.end;
        if (tail.end > token)
            quoted = quote_end(scan, names->sentence, tail.end);
        if (quoted != NO_TOKEN)
            token = tail.end;
    }
    /* «структура «Ростеха»»: behind a descriptor a name of its own does not inflect. */
    if (quoted != NO_TOKEN && firm && is_inflected_name(scan, token + 1))
        return tail;
    if (quoted != NO_TOKEN && quote_is_name(scan, token, quoted)) {
        tail.open = token;
        tail.end = quoted;
    } else if (tail.end <= token && token < names->end &&
               (firm || match_of(scan, token, LEXICON_NAME) == NULL)) {
        uint32_t words =
            is_inflected_name(scan, token) ? token : name_words_end(scan, token, names->end);
        if (words > token) {
            tail.name_first = token;
            tail.name_end = words;
            tail.end = words;
        }
    }
    uint32_t memorial = memorial_end(scan, tail.end, names->end);
    if (memorial > tail.end)
        tail.end = memorial;
    return tail;
}

/* Whether a noun can only be read as several. */
static bool is_plural(const struct scan *scan, uint32_t noun)
{
    return token_read(scan, noun, PARTS_NOUN, GRAM_PLURAL) != NULL &&
           token_read(scan, noun, PARTS_NOUN, GRAM_SINGULAR) == NULL;
}

/* «реестр промышленных кластеров», «перечень Минпромторга», but no «реестр резидентов», whose
 * members are those of the site. */
static bool is_list(const struct scan *scan, const struct lexicon_entry *entry, uint32_t behind)
{
    static const char *const members[] = {"резидент", "участник", "член"};
    bool last = behind >= scan->reading->tokens.count;
    for (size_t i = 0; !last && i < sizeof members / sizeof members[0]; i++)
        if (span_starts_with(scan->tokens[behind].folded, span_of(members[i])))
            return false;
    return kind_is(scan, entry->schema, THING_DOCUMENT) && (entry->marks & MARK_CHAIN);
}

static bool tells_sort(const struct scan *scan, uint32_t token)
{
    static const char *const words[] = {"типа", "уровня", "значения", "масштаба", "класса"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(scan, token, words[i]))
            return true;
    return false;
}

static bool is_works(const struct lexicon_entry *entry)
{
    return span_equal(entry->spelling, SPAN("завод")) ||
           span_equal(entry->spelling, SPAN("комбинат")) ||
           span_equal(entry->spelling, SPAN("фабрика"));
}

/* «радиозавод», «птицефабрика»: more than that it is some works. */
static bool is_compound_works(const struct lexicon_entry *entry)
{
    return entry->words == 1 && !is_works(entry) &&
           (span_ends_with(entry->spelling, SPAN("завод")) ||
            span_ends_with(entry->spelling, SPAN("фабрика")) ||
            span_ends_with(entry->spelling, SPAN("комбинат")));
}

/* Whether what was found around a head is a name of its own. */
static bool is_named(const struct name_scan *names, const struct lexicon_entry *entry,
                     const struct tail *tail, uint32_t begin, uint32_t first, uint32_t noun)
{
    const struct scan *scan = names->scan;
    bool capital_before = false;
    for (uint32_t i = begin; i < first; i++)
        capital_before |= name_is_capital(names, i);
    bool own = tail->open != NO_TOKEN || tail->name_end > tail->name_first;
    /* «зона «Восток»», but neither «Центральный парк» nor «парк Победы» */
    if ((entry->marks & MARK_NAMED) && kind_is(scan, entry->schema, THING_SITE))
        return tail->open != NO_TOKEN;
    bool chained = tail->end > first + entry->words && !own;
    if (kind_is(scan, entry->schema, THING_DOCUMENT) && (entry->marks & MARK_CHAIN))
        return (chained || own) && is_list(scan, entry, first + entry->words);
    /* «ОЭЗ технико-внедренческого типа», «кластер федерального уровня»: it does not tell which. */
    if (chained && begin == first && tail->end == first + entry->words + 2 &&
        tells_sort(scan, tail->end - 1))
        return false;
    bool begins = token_begins(scan, names->sentence, begin);
    bool capital = name_is_capital(names, begin) && !begins;
    /* At the beginning of a sentence an adjective has its capital from there. */
    bool telling = match_of(scan, begin, LEXICON_PLACE_ADJECTIVE) != NULL ||
                   scan->words[begin].analysis_count == 0 || !scan->words[begin].analyses[0].known;
    if (own)
        return true;
    if (is_plural(scan, noun) && !kind_is(scan, entry->schema, THING_EVENT))
        return false;
    /* «Пензенский завод точных приборов»: the town and what it makes tell which, also where a
     * sentence begins; «Пензенский завод холдинга» does not. */
    bool placed = chained && begin + 1 == first && is_works(entry) && tail->end > first + 2 &&
                  tail->chain.place == NO_CANDIDATE &&
                  match_of(scan, first + 1, LEXICON_HEAD) == NULL &&
                  match_of(scan, begin, LEXICON_PLACE_ADJECTIVE) != NULL;
    /* «Омский НПЗ», «Омский радиозавод» */
    placed |= begin + 1 == first && (entry->upper || is_compound_works(entry)) &&
              kind_is(scan, entry->schema, THING_COMPANY) &&
              match_of(scan, begin, LEXICON_PLACE_ADJECTIVE) != NULL;
    if (entry->marks & MARK_NAMED)
        return (capital_before && (!begins || begin + 1 < first || placed)) || (chained && capital);
    /* «начальник управления промышленной политики», «корпорация развития Омской области» */
    if (kind_is(scan, entry->schema, THING_PUBLIC_BODY) && chained &&
        begin > names->sentence->first && match_of(scan, begin - 1, LEXICON_POSITION) != NULL)
        return true;
    if (kind_is(scan, entry->schema, THING_DEVELOPMENT_INSTITUTION) && entry->words > 1 &&
        tail->chain.place != NO_CANDIDATE)
        return true;
    if (entry->marks & MARK_LOWER)
        return chained || capital_before || (capital && begin < first) || begin < first;
    if (kind_is(scan, entry->schema, THING_CLUSTER))
        return chained || begin < first;
    if (kind_is(scan, entry->schema, THING_PROGRAMME))
        return chained && (tail->chain.place != NO_CANDIDATE || tail->chain.named);
    if (kind_is(scan, entry->schema, THING_SITE) || kind_is(scan, entry->schema, THING_EVENT))
        return (capital_before && (!begins || begin + 1 < first || telling)) ||
               (capital && (chained || begin < first || entry->words > 1));
    /* «директор Центра кластерного развития»: a head of several words names where its capital says
     * so. */
    return capital_before || (capital && entry->words > 1) ||
           (name_is_capital(names, begin) && (chained || begin < first));
}

static bool is_unit(const struct scan *scan, const struct lexicon_entry *entry)
{
    return kind_is(scan, entry->schema, THING_ORGANIZATION) ||
           kind_is(scan, entry->schema, THING_PUBLIC_BODY) ||
           kind_is(scan, entry->schema, THING_DOCUMENT) ||
           kind_is(scan, entry->schema, THING_EVENT);
}

/* The name with its head in the nominative. Products, and firms of which the head says no more
 * than that they are firms, go by their own name. */
static struct span head_name(const struct name_scan *names, const struct candidate *candidate,
                             uint32_t noun, bool abbreviation)
{
    const struct scan *scan = names->scan;
    bool own = candidate->short_key.size > 0;
    bool latin = own && !scan->tokens[candidate->name_first].cyrillic &&
                 scan->tokens[candidate->name_first].kind == TOKEN_WORD;
    if (own &&
        (kind_is(scan, candidate->kind, THING_PRODUCT) || (candidate->entry->marks & MARK_PLAIN) ||
         latin || (is_plural(scan, noun) && !kind_is(scan, candidate->kind, THING_EVENT)))) {
        bool quoted = scan->tokens[candidate->name_first - 1].kind == TOKEN_QUOTE_OPEN;
        return quoted ? name_span(scan, candidate->name_first - 1, candidate->name_end + 1)
                      : name_span(scan, candidate->name_first, candidate->name_end);
    }
    return capitalized(scan->arena,
                       abbreviation && candidate->first == noun
                           ? name_span(scan, candidate->first, candidate->end)
                           : head_nominative(scan, candidate->first, noun, candidate->end));
}

/* The adjectives and head of a cluster's name without those that clusters are given at will:
 * «Нефтехимический территориальный кластер» is the «Нефтехимический кластер». Where there are no
 * others all stay. */
static struct span cluster_key(const struct scan *scan, uint32_t first, uint32_t head)
{
    static const char *const idle[] = {"территориальн", "инновационн", "региональн"};
    struct span key = {0};
    bool told = false;
    for (uint32_t token = first; token <= head; token++) {
        bool is_idle = false;
        for (size_t i = 0; i < sizeof idle / sizeof idle[0]; i++)
            is_idle |= span_starts_with(scan->tokens[token].folded, span_of(idle[i]));
        if (is_idle)
            continue;
        told |= token < head;
        struct span word = name_key_of_tokens(scan, token, token + 1);
        key = arena_format(scan->arena, "%.*s%s%.*s", SPAN_ARGS(key), key.size ? " " : "",
                           SPAN_ARGS(word));
    }
    return told ? key : name_key_of_tokens(scan, first, head + 1);
}

/* Without its place a name is still known: «министерство экономики» of the region. Of a forum named
 * with its year the name is. */
static void set_short_key(const struct name_scan *names, struct candidate *candidate,
                          const struct tail *tail, uint32_t first, uint32_t behind)
{
    const struct scan *scan = names->scan;
    if (candidate->short_key.size > 0) {
        struct span key = candidate->short_key;
        size_t blank = key.size;
        while (blank > 0 && key.data[blank - 1] >= '0' && key.data[blank - 1] <= '9')
            blank--;
        if (candidate->inner_key.size == 0 && blank > 1 && key.size - blank == 4 &&
            key.data[blank - 1] == ' ')
            candidate->inner_key = span_slice(key, 0, blank - 1);
        return;
    }
    uint32_t end = candidate->end;
    if (candidate->first < candidate->head && kind_is(scan, candidate->kind, THING_CLUSTER))
        candidate->inner_key = cluster_key(scan, candidate->first, candidate->head);
    else if (candidate->head + 1 < end && candidate->first < candidate->head &&
             !kind_is(scan, candidate->kind, THING_PUBLIC_BODY))
        candidate->inner_key = name_key_of_tokens(scan, candidate->first, candidate->head + 1);
    if (tail->chain.place != NO_CANDIDATE)
        end = scan->candidates.items[tail->chain.place].first;
    else if (tail->chain.reference)
        end--;
    if (end < candidate->end && (end > behind || candidate->first < first))
        candidate->short_key = name_key_of_tokens(scan, candidate->first, end);
}

/* «правительство региона», «областное правительство»: the body of the region that is spoken of. */
static bool points_at_body(const struct scan *scan, const struct tail *tail, uint32_t begin,
                           uint32_t first, uint32_t behind)
{
    if (tail->chain.reference && tail->end == behind + 1)
        return true;
    if (tail->end > behind || begin + 1 != first)
        return false;
    return is_local_adjective(scan, begin);
}

/* Whether the last name found, which ends there, is that of a body which is not the state's. */
static bool ends_with_firm(const struct scan *scan, uint32_t end)
{
    if (scan->candidates.count == 0)
        return false;
    const struct candidate *last = &scan->candidates.items[scan->candidates.count - 1];
    return last->end == end && last->type == MENTION_ORGANIZATION && last->kind != NULL &&
           !kind_is(scan, last->kind, THING_PUBLIC_BODY);
}

/* «представительство корпорации | в Сибирском федеральном округе»: the place is part of the name.
 */
static void tail_take_place(const struct scan *scan, const struct lexicon_entry *entry,
                            uint32_t limit, struct tail *tail)
{
    uint32_t at = tail->end;
    bool unit = span_equal(entry->spelling, SPAN("представительство")) ||
                span_equal(entry->spelling, SPAN("филиал"));
    if (!unit || at + 1 >= limit || !(token_is(scan, at, "в") || token_is(scan, at, "во")))
        return;
    const struct candidate *place = candidate_at(scan, at + 1);
    if (place == NULL || place->type != MENTION_PLACE || place->first != at + 1)
        return;
    tail->end = place->end;
    tail->chain.place = (uint32_t)(place - scan->candidates.items);
}

/* «инновационный кластер в закрытом городе Железногорске»: where it is tells which. The end of the
 * place; at itself where there is none. */
static uint32_t cluster_place_end(const struct name_scan *names, uint32_t at)
{
    enum { WORDS_BETWEEN = 2 };
    const struct scan *scan = names->scan;
    if (at + 1 >= names->end || !(token_is(scan, at, "в") || token_is(scan, at, "во")))
        return at;
    for (uint32_t i = at + 1; i < names->end && i <= at + 1 + WORDS_BETWEEN; i++) {
        const struct candidate *place = candidate_at(scan, i);
        if (place != NULL)
            return place->type == MENTION_PLACE && place->first == i &&
                           place->naming != NAMING_REFERENCE
                       ? place->end
                       : at;
        if (scan->tokens[i].shape != CASE_LOWER ||
            token_read(scan, i, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_LOCATIVE) == NULL)
            return at;
    }
    return at;
}

/* Whether a product is named: «система учёта «Атом»», but neither «катера «Росморпорта»» nor
 * «производитель микросхем «Кедр»». */
static bool is_product(const struct scan *scan, const struct tail *tail, uint32_t begin,
                       uint32_t noun)
{
    if (tail->open == NO_TOKEN)
        return true;
    const struct analysis *before = begin > 0 ? token_read(scan, begin - 1, PARTS_NOUN, 0) : NULL;
    bool maker =
        before != NULL && is_plural(scan, noun) &&
        ((before->grammemes & GRAM_ANIMATE) || match_of(scan, begin - 1, LEXICON_HEAD) != NULL);
    return !maker && !is_genitive_name(scan, tail->open + 1);
}

/* «проект «Сколково»»: what the quotation marks hold is known by itself. */
static bool fills_known_name(const struct scan *scan, uint32_t open)
{
    const struct lexicon_match *known =
        open == NO_TOKEN ? NULL : match_of(scan, open + 1, LEXICON_NAME);
    return known != NULL && scan->tokens[open].partner == open + 1 + known->count;
}

/* The name without an abbreviation in brackets; «Северный (Арктический) университет» stays. */
static struct span without_abbreviation(struct arena *arena, struct span name)
{
    size_t open = span_find(name, SPAN(" ("), 0);
    size_t close = open == SIZE_MAX ? SIZE_MAX : span_find(name, SPAN(") "), open);
    if (close == SIZE_MAX)
        return name;
    size_t last = close;
    do
        last--;
    while (((unsigned char)name.data[last] & 0xC0) == 0x80);
    if (last > open && code_point_is_lower(utf8_next(name, &last)))
        return name;
    struct span rest = {name.data + close + 1, name.size - close - 1};
    return arena_format(arena, "%.*s%.*s", (int)open, name.data, SPAN_ARGS(rest));
}

/* «Ленинградскую и Нововоронежскую АЭС»: the first of two sites that share their head. Adds it and
 * gives the token at which the second begins; begin where it is one. */
static uint32_t first_of_two(struct name_scan *names, const struct lexicon_entry *entry,
                             uint32_t begin, uint32_t noun)
{
    struct scan *scan = names->scan;
    if (!kind_is(scan, entry->schema, THING_SITE) || !token_is(scan, begin + 1, "и") ||
        begin + 2 >= noun || !token_is_capital(scan, begin) || !token_is_capital(scan, begin + 2))
        return begin;
    struct span both = head_nominative(scan, begin, noun, noun + 1);
    size_t and = span_find(both, SPAN(" и "), 0);
    if (and == SIZE_MAX)
        return begin;
    struct candidate *candidate = name_add(names, begin, begin + 1, begin, entry->schema);
    candidate->entry = entry;
    candidate->certain = true;
    candidate->name = arena_format(scan->arena, "%.*s %.*s", (int)and, both.data,
                                   SPAN_ARGS(head_nominative(scan, noun, noun, noun + 1)));
    candidate->key = name_key(scan->arena, candidate->name);
    return begin + 2;
}

/* «Университет Лобачевского»: behind the surname in whose memory it is called. He gave his name;
 * the report does not speak of him. The token itself where there is none. */
static uint32_t behind_patron(const struct scan *scan, uint32_t token, uint32_t end)
{
    const struct candidate *patron = token < end ? candidate_at(scan, token) : NULL;
    if (patron == NULL || patron->type != MENTION_PERSON || patron->first != token ||
        patron->end != token + 1 || !token_is_capital(scan, token) ||
        token_read(scan, token, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_GENITIVE) == NULL ||
        token_read(scan, token, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_NOMINATIVE) != NULL)
        return token;
    scan->candidates.items[scan->owner[token] - 1].unlisted = true;
    return token + 1;
}

/* «резидент ТОР Хабаровск», «в технопарке Строгино»: called after its town, whose name stays in the
 * nominative. */
static void tail_take_town(const struct name_scan *names, const struct lexicon_entry *entry,
                           uint32_t at, struct tail *tail)
{
    const struct scan *scan = names->scan;
    bool own = tail->open != NO_TOKEN || tail->name_end > tail->name_first;
    const struct candidate *town =
        (entry->marks & MARK_CITY) && !own && at < names->end ? candidate_at(scan, at) : NULL;
    if (town == NULL || town->type != MENTION_PLACE || town->first != at ||
        town->end > names->end || (tail->end != at && tail->end != town->end) ||
        town->naming == NAMING_REFERENCE || !kind_is(scan, town->kind, THING_LOCALITY))
        return;
    struct span name = town->name.size || !town->entry ? town->name : town->entry->name;
    if (!span_equal(name, name_span(scan, at, town->end)))
        return;
    tail->name_first = at;
    tail->name_end = tail->end = town->end;
}

static bool is_maker(const struct lexicon_entry *entry)
{
    static const char *const makers[] = {"производитель", "разработчик", "оператор", "ритейлер",
                                         "застройщик"};
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
        if (span_equal(entry->spelling, span_of(makers[i])))
            return true;
    return false;
}

/* Whether words tell what a firm makes: «насосов», «напитков», but neither «завода» nor «системы»,
 * whose own name stands behind. */
static bool tells_wares(const struct scan *scan, uint32_t first, uint32_t end)
{
    for (uint32_t token = first; token < end; token++) {
        const struct lexicon_match *head = match_of(scan, token, LEXICON_HEAD);
        if (scan->tokens[token].shape != CASE_LOWER || (head != NULL && !is_plural(scan, token)))
            return false;
    }
    return end > first;
}

uint32_t head_name_read(struct name_scan *names, uint32_t token, const struct lexicon_match *match)
{
    struct scan *scan = names->scan;
    const struct lexicon_entry *entry = match_entry(scan, match);
    uint32_t noun = head_noun(scan, token, match->count), behind = token + match->count;
    bool abbreviation = entry->upper;
    uint32_t begin = adjectives_begin(names, token, noun,
                                      !abbreviation && keeps_small_adjectives(scan, entry->schema),
                                      kind_is(scan, entry->schema, THING_PUBLIC_BODY));
    bool capital = token_is_capital(scan, begin);
    bool product = kind_is(scan, entry->schema, THING_PRODUCT);
    bool chains = (entry->marks & MARK_CHAIN) ||
                  (kind_is(scan, entry->schema, THING_COMPANY) && capital && begin < token);
    names->depth++;
    bool firm = kind_is(scan, entry->schema, THING_COMPANY) ||
                kind_is(scan, entry->schema, THING_STATE_CORPORATION) ||
                kind_is(scan, entry->schema, THING_DEVELOPMENT_INSTITUTION) ||
                kind_is(scan, entry->schema, THING_PRODUCT) ||
                kind_is(scan, entry->schema, THING_ORGANIZATION);
    struct tail tail = tail_read(names, behind, chains, is_unit(scan, entry), firm);
    /* «система обогрева «Чум»»; a complex may be a plant as well. */
    if (product && tail.end == behind && !span_equal(entry->spelling, SPAN("комплекс"))) {
        struct tail chained = tail_read(names, behind, true, false, firm);
        if (chained.open != NO_TOKEN)
            tail = chained;
    }
    /* «производитель напитков «Исток»» */
    if (!product && tail.end == behind && is_maker(entry)) {
        struct tail chained = tail_read(names, behind, true, false, firm);
        if (chained.open != NO_TOKEN && tells_wares(scan, behind, chained.open))
            tail = chained;
    }
    names->depth--;
    tail_take_town(names, entry, behind, &tail);
    if (kind_is(scan, entry->schema, THING_RESEARCH_ORGANIZATION) && tail.end == behind && capital)
        tail.end = behind_patron(scan, behind, names->end);
    /* «с администрацией Томска «Газпром» подписал …»: two names. */
    if (kind_is(scan, entry->schema, THING_PUBLIC_BODY) && tail.open != NO_TOKEN &&
        tail.chain.place != NO_CANDIDATE) {
        tail.open = NO_TOKEN;
        tail.end = tail.chain.end;
    }
    /* «предприятия «Ростехнологий»» are hers, and not called so. */
    bool others = kind_is(scan, entry->schema, THING_PROJECT) ||
                  (kind_is(scan, entry->schema, THING_COMPANY) && is_plural(scan, noun));
    if (others && fills_known_name(scan, tail.open))
        return NO_TOKEN;
    /* «партия насосов «Маяк»» */
    if (span_equal(entry->spelling, SPAN("партия")) && tail.open != NO_TOKEN && tail.open > behind)
        return NO_TOKEN;
    /* «Омский филиал | РЖД», «дорога (филиал РЖД)»: it is not called as the firm is. */
    if (span_equal(entry->spelling, SPAN("филиал")) && tail.open == NO_TOKEN &&
        tail.name_end > tail.name_first)
        tail.end = tail.name_end = tail.name_first;
    if (!is_named(names, entry, &tail, begin, token, noun) ||
        (product && !is_product(scan, &tail, begin, noun)))
        return NO_TOKEN;
    if (kind_is(scan, entry->schema, THING_PUBLIC_BODY) &&
        points_at_body(scan, &tail, begin, token, behind)) {
        struct candidate *reference = name_add(names, begin, tail.end, noun, entry->schema);
        reference->entry = entry;
        reference->naming = NAMING_REFERENCE;
        reference->jurisdiction = true;
        reference->name_end = reference->name_first;
        return tail.end;
    }
    const struct schema_kind *kind = entry->schema;
    /* «департамент … госкорпорации»: a unit of hers. */
    if (kind_is(scan, kind, THING_PUBLIC_BODY) && ends_with_firm(scan, tail.end))
        kind = scan->reader->things[THING_ORGANIZATION];
    bool placed = kind_is(scan, kind, THING_CLUSTER) && tail.end == behind && begin < token;
    if (placed)
        tail.end = cluster_place_end(names, behind);
    else if (tail.end > behind)
        tail_take_place(scan, entry, names->end, &tail);
    if (kind_is(scan, kind, THING_DEVELOPMENT_INSTITUTION) && begin < token &&
        span_starts_with(scan->tokens[begin].folded, SPAN("федеральн")))
        kind = scan->reader->things[THING_PUBLIC_BODY];
    const struct lexicon_entry *known = NULL;
    if (tail.open != NO_TOKEN)
        kind =
            kind_is(scan, kind, THING_COMPANY) || (kind_is(scan, kind, THING_ORGANIZATION) &&
                                                   span_ends_with(entry->spelling, SPAN("центр")))
                ? kind_of_words(scan, tail.open + 1, tail.end - 1, kind, false, &known)
                : kind;
    else if (tail.name_end > tail.name_first && kind_is(scan, kind, THING_COMPANY))
        kind = kind_of_words(scan, tail.name_first, tail.name_end, kind, false, &known);
    for (uint32_t i = behind; i < tail.end; i++)
        if (span_starts_with(scan->tokens[i].folded, SPAN("пресс-служб")))
            return NO_TOKEN;
    begin = first_of_two(names, entry, with_ordinal(names, begin), noun);
    hide_inner_places(scan, kind, begin, tail.end, tail.open);
    struct candidate *candidate = name_add(names, begin, tail.end, noun, kind);
    candidate->entry = entry;
    candidate->place = tail.chain.place;
    candidate->jurisdiction = tail.chain.reference;
    candidate->certain = true;
    candidate->unlisted = tail.open == NO_TOKEN && is_list(scan, entry, behind);
    if (tail.open != NO_TOKEN)
        set_quoted(names, candidate, tail.open, scan->tokens[tail.open].partner + 1);
    else if (tail.name_end > tail.name_first) {
        candidate->name_first = tail.name_first;
        candidate->name_end = tail.name_end;
        candidate->short_key = name_key_of_tokens(scan, tail.name_first, tail.name_end);
        candidate->certain = known != NULL;
    }
    candidate->name =
        without_abbreviation(scan->arena, head_name(names, candidate, noun, abbreviation));
    candidate->key = name_key(scan->arena, candidate->name);
    set_short_key(names, candidate, &tail, token, behind);
    if (placed && tail.end > behind)
        candidate->short_key = name_key_of_tokens(scan, candidate->first, behind);
    if (candidate->place != NO_CANDIDATE && kind_is(scan, kind, THING_PUBLIC_BODY)) {
        /* The place's name is its own: «правительство Омской области» has none besides. */
        uint32_t place = scan->candidates.items[candidate->place].first;
        candidate->name_end = place > behind || begin < token ? place : candidate->name_first;
    }
    return tail.end;
}
