/* Names in quotation marks: what is one, and what kind of thing it names. */
#include "organizations.h"

#include "names.h"

/* The quotation marks right inside the range, and the token that closes them: «УК „Роснано“» gives
 * „Роснано“. Of «НПФ «Микран» one mark closes both. */
static uint32_t inner_quote(const struct scan *scan, uint32_t first, uint32_t end, uint32_t *close)
{
    for (uint32_t i = first; i < end; i++) {
        if (scan->tokens[i].kind != TOKEN_QUOTE_OPEN)
            continue;
        *close = scan->tokens[i].partner == UINT32_MAX ? end : scan->tokens[i].partner;
        if (*close <= end && *close > i + 1)
            return i;
    }
    return NO_TOKEN;
}

/* What a name in quotation marks says of its kind: «Корпорация развития края» is a development
 * institution, whatever stands before it; fallback where it says nothing. */
const struct schema_kind *kind_of_words(const struct scan *scan, uint32_t first, uint32_t end,
                                        const struct schema_kind *fallback, bool any,
                                        const struct lexicon_entry **entry)
{
    static const enum thing telling[] = {THING_DEVELOPMENT_INSTITUTION, THING_RESEARCH_ORGANIZATION,
                                         THING_CLUSTER, THING_ASSOCIATION, THING_STATE_CORPORATION};
    for (uint32_t i = first; i < end; i++) {
        const struct lexicon_match *name = match_of(scan, i, LEXICON_NAME);
        if (i == first && name != NULL && i + name->count == end) {
            *entry = match_entry(scan, name);
            return match_entry(scan, name)->schema;
        }
        const struct lexicon_match *head = match_of(scan, i, LEXICON_HEAD);
        /* «Калужский фармкластер» */
        if (head == NULL && any && i + 1 == end &&
            span_ends_with(scan->tokens[i].folded, SPAN("кластер")))
            return scan->reader->things[THING_CLUSTER];
        if (head == NULL || i + head->count > end)
            continue;
        /* «Буровые системы», «Региональные самолёты» make them. */
        if (any && kind_is(scan, match_entry(scan, head)->schema, THING_PRODUCT))
            return fallback;
        if (any && !kind_is(scan, match_entry(scan, head)->schema, THING_ORGANIZATION))
            return match_entry(scan, head)->schema;
        /* A firm called «Медицинский союз» is none of doctors. */
        bool last = i > first && i + head->count == end;
        if (last && kind_is(scan, fallback, THING_COMPANY) &&
            kind_is(scan, match_entry(scan, head)->schema, THING_ASSOCIATION))
            return fallback;
        for (size_t k = 0; k < sizeof telling / sizeof telling[0]; k++)
            if (kind_is(scan, match_entry(scan, head)->schema, telling[k]))
                return match_entry(scan, head)->schema;
        if (i + head->count < end && !(match_entry(scan, head)->marks & MARK_WEAK))
            return fallback;
    }
    return fallback;
}

/* Parts of speech that names hardly have. */
enum {
    SPEECH_PARTS = PART(POS_VERB) | PART(POS_INFINITIVE) | PART(POS_PRONOUN) | PART(POS_PARTICLE) |
                   PART(POS_GERUND) | PART(POS_PREDICATIVE) | PART(POS_PARTICIPLE_SHORT) |
                   PART(POS_ADVERB)
};

/* Whether the words in quotation marks are a name, and no speech or figure of speech. */
bool quote_is_name(const struct scan *scan, uint32_t open, uint32_t end)
{
    uint32_t first = open + 1, close = end - 1;
    /* «Прибор-К» is read as «к» is. */
    bool joined = span_find(scan->tokens[first].folded, SPAN("-"), 0) != SIZE_MAX;
    if (close - first > 14 ||
        (!joined &&
         token_read(scan, first, PART(POS_PREPOSITION) | PART(POS_CONJUNCTION), 0) != NULL))
        return false;
    if (!token_is_capital(scan, first) && !token_is_kind(scan, first, TOKEN_QUOTE_OPEN) &&
        !token_is_kind(scan, first, TOKEN_NUMBER) && !token_is_kind(scan, first, TOKEN_INITIAL))
        return false;
    uint8_t last = scan->tokens[close - 1].kind;
    if (last == TOKEN_PUNCTUATION && !token_is(scan, close - 1, ")"))
        return false;
    /* «Подписали соглашение с …» */
    const struct word *opening = &scan->words[first];
    if (close > first + 2 && opening->analysis_count > 0 && opening->analyses[0].known &&
        opening->analyses[0].pos == POS_VERB && scan->tokens[first].shape == CASE_TITLE)
        return false;
    for (uint32_t i = first + 1; i < close; i++) {
        const struct word *word = &scan->words[i];
        if (word->analysis_count > 0 && word->analyses[0].known &&
            ((SPEECH_PARTS >> word->analyses[0].pos) & 1) && scan->tokens[i].shape == CASE_LOWER)
            return false;
        if (token_is(scan, i, ".") || token_is(scan, i, "!") || token_is(scan, i, "?"))
            return false;
    }
    return true;
}

/* Words before quotation marks that name no organization with them. */
static bool behind_other_noun(const struct scan *scan, const struct sentence *sentence,
                              uint32_t open)
{
    static const char *const words[] = {
        "тема",        "тему",        "теме",        "темой",         "темы",          "слово",
        "слова",       "словом",      "термин",      "девизом",       "девиз",         "лозунгом",
        "лозунг",      "номинации",   "номинация",   "номинацию",     "рубрике",       "рубрика",
        "рубрики",     "статья",      "статье",      "статью",        "книга",         "книги",
        "книгу",       "книге",       "фильм",       "фильма",        "фильме",        "песня",
        "песню",       "песни",       "роман",       "спектакль",     "звание",        "звания",
        "орден",       "ордена",      "орденом",     "медаль",        "медалью",       "категории",
        "категория",   "принцип",     "принципу",    "формуле",       "раздел",        "разделе",
        "направлению", "направление", "направлении", "специальности", "специальность", "стол",
        "стола",       "столе",       "так",         "называемый",    "называемая",    "называемые",
        "называемой",  "секции",      "секция",      "знак",          "знаком",        "надпись",
        "надписью",    "докладом",    "доклад",
    };
    static const char *const called[] = {"тема", "девиз", "лозунг", "слоган"};
    enum { CALLED_REACH = 4 }; /* words: «тема форума – «…»» */
    if (open <= sentence->first)
        return false;
    bool dash = token_is_kind(scan, open - 1, TOKEN_DASH);
    for (uint32_t back = 2; dash && back <= CALLED_REACH && back <= open - sentence->first; back++)
        for (size_t i = 0; i < sizeof called / sizeof called[0]; i++)
            if (token_is(scan, open - back, called[i]))
                return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(scan, open - 1, words[i]))
            return true;
    return false;
}

void set_quoted(const struct name_scan *names, struct candidate *candidate, uint32_t open,
                uint32_t end)
{
    const struct scan *scan = names->scan;
    candidate->name_first = open + 1;
    candidate->name_end = end - 1;
    candidate->short_key = name_key_of_tokens(scan, open + 1, end - 1);
    uint32_t close = end - 1, inner = inner_quote(scan, open + 1, end - 1, &close);
    const struct lexicon_match *head = match_of(scan, open + 1, LEXICON_HEAD);
    bool apart = head != NULL && (match_entry(scan, head)->marks & MARK_APART);
    bool firm = head != NULL && kind_is(scan, match_entry(scan, head)->schema, THING_COMPANY);
    if (inner != NO_TOKEN && (firm || head == NULL) && !apart)
        candidate->inner_key = name_key_of_tokens(scan, inner + 1, close);
}

/* The closing mark of the name that a quotation goes on a list behind: «Заря», | «Восток»,
 * «Заря» (Томск) и | «Восток». NO_TOKEN where it goes on none. */
static uint32_t listed_before(const struct scan *scan, uint32_t token)
{
    if (token < 3 || !(token_is(scan, token - 1, ",") || token_is(scan, token - 1, "и")))
        return NO_TOKEN;
    uint32_t close = token - 2;
    if (token_is(scan, close, ")") && scan->tokens[close].partner < close &&
        scan->tokens[close].partner > 0)
        close = scan->tokens[close].partner - 1;
    return token_is_kind(scan, close, TOKEN_QUOTE_CLOSE) ? close : NO_TOKEN;
}

/* The kind of a name in quotation marks that goes on a list whose noun stands before its first:
 * «технопарки «Заря», «Восток» и «Волна»». NULL where it goes on none. */
static const struct schema_kind *kind_of_list(const struct scan *scan, uint32_t token)
{
    uint32_t close = listed_before(scan, token);
    const struct candidate *before = close == NO_TOKEN ? NULL : candidate_at(scan, close);
    if (before == NULL || before->kind == NULL || before->bare || before->end != close + 1 ||
        (before->type != MENTION_ORGANIZATION && before->type != MENTION_PLACE))
        return NULL;
    bool goes_on = token_is_kind(scan, before->first, TOKEN_QUOTE_OPEN);
    return goes_on ? kind_of_list(scan, before->first)
           : token_read(scan, before->first, PARTS_NOUN, GRAM_PLURAL) != NULL ||
                   (before->head > before->first && before->head < before->end &&
                    token_read(scan, before->head, PARTS_NOUN, GRAM_PLURAL) != NULL)
               ? before->kind
               : NULL;
}

/* Whether a noun tells of several: «кластеры», «три кластера», but not «на форуме». */
static bool is_several(const struct scan *scan, uint32_t token)
{
    bool plural = scan->tokens[token].shape != CASE_UPPER && /* «ОЭЗ» may be one or many */
                  token_read(scan, token, PARTS_NOUN, GRAM_PLURAL) != NULL;
    return plural || (token > 0 && token_read(scan, token - 1, PART(POS_NUMERAL), 0) != NULL);
}

/* «Шесть технопарков – «Заря» (Томск), «Восток» и «Волна»»: the kind of what the noun of several
 * before the dash tells; NULL where none does. */
static const struct schema_kind *kind_before_dash(const struct scan *scan, uint32_t token)
{
    enum { ITEMS = 12, NOUNS = 3 };
    uint32_t at = token;
    for (uint32_t i = 0; i < ITEMS; i++) {
        uint32_t close = listed_before(scan, at);
        if (close == NO_TOKEN || scan->tokens[close].partner > close)
            break;
        at = scan->tokens[close].partner;
    }
    /* A single name behind a dash is no list. */
    uint32_t behind = scan->tokens[token].partner + 1;
    if (token_is(scan, behind, "(") && scan->tokens[behind].partner > behind)
        behind = scan->tokens[behind].partner + 1;
    bool alone = at == token && !token_is(scan, behind, ",") && !token_is(scan, behind, "и");
    if (at < 2 || alone || !token_is_kind(scan, at - 1, TOKEN_DASH))
        return NULL;
    for (uint32_t back = 2; back < 2 + NOUNS && back <= at; back++) {
        const struct lexicon_match *head = match_of(scan, at - back, LEXICON_HEAD);
        if (head != NULL && is_several(scan, at - back) &&
            scan->tokens[at - back].shape == CASE_LOWER)
            return match_entry(scan, head)->schema;
    }
    return NULL;
}

/* Whether firms are members or residents of things of a kind. */
static bool has_members(const struct scan *scan, const struct schema_kind *kind)
{
    return kind_is(scan, kind, THING_CLUSTER) || kind_is(scan, kind, THING_SITE) ||
           kind_is(scan, kind, THING_ASSOCIATION);
}

/* «РКК «Энергия»»: whether the word before a quotation mark is an abbreviation of what is so
 * called, that no list has. */
static bool is_unlisted_form(const struct name_scan *names, uint32_t token)
{
    enum { SHORTEST = 4, LONGEST = 14 }; /* bytes: two letters, seven */
    const struct scan *scan = names->scan;
    if (token < names->sentence->first || !token_is_free(scan, token) || names->shouting ||
        scan->match_first[token] != scan->match_first[token + 1] || scan->times[token] != NULL)
        return false;
    const struct token *word = &scan->tokens[token];
    return word->kind == TOKEN_WORD && word->cyrillic && word->shape == CASE_UPPER &&
           word->folded.size >= SHORTEST && word->folded.size <= LONGEST &&
           scan->tokens[token + 1].space_before &&
           (scan->words[token].analysis_count == 0 || !scan->words[token].analyses[0].known);
}

/* The kind of a name in quotation marks that nothing beside it tells: in a list that of the plural
 * before its colon («три кластера: …»), in the frame of a report that of a newspaper. */
static const struct schema_kind *guess_kind(const struct name_scan *names, uint32_t token,
                                            bool *told)
{
    enum { LIST_TOKENS = 80 };
    const struct scan *scan = names->scan;
    const struct report *report = scan->reading->report;
    enum block_kind block = report->blocks[names->sentence->block].kind;
    if (block == BLOCK_DATELINE || block == BLOCK_CREDIT ||
        (token == 0 && names->sentence->count <= 12))
        return scan->reader->things[THING_ORGANIZATION];
    const struct schema_kind *listed = kind_of_list(scan, token);
    listed = listed != NULL ? listed : kind_before_dash(scan, token);
    if (listed != NULL) {
        *told = true;
        return listed;
    }
    bool colon = false;
    for (uint32_t back = 1; back <= LIST_TOKENS && back <= token; back++) {
        uint32_t at = token - back;
        if (token_is(scan, at, ".") && !colon)
            break;
        colon |= token_is(scan, at, ":");
        if (!colon)
            continue;
        const struct lexicon_match *head = match_of(scan, at, LEXICON_HEAD);
        if (head != NULL && !kind_is(scan, match_entry(scan, head)->schema, THING_COMPANY) &&
            !is_several(scan, at)) {
            /* «резиденты технопарка: «Заря» …», «на форуме: …» */
            *told |= has_members(scan, match_entry(scan, head)->schema);
            continue;
        }
        if (head != NULL) {
            *told = true;
            return match_entry(scan, head)->schema;
        }
        if (token_is(scan, at, ".") || token_is(scan, at, "»"))
            break;
    }
    return scan->reader->things[THING_COMPANY];
}

/* «Камский кабель», «Уральские локомотивы»: a place and what is made there is a firm. */
static bool tells_works(const struct scan *scan, uint32_t first, uint32_t end)
{
    if (end != first + 2 || match_of(scan, first, LEXICON_PLACE_ADJECTIVE) == NULL ||
        match_of(scan, first, LEXICON_LOCAL_ADJECTIVE) != NULL ||
        scan->tokens[first + 1].shape != CASE_LOWER)
        return false;
    const struct analysis *noun = token_read(scan, first + 1, PARTS_NOUN, 0);
    return noun != NULL && noun->known && !(noun->grammemes & GRAM_ANIMATE) &&
           tokens_agree(scan, first, first + 1);
}

/* A name in quotation marks with nothing before it that says what it is. */
uint32_t quoted_name_read(struct name_scan *names, uint32_t token)
{
    struct scan *scan = names->scan;
    uint32_t end = quote_end(scan, names->sentence, token);
    const struct lexicon_match *common =
        end == NO_TOKEN ? NULL : match_of(scan, token + 1, LEXICON_NOT_NAME);
    if (end == NO_TOKEN || !quote_is_name(scan, token, end) ||
        (common != NULL && token + 1 + common->count == end - 1) ||
        behind_other_noun(scan, names->sentence, token) ||
        /* «корпус «Б»» */
        (end == token + 3 && scan->tokens[token + 1].folded.size <= 2) ||
        /* «Мы рады», – сказал он. */
        (token_is(scan, end, ",") && token_is_kind(scan, end + 1, TOKEN_DASH)))
        return NO_TOKEN;
    const struct lexicon_entry *known = NULL;
    bool told = false;
    const struct schema_kind *kind =
        kind_of_words(scan, token + 1, end - 1, guess_kind(names, token, &told), true, &known);
    /* «Иннопром-2021» */
    if (known == NULL && word_without_year(scan->tokens[end - 2].folded) > 0) {
        kind = scan->reader->things[THING_EVENT];
        told = true;
    }
    hide_places(scan, token, end);
    /* «РКК «Энергия»» is called so. */
    bool formed = known == NULL && !told && token > 0 && is_unlisted_form(names, token - 1);
    struct candidate *candidate =
        name_add(names, token - formed, end, formed ? token - 1 : token + 1, kind);
    candidate->entry = known;
    /* «девять предприятий: «Квант», «Сплав»» */
    candidate->bare = known == NULL && !told && !formed && !tells_works(scan, token + 1, end - 1);
    candidate->naming = NAMING_SHORT;
    candidate->certain = known != NULL;
    set_quoted(names, candidate, token, end);
    candidate->name = known != NULL ? known->spelling
                                    : quoted_nominative(scan, names->sentence, token + 1, end - 1);
    candidate->key = candidate->short_key;
    if (formed) {
        candidate->name = name_span(scan, token - 1, end);
        candidate->key = name_key(scan->arena, candidate->name);
    }
    return end;
}
