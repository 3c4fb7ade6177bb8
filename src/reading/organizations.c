/* Organizations, sites, clusters, programmes, events, products, documents: whatever has a head noun
 * of the lexicon, a legal form, quotation marks or a known name.
 *
 * A name grows from its head: to the left over adjectives that agree, to the right over a quoted or
 * capitalised name, or over what depends on the head (a chain of genitives with its place). */
#include "organizations.h"

#include "names.h"
#include "utf8.h"

enum { ADJECTIVES = 4, CHAIN_TOKENS = 16, DEPTH = 3 };

static bool kind_is(const struct scan *scan, const struct schema_kind *kind, enum thing thing)
{
    return kind == scan->reader->things[thing];
}

static enum mention_type type_of(const struct scan *scan, const struct schema_kind *kind)
{
    static const struct {
        enum thing thing;
        enum mention_type type;
    } types[] = {{THING_SITE, MENTION_PLACE},          {THING_CLUSTER, MENTION_PLACE},
                 {THING_PROGRAMME, MENTION_PROGRAMME}, {THING_PROJECT, MENTION_PROGRAMME},
                 {THING_EVENT, MENTION_EVENT},         {THING_DOCUMENT, MENTION_DOCUMENT},
                 {THING_PRODUCT, MENTION_PRODUCT}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (kind_is(scan, kind, types[i].thing))
            return types[i].type;
    return MENTION_ORGANIZATION;
}

static struct candidate *name_add(struct name_scan *names, uint32_t first, uint32_t end,
                                  uint32_t head, const struct schema_kind *kind)
{
    struct candidate *candidate = candidate_add(names->scan, first, end, head,
                                                type_of(names->scan, kind), THING_ORGANIZATION);
    candidate->kind = kind;
    return candidate;
}

/* Quoted names. */

/* The quotation marks right inside the range, innermost: «УК „Роснано“» gives „Роснано“. */
static uint32_t inner_quote(const struct scan *scan, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (scan->tokens[i].kind == TOKEN_QUOTE_OPEN && scan->tokens[i].partner < end &&
            scan->tokens[i].partner > i + 1)
            return i;
    return NO_TOKEN;
}

/* What a name in quotation marks says of its kind: «Корпорация развития края» is a development
 * institution, whatever stands before it; fallback where it says nothing. */
static const struct schema_kind *kind_of_words(const struct scan *scan, uint32_t first,
                                               uint32_t end, const struct schema_kind *fallback,
                                               bool any, const struct lexicon_entry **entry)
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
        if (head == NULL || i + head->count > end)
            continue;
        if (any && !kind_is(scan, match_entry(scan, head)->schema, THING_ORGANIZATION))
            return match_entry(scan, head)->schema;
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
static bool quote_is_name(const struct scan *scan, uint32_t open, uint32_t end)
{
    uint32_t first = open + 1, close = end - 1;
    if (close - first > 14 ||
        token_read(scan, first, PART(POS_PREPOSITION) | PART(POS_CONJUNCTION), 0) != NULL)
        return false;
    if (!token_is_capital(scan, first) && !token_is_kind(scan, first, TOKEN_QUOTE_OPEN) &&
        !token_is_kind(scan, first, TOKEN_NUMBER) && !token_is_kind(scan, first, TOKEN_INITIAL))
        return false;
    uint8_t last = scan->tokens[close - 1].kind;
    if (last == TOKEN_PUNCTUATION && !token_is(scan, close - 1, ")"))
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
    if (open <= sentence->first)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(scan, open - 1, words[i]))
            return true;
    return false;
}

static void set_quoted(const struct name_scan *names, struct candidate *candidate, uint32_t open,
                       uint32_t end)
{
    const struct scan *scan = names->scan;
    candidate->name_first = open + 1;
    candidate->name_end = end - 1;
    candidate->short_key = name_key_of_tokens(scan, open + 1, end - 1);
    uint32_t inner = inner_quote(scan, open + 1, end - 1);
    const struct lexicon_match *head = match_of(scan, open + 1, LEXICON_HEAD);
    bool apart = head != NULL && (match_entry(scan, head)->marks & MARK_APART);
    bool firm = head != NULL && kind_is(scan, match_entry(scan, head)->schema, THING_COMPANY);
    if (inner != NO_TOKEN && (firm || head == NULL) && !apart)
        candidate->inner_key = name_key_of_tokens(scan, inner + 1, scan->tokens[inner].partner);
}

/* «СВЧ-электроника»: only its first part is in capitals. */
static bool ends_small(struct span word)
{
    for (size_t at = 0; at < word.size;) {
        uint32_t letter = utf8_next(word, &at);
        if (letter == '-' && at < word.size) {
            size_t next = at;
            if (code_point_is_lower(utf8_next(word, &next)))
                return true;
        }
    }
    return false;
}

/* Unquoted names behind a head or legal form: «Росатом», «Сбербанк», «Энергомаш», «Brightway». */
static bool is_name_word(const struct scan *scan, uint32_t token, uint32_t end)
{
    if (token >= end || !token_is_capital(scan, token) || !token_is_free(scan, token) ||
        match_of(scan, token, LEXICON_NOT_NAME) || match_of(scan, token, LEXICON_LEGAL_FORM) ||
        match_of(scan, token, LEXICON_HEAD) || ends_small(token_text(scan, token)))
        return false;
    const struct word *word = &scan->words[token];
    if (!scan->tokens[token].cyrillic || scan->tokens[token].shape == CASE_MIXED ||
        match_of(scan, token, LEXICON_NAME))
        return true;
    const struct analysis *top = word->analysis_count > 0 ? &word->analyses[0] : NULL;
    return top == NULL || (!top->known && scan->tokens[token].shape != CASE_LOWER) ||
           (top->grammemes & (GRAM_ORGANIZATION_NAME | GRAM_TRADE_NAME));
}

static uint32_t name_words_end(const struct scan *scan, uint32_t token, uint32_t end)
{
    uint32_t at = token;
    const struct lexicon_match *known = match_of(scan, token, LEXICON_NAME);
    if (known != NULL && token_is_capital(scan, token) && token_is_free(scan, token))
        return token + known->count;
    while (at < token + 5 && is_name_word(scan, at, end))
        at++;
    return at;
}

/* «имени академика А. Н. Петрова», «им. Ломоносова», «Петра Великого». */
static uint32_t memorial_end(const struct scan *scan, uint32_t token, uint32_t end)
{
    if (token >= end || !(token_is(scan, token, "имени") || token_is(scan, token, "им.") ||
                          token_is(scan, token, "им")))
        return token;
    uint32_t at = token + 1;
    while (at < end && at < token + 10) {
        const struct candidate *person = candidate_at(scan, at);
        bool title = match_of(scan, at, LEXICON_TITLE) != NULL;
        bool capital = token_is_capital(scan, at) || token_is_kind(scan, at, TOKEN_INITIAL);
        bool and_more =
            token_is(scan, at, "и") && at + 1 < end && token_is_kind(scan, at + 1, TOKEN_INITIAL);
        if (person != NULL && person->type == MENTION_PERSON) {
            /* He gave his name; the report does not speak of him. */
            scan->candidates.items[scan->owner[at] - 1].unlisted = true;
            at = person->end;
        } else if (title || capital || and_more) {
            at++;
            if (capital && scan->tokens[at - 1].kind == TOKEN_WORD && !token_is_capital(scan, at))
                break;
        } else {
            break;
        }
    }
    return at > token + 1 ? at : token;
}

/* Chains: what depends on a head. */

static bool is_stop(const struct scan *scan, uint32_t token)
{
    if (match_of(scan, token, LEXICON_LEGAL_FORM) || match_of(scan, token, LEXICON_POSITION))
        return true;
    const struct lexicon_match *prefix = match_of(scan, token, LEXICON_POSITION_PREFIX);
    if (prefix != NULL && (match_entry(scan, prefix)->marks & (MARK_ACTING | MARK_FORMER)))
        return true;
    const struct candidate *candidate = candidate_at(scan, token);
    return candidate != NULL && candidate->type != MENTION_PLACE;
}

static bool is_noun_in(const struct scan *scan, uint32_t token, grammemes cases)
{
    const struct word *word = &scan->words[token];
    if (word->analysis_count == 0 || word->analyses[0].pos == POS_VERB ||
        scan->tokens[token].folded.size <= 2)
        return false;
    return token_read(scan, token, PARTS_NOUN, cases) != NULL;
}

static bool is_adjective_in(const struct scan *scan, uint32_t token, grammemes cases)
{
    return token_read(scan, token, PARTS_ADJECTIVE, cases) != NULL;
}

/* Whether a list goes on behind a comma or «и»: «экономики, инвестиций и торговли». */
static bool list_continues(const struct scan *scan, uint32_t token, uint32_t end, grammemes cases)
{
    bool comma = token_is(scan, token, ",");
    uint32_t at = token + 1;
    if (!comma && !token_is(scan, token, "и"))
        return false;
    while (at < end && is_adjective_in(scan, at, cases) && !is_noun_in(scan, at, cases))
        at++;
    if (at >= end || !is_noun_in(scan, at, cases) || is_stop(scan, at) ||
        scan->tokens[token + 1].shape != CASE_LOWER)
        return false;
    const struct lexicon_match *head = match_of(scan, token + 1, LEXICON_HEAD);
    if (head != NULL && (match_entry(scan, head)->marks & (MARK_LOWER | MARK_REFERENCE)))
        return false;
    if (!comma)
        return true;
    /* Behind a comma only where «и» ends the list soon. */
    for (uint32_t i = at + 1; i < end && i < at + 8; i++) {
        if (token_is(scan, i, "и"))
            return true;
        if (!token_is(scan, i, ",") && !is_noun_in(scan, i, cases) &&
            !is_adjective_in(scan, i, cases))
            return false;
    }
    return false;
}

struct chain {
    uint32_t end;   /* behind the last token that may end the name */
    uint32_t place; /* candidate of the place that ends it; NO_CANDIDATE */
    bool reference; /* it ends with «области», «региона» */
    bool named;     /* it holds a name */
};

static bool is_place_reference(const struct scan *scan, uint32_t token)
{
    static const char *const words[] = {"области", "края",   "республики", "региона",
                                        "города",  "страны", "столицы",    "района"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(scan, token, words[i]))
            return scan->tokens[token].shape == CASE_LOWER;
    return false;
}

static uint32_t name_read(struct name_scan *names, uint32_t token);

/* One step of a chain at token; gives the token behind it, token itself where the chain ends. */
static uint32_t chain_step(struct name_scan *names, uint32_t token, grammemes *cases,
                           struct chain *chain)
{
    struct scan *scan = names->scan;
    const struct candidate *place = candidate_at(scan, token);
    if (place != NULL && place->type == MENTION_PLACE && place->first == token) {
        chain->place = (uint32_t)(place - scan->candidates.items);
        chain->end = place->end;
        return names->end; /* a place ends the name */
    }
    if (is_stop(scan, token))
        return token;
    if (is_place_reference(scan, token)) {
        chain->reference = true;
        chain->end = token + 1;
        return names->end;
    }
    if (token_is(scan, token, "по")) {
        *cases = GRAM_DATIVE;
        return token + 1;
    }
    if ((token_is(scan, token, "в") || token_is(scan, token, "во")) && token + 1 < names->end &&
        (token_is(scan, token + 1, "сфере") || token_is(scan, token + 1, "области"))) {
        *cases = GRAM_GENITIVE;
        return token + 2;
    }
    /* «взаимодействию с регионами» */
    if (token_is(scan, token, "с") && *cases == GRAM_DATIVE) {
        *cases = GRAM_INSTRUMENTAL;
        return token + 1;
    }
    if (list_continues(scan, token, names->end, *cases))
        return token + 1;
    if (scan->tokens[token].kind != TOKEN_WORD)
        return token;
    const struct lexicon_match *known = match_of(scan, token, LEXICON_NAME);
    if (known != NULL && token_is_capital(scan, token)) {
        uint32_t after = names->depth < DEPTH ? name_read(names, token) : NO_TOKEN;
        chain->end = after != NO_TOKEN ? after : token + known->count;
        chain->named = true;
        return names->end;
    }
    if (scan->tokens[token].shape == CASE_UPPER) {
        chain->end = token + 1;
        chain->named = true;
        return token + 1;
    }
    bool dative = token_is(scan, token - 1, "содействия");
    grammemes wanted = *cases | (dative ? GRAM_DATIVE : 0);
    bool noun = is_noun_in(scan, token, wanted);
    if (!noun && !is_adjective_in(scan, token, wanted | GRAM_GENITIVE))
        return token;
    if (noun) {
        chain->end = token + 1;
        /* What hangs on this noun is in the genitive again. */
        *cases |= GRAM_GENITIVE;
    }
    return token + 1;
}

static bool begins_name(const struct scan *scan, uint32_t token)
{
    const struct lexicon_match *head = match_of(scan, token, LEXICON_HEAD);
    if (head == NULL)
        return match_of(scan, token, LEXICON_LEGAL_FORM) != NULL;
    uint32_t after = token + head->count;
    return token_is_kind(scan, after, TOKEN_QUOTE_OPEN) ||
           (match_entry(scan, head)->marks & MARK_LOWER) ||
           kind_is(scan, match_entry(scan, head)->schema, THING_STATE_CORPORATION);
}

static struct chain chain_read(struct name_scan *names, uint32_t token, bool unit)
{
    struct scan *scan = names->scan;
    struct chain chain = {.end = token, .place = NO_CANDIDATE};
    grammemes cases = GRAM_GENITIVE;
    uint32_t limit = token + CHAIN_TOKENS < names->end ? token + CHAIN_TOKENS : names->end;
    for (uint32_t at = token; at < limit;) {
        if (begins_name(scan, at)) {
            /* «департамент … госкорпорации «Росатом»»: a unit's name holds that of its body. */
            uint32_t after = unit && names->depth < DEPTH ? name_read(names, at) : NO_TOKEN;
            if (after != NO_TOKEN)
                chain.end = after;
            /* «Дни госкорпорации» */
            if (after != NO_TOKEN || !unit || at > token || !is_noun_in(scan, at, cases))
                break;
        }
        uint32_t next = chain_step(names, at, &cases, &chain);
        if (next == at)
            break;
        at = next;
    }
    return chain;
}

/* Heads. */

static bool is_stop_adjective(const struct scan *scan, uint32_t token)
{
    static const char *const stems[] = {
        "нов",       "крупн",     "эт",       "друг",      "т",         "сам",        "наш",
        "кажд",      "один",      "перв",     "втор",      "трет",      "очередн",    "прошл",
        "нынешн",    "будущ",     "совместн", "отдельн",   "собственн", "больш",      "ведущ",
        "данн",      "указанн",   "местн",    "все",       "такой",     "тако",       "последн",
        "последующ", "действующ", "создан",   "развит",    "остальн",   "прежн",      "сво",
        "их",        "его",       "ежегодн",  "предстоящ", "прошедш",   "минувш",     "состоявш",
        "названн",   "аналогичн", "подобн",   "российск",  "крупнейш",  "единственн", "главн",
        "уникальн",  "якорн",     "зарубежн", "иностранн",
    };
    const struct word *word = &scan->words[token];
    for (size_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].grammemes & (GRAM_PRONOMINAL | GRAM_ORDINAL | GRAM_SUPERLATIVE))
            return true;
    if (word->analysis_count > 0 && word->analyses[0].pos == POS_PARTICIPLE)
        return true;
    struct span folded = scan->tokens[token].folded;
    for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++) {
        struct span stem = span_of(stems[i]);
        if (span_starts_with(folded, stem) && folded.size <= stem.size + 6)
            return true;
    }
    return false;
}

/* «областной», «городской»: of the region or city that is spoken of. */
static bool is_local_adjective(const struct scan *scan, uint32_t token)
{
    static const char *const stems[] = {"областн", "региональн", "краев", "республиканск",
                                        "столичн", "городск",    "местн", "федеральн"};
    for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++)
        if (span_starts_with(scan->tokens[token].folded, span_of(stems[i])))
            return true;
    return false;
}

/* The first word of the name: adjectives before the head that agree with it. A capital among them
 * begins the name; small ones belong to it where keep says so. */
static uint32_t adjectives_begin(const struct name_scan *names, uint32_t first, uint32_t noun,
                                 bool keep, bool body)
{
    const struct scan *scan = names->scan;
    uint32_t begin = first, at = first;
    for (uint32_t i = 0; i < ADJECTIVES && at > names->sentence->first; i++) {
        uint32_t before = at - 1;
        if (!token_is_free(scan, before) || scan->tokens[before].kind != TOKEN_WORD)
            break;
        bool and_more = token_is(scan, before, "и") && i > 0;
        if (and_more && before > names->sentence->first && tokens_agree(scan, before - 1, noun)) {
            at = before;
            continue;
        }
        if (!tokens_agree(scan, before, noun))
            break;
        bool capital = token_is_capital(scan, before);
        bool stop = is_stop_adjective(scan, before) ||
                    (!body && is_local_adjective(scan, before) && !token_is_capital(scan, before));
        if (stop && !(capital && !token_begins(scan, names->sentence, before)))
            break;
        bool place = match_of(scan, before, LEXICON_PLACE_ADJECTIVE) != NULL;
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
static uint32_t head_noun(const struct scan *scan, uint32_t first, uint32_t count)
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
    uint32_t quoted = quote_end(scan, names->sentence, token);
    if (quoted == NO_TOKEN && chains) {
        tail.chain = chain_read(names, token, unit);
        tail.end = tail.chain.end;
        if (tail.end > token)
            quoted = quote_end(scan, names->sentence, tail.end);
        if (quoted != NO_TOKEN)
            token = tail.end;
    }
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

/* Whether what was found around a head is a name of its own. */
static bool is_named(const struct name_scan *names, const struct lexicon_entry *entry,
                     const struct tail *tail, uint32_t begin, uint32_t first, uint32_t noun)
{
    const struct scan *scan = names->scan;
    bool capital_before = false;
    for (uint32_t i = begin; i < first; i++)
        capital_before |= token_is_capital(scan, i);
    bool own = tail->open != NO_TOKEN || tail->name_end > tail->name_first;
    bool chained = tail->end > first + entry->words && !own;
    bool begins = token_begins(scan, names->sentence, begin);
    bool capital = token_is_capital(scan, begin) && !begins;
    /* At the beginning of a sentence an adjective has its capital from there. */
    bool telling = match_of(scan, begin, LEXICON_PLACE_ADJECTIVE) != NULL ||
                   scan->words[begin].analysis_count == 0 || !scan->words[begin].analyses[0].known;
    if (own)
        return true;
    if (is_plural(scan, noun) && !kind_is(scan, entry->schema, THING_EVENT))
        return false;
    if (entry->marks & MARK_NAMED)
        return (capital_before && (!begins || begin + 1 < first)) || (chained && capital);
    if (entry->marks & MARK_LOWER)
        return chained || capital_before || (capital && begin < first) || begin < first;
    if (kind_is(scan, entry->schema, THING_CLUSTER))
        return chained || begin < first;
    if (kind_is(scan, entry->schema, THING_PROGRAMME))
        return chained && (tail->chain.place != NO_CANDIDATE || tail->chain.named);
    if (kind_is(scan, entry->schema, THING_SITE) || kind_is(scan, entry->schema, THING_EVENT))
        return (capital_before && (!begins || begin + 1 < first || telling)) ||
               (capital && (chained || begin < first || entry->words > 1));
    return capital_before || (token_is_capital(scan, begin) && (chained || begin < first));
}

static void hide_places(const struct scan *scan, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        struct candidate *inside = candidate_at(scan, i);
        if (inside != NULL && (inside->type == MENTION_PLACE || inside->type == MENTION_PERSON))
            inside->unlisted = true;
    }
}

/* A place inside a firm's or fund's name, or inside quotation marks, is no entity of its own. */
static void hide_inner_places(const struct scan *scan, const struct schema_kind *kind,
                              uint32_t first, uint32_t end, uint32_t open)
{
    if (kind_is(scan, kind, THING_COMPANY) || kind_is(scan, kind, THING_DEVELOPMENT_INSTITUTION) ||
        kind_is(scan, kind, THING_STATE_CORPORATION) || kind_is(scan, kind, THING_ASSOCIATION) ||
        kind_is(scan, kind, THING_RESEARCH_ORGANIZATION))
        hide_places(scan, first, end);
    else if (open != NO_TOKEN)
        hide_places(scan, open, end);
}

static bool is_unit(const struct scan *scan, const struct lexicon_entry *entry)
{
    return kind_is(scan, entry->schema, THING_ORGANIZATION) ||
           kind_is(scan, entry->schema, THING_PUBLIC_BODY) ||
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
    if (own && (kind_is(scan, candidate->kind, THING_PRODUCT) ||
                (candidate->entry->marks & MARK_PLAIN) || latin)) {
        bool quoted = scan->tokens[candidate->name_first - 1].kind == TOKEN_QUOTE_OPEN;
        return quoted ? tokens_span(scan, candidate->name_first - 1, candidate->name_end + 1)
                      : tokens_span(scan, candidate->name_first, candidate->name_end);
    }
    return capitalized(scan->arena,
                       abbreviation && candidate->first == noun
                           ? tokens_span(scan, candidate->first, candidate->end)
                           : head_nominative(scan, candidate->first, noun, candidate->end));
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
    if (candidate->head + 1 < end && candidate->first < candidate->head &&
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

static uint32_t head_name_read(struct name_scan *names, uint32_t token,
                               const struct lexicon_match *match)
{
    struct scan *scan = names->scan;
    const struct lexicon_entry *entry = match_entry(scan, match);
    uint32_t noun = head_noun(scan, token, match->count), behind = token + match->count;
    bool abbreviation = entry->upper;
    uint32_t begin = adjectives_begin(names, token, noun,
                                      !abbreviation && keeps_small_adjectives(scan, entry->schema),
                                      kind_is(scan, entry->schema, THING_PUBLIC_BODY));
    bool capital = token_is_capital(scan, begin);
    bool chains = (entry->marks & MARK_CHAIN) ||
                  (kind_is(scan, entry->schema, THING_COMPANY) && capital && begin < token);
    names->depth++;
    bool firm = kind_is(scan, entry->schema, THING_COMPANY) ||
                kind_is(scan, entry->schema, THING_STATE_CORPORATION) ||
                kind_is(scan, entry->schema, THING_DEVELOPMENT_INSTITUTION) ||
                kind_is(scan, entry->schema, THING_PRODUCT) ||
                kind_is(scan, entry->schema, THING_ORGANIZATION);
    struct tail tail = tail_read(names, behind, chains, is_unit(scan, entry), firm);
    names->depth--;
    if (!is_named(names, entry, &tail, begin, token, noun))
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
    if (kind_is(scan, kind, THING_DEVELOPMENT_INSTITUTION) && begin < token &&
        span_starts_with(scan->tokens[begin].folded, SPAN("федеральн")))
        kind = scan->reader->things[THING_PUBLIC_BODY];
    const struct lexicon_entry *known = NULL;
    if (tail.open != NO_TOKEN)
        kind = kind_is(scan, kind, THING_COMPANY)
                   ? kind_of_words(scan, tail.open + 1, tail.end - 1, kind, false, &known)
                   : kind;
    else if (tail.name_end > tail.name_first && kind_is(scan, kind, THING_COMPANY))
        kind = kind_of_words(scan, tail.name_first, tail.name_end, kind, false, &known);
    for (uint32_t i = behind; i < tail.end; i++)
        if (span_starts_with(scan->tokens[i].folded, SPAN("пресс-служб")))
            return NO_TOKEN;
    begin = with_ordinal(names, begin);
    hide_inner_places(scan, kind, begin, tail.end, tail.open);
    struct candidate *candidate = name_add(names, begin, tail.end, noun, kind);
    candidate->entry = entry;
    candidate->place = tail.chain.place;
    candidate->jurisdiction = tail.chain.reference;
    candidate->certain = true;
    if (tail.open != NO_TOKEN)
        set_quoted(names, candidate, tail.open, scan->tokens[tail.open].partner + 1);
    else if (tail.name_end > tail.name_first) {
        candidate->name_first = tail.name_first;
        candidate->name_end = tail.name_end;
        candidate->short_key = name_key_of_tokens(scan, tail.name_first, tail.name_end);
        candidate->certain = known != NULL;
    }
    candidate->name = head_name(names, candidate, noun, abbreviation);
    candidate->key = name_key(scan->arena, candidate->name);
    set_short_key(names, candidate, &tail, token, behind);
    return tail.end;
}

/* «ОАО «Роснано»», «АО НПО Энергомаш». */
static uint32_t legal_name_read(struct name_scan *names, uint32_t token,
                                const struct lexicon_match *match)
{
    struct scan *scan = names->scan;
    const struct lexicon_entry *form = match_entry(scan, match);
    uint32_t at = token + match->count;
    /* «ГАУ ВО», «ФГБОУ ВПО»: more letters of the form. */
    while (at < names->end && scan->tokens[at].shape == CASE_UPPER &&
           scan->tokens[at].folded.size <= 8 && at + 1 < names->end &&
           token_is_kind(scan, at + 1, TOKEN_QUOTE_OPEN))
        at++;
    uint32_t end = quote_end(scan, names->sentence, at), open = at;
    if (end == NO_TOKEN) {
        open = NO_TOKEN;
        uint32_t words = at;
        const struct lexicon_match *head =
            at < names->end ? match_of(scan, at, LEXICON_HEAD) : NULL;
        if (head != NULL)
            words = at + head->count;
        uint32_t quoted = quote_end(scan, names->sentence, words);
        end = quoted != NO_TOKEN ? quoted : name_words_end(scan, words, names->end);
        if (end == words && (words >= names->end || !token_is_capital(scan, words)))
            return NO_TOKEN;
        if (end == words)
            end = words + 1;
    }
    const struct lexicon_entry *known = NULL;
    const struct schema_kind *kind =
        kind_of_words(scan, open == NO_TOKEN ? at : at + 1, open == NO_TOKEN ? end : end - 1,
                      form->schema, false, &known);
    hide_places(scan, token, end);
    uint32_t memorial = memorial_end(scan, end, names->end);
    struct candidate *candidate =
        name_add(names, token, memorial > end ? memorial : end, token, kind);
    candidate->entry = known != NULL ? known : form;
    candidate->certain = true;
    if (open != NO_TOKEN) {
        set_quoted(names, candidate, open, end);
    } else {
        candidate->name_first = at;
        candidate->short_key = name_key_of_tokens(scan, at, end);
        candidate->certain = known != NULL;
    }
    candidate->name =
        capitalized(scan->arena,
                    form->lower ? head_nominative(scan, token, head_noun(scan, token, match->count),
                                                  candidate->end)
                                : tokens_span(scan, token, candidate->end));
    candidate->key = name_key_of_tokens(scan, token, candidate->end);
    return candidate->end;
}

/* «Росатом», «РАН», «Минпромторг России». */
static uint32_t known_name_read(struct name_scan *names, uint32_t token,
                                const struct lexicon_match *match)
{
    struct scan *scan = names->scan;
    const struct lexicon_entry *entry = match_entry(scan, match);
    uint32_t end = token + match->count;
    if (!token_is_capital(scan, token))
        return NO_TOKEN;
    const struct word *word = &scan->words[token];
    const struct analysis *top = word->analysis_count > 0 ? &word->analyses[0] : NULL;
    /* A common noun of the dictionary is a name in quotation marks alone. */
    if (match->count == 1 && top != NULL && top->known && scan->tokens[token].shape == CASE_TITLE &&
        !(top->grammemes & (GRAM_ORGANIZATION_NAME | GRAM_TRADE_NAME | GRAM_ABBREVIATION)))
        return NO_TOKEN;
    uint32_t place = NO_CANDIDATE;
    const struct candidate *behind = candidate_at(scan, end);
    if (kind_is(scan, entry->schema, THING_PUBLIC_BODY) && behind != NULL && end < names->end &&
        behind->type == MENTION_PLACE && behind->first == end &&
        token_read(scan, end, PARTS_NOUN | PARTS_ADJECTIVE | PART(POS_UNKNOWN), GRAM_GENITIVE)) {
        place = (uint32_t)(behind - scan->candidates.items);
        end = behind->end;
    }
    struct candidate *candidate = name_add(names, token, end, token, entry->schema);
    candidate->entry = entry;
    candidate->place = place;
    candidate->certain = true;
    candidate->naming = NAMING_SHORT;
    hide_inner_places(scan, entry->schema, token, token + match->count, NO_TOKEN);
    struct span name = entry->spelling;
    if (place != NO_CANDIDATE)
        name = arena_format(scan->arena, "%.*s %.*s", SPAN_ARGS(name),
                            SPAN_ARGS(tokens_span(scan, token + match->count, end)));
    candidate->name = name;
    candidate->key = name_key(scan->arena, name);
    candidate->short_key = name_key(scan->arena, entry->spelling);
    return end;
}

/* The kind of a name in quotation marks that nothing beside it tells: in a list that of the plural
 * before its colon («три кластера: …»), in the frame of a report that of a newspaper. */
static const struct schema_kind *guess_kind(const struct name_scan *names, uint32_t token)
{
    enum { LIST_TOKENS = 80 };
    const struct scan *scan = names->scan;
    const struct report *report = scan->reading->report;
    enum block_kind block = report->blocks[names->sentence->block].kind;
    if (block == BLOCK_DATELINE || block == BLOCK_CREDIT ||
        (token == 0 && names->sentence->count <= 12))
        return scan->reader->things[THING_ORGANIZATION];
    bool colon = false;
    for (uint32_t back = 1; back <= LIST_TOKENS && back <= token; back++) {
        uint32_t at = token - back;
        if (token_is(scan, at, ".") && !colon)
            break;
        colon |= token_is(scan, at, ":");
        if (!colon)
            continue;
        const struct lexicon_match *head = match_of(scan, at, LEXICON_HEAD);
        if (head != NULL)
            return match_entry(scan, head)->schema;
        if (token_is(scan, at, ".") || token_is(scan, at, "»"))
            break;
    }
    return scan->reader->things[THING_COMPANY];
}

/* The nominative of a name in quotation marks that stands without a head: it takes the case of its
 * place in the sentence, «объекты «Росатома»». A noun before it wants the genitive. */
static struct span quoted_nominative(const struct name_scan *names, uint32_t first, uint32_t end)
{
    const struct scan *scan = names->scan;
    struct span text = tokens_span(scan, first, end);
    uint32_t before = first >= names->sentence->first + 2 ? first - 2 : NO_TOKEN;
    if (before == NO_TOKEN || scan->tokens[first].kind != TOKEN_WORD || end > first + 3)
        return text;
    grammemes cases = GRAM_CASES & ~GRAM_NOMINATIVE;
    bool noun =
        scan->tokens[before].kind == TOKEN_WORD && token_read(scan, before, PARTS_NOUN, 0) != NULL;
    bool preposition = token_read(scan, before, PART(POS_PREPOSITION), 0) != NULL;
    if (noun && !preposition)
        cases = GRAM_GENITIVE;
    const struct analysis *nominative =
        token_read(scan, first, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_NOMINATIVE | GRAM_SINGULAR);
    const struct analysis *oblique = token_read(scan, first, PARTS_NOUN | PARTS_ADJECTIVE, cases);
    if ((!noun && !preposition) || oblique == NULL || (nominative != NULL && nominative->known))
        return text;
    /* «Лада-Комфорта»: its last part alone is declined for certain. */
    size_t hyphen = 0;
    for (size_t i = 0; end == first + 1 && i < text.size; i++)
        if (text.data[i] == '-')
            hyphen = i + 1;
    if (hyphen > 0) {
        struct span last =
            morphology_inflect_phrase(scan->reader->morphology, span_slice(text, hyphen, text.size),
                                      cases | GRAM_SINGULAR, GRAM_NOMINATIVE, scan->arena);
        return arena_format(scan->arena, "%.*s%.*s", (int)hyphen, text.data, SPAN_ARGS(last));
    }
    return morphology_inflect_phrase(scan->reader->morphology, text, cases | GRAM_SINGULAR,
                                     GRAM_NOMINATIVE, scan->arena);
}

/* A name in quotation marks with nothing before it that says what it is. */
static uint32_t quoted_name_read(struct name_scan *names, uint32_t token)
{
    struct scan *scan = names->scan;
    uint32_t end = quote_end(scan, names->sentence, token);
    const struct lexicon_match *common =
        end == NO_TOKEN ? NULL : match_of(scan, token + 1, LEXICON_NOT_NAME);
    if (end == NO_TOKEN || !quote_is_name(scan, token, end) ||
        (common != NULL && token + 1 + common->count == end - 1) ||
        behind_other_noun(scan, names->sentence, token))
        return NO_TOKEN;
    const struct lexicon_entry *known = NULL;
    const struct schema_kind *kind =
        kind_of_words(scan, token + 1, end - 1, guess_kind(names, token), true, &known);
    hide_places(scan, token, end);
    struct candidate *candidate = name_add(names, token, end, token + 1, kind);
    candidate->entry = known;
    candidate->bare = known == NULL;
    candidate->naming = NAMING_SHORT;
    candidate->certain = known != NULL;
    set_quoted(names, candidate, token, end);
    candidate->name =
        known != NULL ? known->spelling : quoted_nominative(names, token + 1, end - 1);
    candidate->key = candidate->short_key;
    return end;
}

/* «Nokia Siemens Networks», «Hansol Agro», «РТ-Биотехпром». */
static uint32_t foreign_name_read(struct name_scan *names, uint32_t token)
{
    struct scan *scan = names->scan;
    uint32_t at = token;
    while (at < names->end && at < token + 6 && token_is_capital(scan, at) &&
           !scan->tokens[at].cyrillic && token_is_free(scan, at) &&
           !match_of(scan, at, LEXICON_NOT_NAME))
        at++;
    bool latin = at > token;
    if (!latin && scan->tokens[token].shape == CASE_MIXED && scan->tokens[token].cyrillic &&
        scan->tokens[token].folded.size >= 10 && token_is_free(scan, token) &&
        !ends_small(token_text(scan, token)) &&
        (scan->words[token].analysis_count == 0 || !scan->words[token].analyses[0].known))
        at = token + 1;
    if (at == token || (latin && at == token + 1 && scan->tokens[token].folded.size < 4))
        return NO_TOKEN;
    /* «Co., Ltd.» */
    while (latin && at < names->end && (token_is(scan, at, ",") || token_is(scan, at, ".")) &&
           at + 1 < names->end &&
           (token_is(scan, at + 1, "ltd") || token_is(scan, at + 1, "ltd.") ||
            token_is(scan, at + 1, ",") || token_is(scan, at + 1, "inc")))
        at += 2;
    struct candidate *candidate =
        name_add(names, token, at, token, scan->reader->things[THING_COMPANY]);
    candidate->naming = NAMING_SHORT;
    candidate->certain = latin;
    candidate->bare = true;
    candidate->foreign = latin;
    candidate->name = tokens_span(scan, token, at);
    candidate->key = candidate->short_key = name_key(scan->arena, candidate->name);
    if (latin && at > token + 1)
        candidate->inner_key = name_key(scan->arena, token_text(scan, token));
    return at;
}

/* What the dictionary has as an organization: «Интерпол», «ФИФА». */
static uint32_t dictionary_name_read(struct name_scan *names, uint32_t token)
{
    struct scan *scan = names->scan;
    const struct word *word = &scan->words[token];
    if (word->analysis_count == 0 || !word->analyses[0].known ||
        !(word->analyses[0].grammemes & GRAM_ORGANIZATION_NAME) ||
        match_of(scan, token, LEXICON_NOT_NAME) || match_of(scan, token, LEXICON_HEAD))
        return NO_TOKEN;
    struct span name = token_text(scan, token);
    morphology_inflect(scan->reader->morphology, name, &word->analyses[0], GRAM_NOMINATIVE,
                       scan->arena, &name);
    struct candidate *candidate =
        name_add(names, token, token + 1, token, scan->reader->things[THING_ORGANIZATION]);
    candidate->naming = NAMING_SHORT;
    candidate->certain = true;
    candidate->name = name;
    candidate->key = candidate->short_key = name_key(scan->arena, name);
    return token + 1;
}

static uint32_t name_read(struct name_scan *names, uint32_t token)
{
    struct scan *scan = names->scan;
    const struct lexicon_match *match = match_of(scan, token, LEXICON_LEGAL_FORM);
    uint32_t after = NO_TOKEN;
    if (match != NULL)
        after = legal_name_read(names, token, match);
    if (after != NO_TOKEN)
        return after;
    const struct lexicon_match *known = match_of(scan, token, LEXICON_NAME);
    match = match_of(scan, token, LEXICON_HEAD);
    if (token_is_capital(scan, token) && !scan->tokens[token].cyrillic &&
        token_is_capital(scan, token + 1) && !scan->tokens[token + 1].cyrillic)
        after = foreign_name_read(names, token);
    if (after != NO_TOKEN)
        return after;
    if (known != NULL && (match == NULL || known->count >= match->count))
        after = known_name_read(names, token, known);
    if (after == NO_TOKEN && match != NULL)
        after = head_name_read(names, token, match);
    if (after == NO_TOKEN && token_is_kind(scan, token, TOKEN_QUOTE_OPEN))
        after = quoted_name_read(names, token);
    if (after == NO_TOKEN && token_is_capital(scan, token))
        after = foreign_name_read(names, token);
    if (after == NO_TOKEN && token_is_capital(scan, token))
        after = dictionary_name_read(names, token);
    return after;
}

void organizations_find(struct scan *scan, const struct sentence *sentence)
{
    struct name_scan names = {
        .scan = scan, .sentence = sentence, .end = sentence->first + sentence->count};
    if (scan->reading->report->blocks[sentence->block].kind == BLOCK_CREDIT)
        return; /* a press service is no participant */
    for (uint32_t token = sentence->first; token < names.end;) {
        const struct candidate *owner = candidate_at(scan, token);
        uint32_t after = NO_TOKEN;
        if (owner == NULL)
            after = name_read(&names, token);
        token = after == NO_TOKEN ? token + 1 : after;
    }
}
