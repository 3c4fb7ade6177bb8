/* Organizations, sites, clusters, programmes, events, products, documents: whatever has a head noun
 * of the lexicon, a legal form, quotation marks or a known name.
 *
 * heads.c, chains.c, quoted.c and quoted_case.c read the parts; here are the words of names, legal
 * forms, known and foreign names, and the order in which all are tried. */
#include "organizations.h"

#include "names.h"
#include "utf8.h"

struct candidate *name_add(struct name_scan *names, uint32_t first, uint32_t end, uint32_t head,
                           const struct schema_kind *kind)
{
    struct candidate *candidate = candidate_add(
        names->scan, first, end, head, mention_type_of(names->scan, kind), THING_ORGANIZATION);
    candidate->kind = kind;
    return candidate;
}
/* «СВЧ-электроника»: only its first part is in capitals. */
bool ends_small(struct span word)
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

uint32_t name_words_end(const struct scan *scan, uint32_t token, uint32_t end)
{
    uint32_t at = token;
    const struct lexicon_match *known = match_of(scan, token, LEXICON_NAME);
    if (known != NULL && token_is_capital(scan, token) && token_is_free(scan, token))
        return token + known->count;
    while (at < token + 5 && is_name_word(scan, at, end))
        at++;
    return at;
}

/* What stands before a name in memory: «академика», «первого Президента России». */
static bool is_memorial_word(const struct scan *scan, uint32_t token)
{
    const struct candidate *inside = candidate_at(scan, token);
    if (match_of(scan, token, LEXICON_TITLE) || match_of(scan, token, LEXICON_POSITION))
        return true;
    if (inside != NULL)
        return inside->type == MENTION_PLACE && inside->first == token &&
               match_of(scan, token - 1, LEXICON_POSITION) != NULL;
    return scan->tokens[token].shape == CASE_LOWER &&
           token_read(scan, token, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_GENITIVE) != NULL;
}

/* «имени академика А. Н. Петрова», «им. Ломоносова», «Петра Великого». */
uint32_t memorial_end(const struct scan *scan, uint32_t token, uint32_t end)
{
    if (token >= end || !(token_is(scan, token, "имени") || token_is(scan, token, "им.") ||
                          token_is(scan, token, "им")))
        return token;
    uint32_t at = token + 1, behind = token;
    while (at < end && at < token + 12) {
        const struct candidate *inside = candidate_at(scan, at);
        bool person = inside != NULL && inside->type == MENTION_PERSON;
        bool capital = token_is_capital(scan, at) || token_is_kind(scan, at, TOKEN_INITIAL);
        bool named = behind > token;
        bool and_more = token_is(scan, at, "и") && at + 1 < end && named &&
                        token_is_kind(scan, at + 1, TOKEN_INITIAL);
        /* «имени Петрова Иван Сидоров»: the next person */
        if (person && named && !token_is(scan, at - 1, "и"))
            break;
        if (person) {
            /* He gave his name; the report does not speak of him. */
            scan->candidates.items[scan->owner[at] - 1].unlisted = true;
            at = behind = inside->end;
        } else if (and_more || (!named && is_memorial_word(scan, at))) {
            at = inside != NULL && inside->first == at ? inside->end : at + 1;
        } else if (capital) {
            behind = ++at;
            if (scan->tokens[at - 1].kind == TOKEN_WORD && !token_is_capital(scan, at))
                break;
        } else {
            break;
        }
    }
    return behind;
}

void hide_places(const struct scan *scan, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        struct candidate *inside = candidate_at(scan, i);
        if (inside != NULL && (inside->type == MENTION_PLACE || inside->type == MENTION_PERSON))
            inside->unlisted = true;
    }
}

/* A place inside a firm's or fund's name, or inside quotation marks, is no entity of its own. */
void hide_inner_places(const struct scan *scan, const struct schema_kind *kind, uint32_t first,
                       uint32_t end, uint32_t open)
{
    if (kind_is(scan, kind, THING_COMPANY) || kind_is(scan, kind, THING_DEVELOPMENT_INSTITUTION) ||
        kind_is(scan, kind, THING_STATE_CORPORATION) || kind_is(scan, kind, THING_ASSOCIATION) ||
        kind_is(scan, kind, THING_RESEARCH_ORGANIZATION))
        hide_places(scan, first, end);
    else if (open != NO_TOKEN)
        hide_places(scan, open, end);
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
        /* «директор АНО Иван Петров» */
        const struct candidate *owner = candidate_at(scan, words);
        if (end == words && owner != NULL && owner->type == MENTION_PERSON &&
            owner->end > owner->first + 1)
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
                                : name_span(scan, token, candidate->end));
    candidate->key = name_key_of_tokens(scan, token, candidate->end);
    return candidate->end;
}

/* «края»: of the region that is spoken of. */
static bool is_region_word(const struct scan *scan, uint32_t token)
{
    static const char *const words[] = {"области", "края", "республики", "региона"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(scan, token, words[i]))
            return scan->tokens[token].shape == CASE_LOWER;
    return false;
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
    /* A common noun that begins a sentence is hardly a name: «Система …», «в Системе». */
    bool body = kind_is(scan, entry->schema, THING_PUBLIC_BODY) ||
                kind_is(scan, entry->schema, THING_ORGANIZATION);
    if (match->count == 1 && !body && top != NULL && top->known &&
        scan->tokens[token].shape == CASE_TITLE && token_begins(scan, names->sentence, token) &&
        !(top->grammemes & (GRAM_ORGANIZATION_NAME | GRAM_TRADE_NAME | GRAM_ABBREVIATION)))
        return NO_TOKEN;
    uint32_t place = NO_CANDIDATE;
    const struct candidate *behind = candidate_at(scan, end);
    /* «Фонд развития промышленности Омской области» is not the country's. */
    if (match->count > 1 && kind_is(scan, entry->schema, THING_DEVELOPMENT_INSTITUTION) &&
        behind != NULL && end < names->end && behind->type == MENTION_PLACE &&
        behind->first == end && match_of(scan, token, LEXICON_HEAD) != NULL &&
        !kind_is(scan, behind->kind, THING_COUNTRY))
        return NO_TOKEN;
    if (kind_is(scan, entry->schema, THING_PUBLIC_BODY) && behind != NULL && end < names->end &&
        behind->type == MENTION_PLACE && behind->first == end &&
        token_read(scan, end, PARTS_NOUN | PARTS_ADJECTIVE | PART(POS_UNKNOWN), GRAM_GENITIVE)) {
        place = (uint32_t)(behind - scan->candidates.items);
        end = behind->end;
    }
    /* «Минэкономразвития края» */
    bool regional = kind_is(scan, entry->schema, THING_PUBLIC_BODY) && place == NO_CANDIDATE &&
                    end < names->end && behind == NULL && is_region_word(scan, end);
    end += regional;
    /* «МГУ имени М. В. Ломоносова», «МГТУ «Станкин»» */
    uint32_t memorial = memorial_end(scan, end, names->end);
    uint32_t quoted = kind_is(scan, entry->schema, THING_RESEARCH_ORGANIZATION) &&
                              scan->tokens[end - 1].shape == CASE_UPPER
                          ? quote_end(scan, names->sentence, end)
                          : NO_TOKEN;
    if (quoted != NO_TOKEN && quote_is_name(scan, end, quoted))
        memorial = quoted;
    bool named = memorial > end;
    end = named ? memorial : end;
    hide_inner_places(scan, entry->schema, token, token + match->count, NO_TOKEN);
    struct candidate *candidate = name_add(names, token, end, token, entry->schema);
    candidate->entry = entry;
    candidate->place = place;
    candidate->certain = true;
    candidate->naming = NAMING_SHORT;
    struct span name = entry->spelling;
    if (place != NO_CANDIDATE || named || regional)
        name = arena_format(scan->arena, "%.*s %.*s", SPAN_ARGS(name),
                            SPAN_ARGS(name_span(scan, token + match->count, end)));
    if (named)
        candidate->naming = NAMING_FULL;
    candidate->name = name;
    candidate->key = name_key(scan->arena, name);
    candidate->short_key = name_key(scan->arena, entry->spelling);
    /* «Внешэкономбанк» is «ВЭБ», the «Восточный экономический форум» is the «ВЭФ». */
    if (entry->same != 0) {
        candidate->short_key = name_key(scan->arena, entry->name);
        candidate->naming =
            kind_is(scan, entry->schema, THING_EVENT) ? NAMING_FULL : candidate->naming;
    }
    return end;
}

static bool is_latin_word(const struct name_scan *names, uint32_t token)
{
    const struct scan *scan = names->scan;
    return token < names->end && token_is_capital(scan, token) && !scan->tokens[token].cyrillic &&
           token_is_free(scan, token) && match_of(scan, token, LEXICON_NOT_NAME) == NULL;
}

/* The small words within a Latin name: «Bank of China», «Research & Development», «Center for the
 * Study of …». How many stand at a token. */
static uint32_t latin_links(const struct name_scan *names, uint32_t token)
{
    static const char *const links[] = {"of", "and", "&", "for", "the", "de", "la", "und", "für"};
    uint32_t at = token;
    while (at < names->end && at < token + 2) {
        bool is_link = false;
        for (size_t i = 0; i < sizeof links / sizeof links[0] && !is_link; i++)
            is_link = token_is(names->scan, at, links[i]);
        if (!is_link)
            break;
        at++;
    }
    return at - token;
}

/* The token behind the Latin words of a name; token itself where there are none. */
static uint32_t latin_name_end(const struct name_scan *names, uint32_t token)
{
    enum { LONGEST = 10 };
    uint32_t at = token;
    while (at < token + LONGEST) {
        uint32_t links = at > token ? latin_links(names, at) : 0;
        if (!is_latin_word(names, at + links))
            break;
        at += links + 1;
    }
    return at;
}

/* «Huawei Technologies Co., Ltd.»: a legal form behind marks belongs to the name. The token behind
 * it; at itself where there is none. */
static uint32_t latin_form_end(const struct name_scan *names, uint32_t at)
{
    static const char *const forms[] = {"ltd", "ltd.", "inc", "inc.", "llc", "corp", "co"};
    uint32_t after = at;
    while (after < names->end && after < at + 2 &&
           (token_is(names->scan, after, ",") || token_is(names->scan, after, ".")))
        after++;
    for (size_t i = 0; after > at && after < names->end && i < sizeof forms / sizeof forms[0]; i++)
        if (token_is(names->scan, after, forms[i]))
            return after + 1;
    return at;
}

/* «Nokia Siemens Networks», «Bank of China», «РТ-Биотехпром». */
static uint32_t foreign_name_read(struct name_scan *names, uint32_t token)
{
    struct scan *scan = names->scan;
    uint32_t at = latin_name_end(names, token);
    bool latin = at > token;
    if (!latin && scan->tokens[token].shape == CASE_MIXED && scan->tokens[token].cyrillic &&
        scan->tokens[token].folded.size >= 10 && token_is_free(scan, token) &&
        !ends_small(token_text(scan, token)) &&
        (scan->words[token].analysis_count == 0 || !scan->words[token].analyses[0].known))
        at = token + 1;
    if (at == token || (latin && at == token + 1 && scan->tokens[token].folded.size < 4))
        return NO_TOKEN;
    if (latin)
        at = latin_form_end(names, at);
    enum thing thing = !latin && abbreviation_is_research(scan, token) ? THING_RESEARCH_ORGANIZATION
                                                                       : THING_COMPANY;
    struct candidate *candidate = name_add(names, token, at, token, scan->reader->things[thing]);
    candidate->naming = NAMING_SHORT;
    candidate->certain = latin;
    candidate->bare = true;
    candidate->foreign = latin;
    candidate->name = name_span(scan, token, at);
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
        match_of(scan, token, LEXICON_NOT_NAME) || match_of(scan, token, LEXICON_HEAD) ||
        match_of(scan, token, LEXICON_LEGAL_FORM))
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

/* «КБП имени академика П. С. Верещагина»: an abbreviation with a name in memory. */
static uint32_t memorial_name_read(struct name_scan *names, uint32_t token)
{
    static const char *const centres[] = {"нц", "фиц"};
    struct scan *scan = names->scan;
    if (scan->tokens[token].shape != CASE_UPPER || !scan->tokens[token].cyrillic)
        return NO_TOKEN;
    uint32_t end = memorial_end(scan, token + 1, names->end);
    if (end == token + 1)
        return NO_TOKEN;
    bool research = abbreviation_is_research(scan, token);
    for (size_t i = 0; i < sizeof centres / sizeof centres[0]; i++)
        research |= span_ends_with(scan->tokens[token].folded, span_of(centres[i]));
    enum thing thing = research ? THING_RESEARCH_ORGANIZATION : THING_COMPANY;
    struct candidate *candidate = name_add(names, token, end, token, scan->reader->things[thing]);
    candidate->certain = true;
    candidate->name = name_span(scan, token, end);
    candidate->key = name_key(scan->arena, candidate->name);
    candidate->short_key = name_key(scan->arena, token_text(scan, token));
    return end;
}

/* «КЭФ-2018»: capitals with a year name an event, which need not be known. */
static uint32_t dated_event_read(struct name_scan *names, uint32_t token)
{
    enum { LONGEST = 14, SHORTEST = 4 }; /* bytes: two letters, seven */
    struct scan *scan = names->scan;
    struct span folded = scan->tokens[token].folded;
    size_t stem = word_without_year(folded);
    if (stem < SHORTEST || stem > LONGEST || !token_is_free(scan, token) ||
        scan->tokens[token].shape == CASE_TITLE || !scan->tokens[token].cyrillic)
        return NO_TOKEN;
    struct candidate *candidate =
        name_add(names, token, token + 1, token, scan->reader->things[THING_EVENT]);
    candidate->naming = NAMING_SHORT;
    candidate->certain = true;
    candidate->name = token_text(scan, token);
    candidate->key = candidate->short_key = name_key(scan->arena, candidate->name);
    candidate->inner_key = name_key(scan->arena, span_slice(folded, 0, stem));
    return token + 1;
}

/* «Наукограды.инфо»: who is called by his address is a publisher. */
static uint32_t domain_name_read(struct name_scan *names, uint32_t token)
{
    struct scan *scan = names->scan;
    if (!scan->tokens[token].cyrillic ||
        span_find(scan->tokens[token].folded, SPAN("."), 0) == SIZE_MAX)
        return NO_TOKEN;
    struct candidate *candidate =
        name_add(names, token, token + 1, token, scan->reader->things[THING_ORGANIZATION]);
    candidate->certain = true;
    candidate->name = token_text(scan, token);
    candidate->key = candidate->short_key = name_key(scan->arena, candidate->name);
    return token + 1;
}

/* «Деловой Омск»: how papers call themselves, where the report begins. */
static uint32_t press_name_read(struct name_scan *names, uint32_t token)
{
    static const char *const firsts[] = {"делов", "инновационн", "вечерн", "промышленн"};
    enum { BEGINNING = 60 };
    struct scan *scan = names->scan;
    uint32_t last = token + 1;
    bool fits = false;
    for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++)
        fits |= span_starts_with(scan->tokens[token].folded, span_of(firsts[i]));
    if (!fits || token > BEGINNING || last >= names->end || !token_is_title(scan, token) ||
        !token_is_title(scan, last) || !tokens_agree(scan, token, last) ||
        token_read(scan, token, PARTS_ADJECTIVE, GRAM_NOMINATIVE) == NULL)
        return NO_TOKEN;
    const struct candidate *owner = candidate_at(scan, last);
    if (owner != NULL &&
        (owner->type != MENTION_PLACE || owner->first != last || owner->end != last + 1))
        return NO_TOKEN;
    hide_places(scan, token, last + 1);
    struct candidate *candidate =
        name_add(names, token, last + 1, token, scan->reader->things[THING_ORGANIZATION]);
    candidate->certain = true;
    candidate->name = name_span(scan, token, last + 1);
    candidate->key = candidate->short_key = name_key(scan->arena, candidate->name);
    return last + 1;
}

/* Whether a name can begin at a token at all: most can not. */
static bool may_begin_name(const struct scan *scan, uint32_t token)
{
    return scan->match_first[token] != scan->match_first[token + 1] ||
           token_is_capital(scan, token) || token_is_kind(scan, token, TOKEN_QUOTE_OPEN);
}

uint32_t name_read(struct name_scan *names, uint32_t token)
{
    struct scan *scan = names->scan;
    if (!may_begin_name(scan, token))
        return NO_TOKEN;
    const struct lexicon_match *match = match_of(scan, token, LEXICON_LEGAL_FORM);
    uint32_t after = NO_TOKEN;
    if (match != NULL)
        after = legal_name_read(names, token, match);
    if (after != NO_TOKEN)
        return after;
    const struct lexicon_match *known = match_of(scan, token, LEXICON_NAME);
    match = match_of(scan, token, LEXICON_HEAD);
    if (token_is_capital(scan, token) && !scan->tokens[token].cyrillic &&
        ((token_is_capital(scan, token + 1) && !scan->tokens[token + 1].cyrillic) ||
         latin_links(names, token + 1) > 0))
        after = foreign_name_read(names, token);
    if (after != NO_TOKEN)
        return after;
    if (known != NULL && (match == NULL || known->count >= match->count))
        after = known_name_read(names, token, known);
    if (after == NO_TOKEN && match != NULL)
        after = head_name_read(names, token, match);
    if (after == NO_TOKEN && token_is_capital(scan, token))
        after = memorial_name_read(names, token);
    if (after == NO_TOKEN && token_is_capital(scan, token))
        after = dated_event_read(names, token);
    if (after == NO_TOKEN && token_is_kind(scan, token, TOKEN_QUOTE_OPEN))
        after = quoted_name_read(names, token);
    if (after == NO_TOKEN && token_is_capital(scan, token))
        after = domain_name_read(names, token);
    if (after == NO_TOKEN && token_is_capital(scan, token))
        after = press_name_read(names, token);
    if (after == NO_TOKEN && token_is_capital(scan, token))
        after = foreign_name_read(names, token);
    if (after == NO_TOKEN && token_is_capital(scan, token))
        after = dictionary_name_read(names, token);
    return after;
}

/* The agency or newspaper that the dateline names. */
static void agency_read(struct name_scan *names)
{
    struct scan *scan = names->scan;
    struct range agency = scan->reading->report->agency;
    uint32_t first = names->sentence->first;
    while (first < names->end && scan->tokens[first].start < agency.start)
        first++;
    bool quoted = token_is_kind(scan, first, TOKEN_QUOTE_OPEN);
    uint32_t end = first;
    while (end < names->end && scan->tokens[end].end <= agency.end &&
           (quoted || token_is_free(scan, end)))
        end++;
    if (end == first || scan->tokens[end - 1].end != agency.end)
        return;
    hide_places(scan, first, end);
    struct candidate *candidate =
        name_add(names, first, end, first, scan->reader->things[THING_ORGANIZATION]);
    candidate->certain = true;
    candidate->name_first = first + quoted;
    candidate->name_end = end - quoted;
    candidate->name = name_span(scan, first, end);
    candidate->key = candidate->short_key =
        name_key_of_tokens(scan, candidate->name_first, candidate->name_end);
}

void organizations_find(struct scan *scan, const struct sentence *sentence)
{
    struct name_scan names = {
        .scan = scan, .sentence = sentence, .end = sentence->first + sentence->count};
    names.shouting = sentence_is_shouting(scan, sentence);
    if (scan->reading->report->blocks[sentence->block].kind == BLOCK_CREDIT)
        return; /* a press service is no participant */
    if (scan->reading->report->agency.end > scan->reading->report->agency.start &&
        sentence->first < names.end &&
        scan->tokens[sentence->first].start <= scan->reading->report->agency.start &&
        scan->tokens[names.end - 1].end >= scan->reading->report->agency.end)
        agency_read(&names);
    for (uint32_t token = sentence->first; token < names.end;) {
        const struct candidate *owner = candidate_at(scan, token);
        uint32_t after = NO_TOKEN;
        if (owner == NULL)
            after = name_read(&names, token);
        token = after == NO_TOKEN ? token + 1 : after;
    }
}
