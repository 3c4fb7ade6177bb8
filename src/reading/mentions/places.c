/* Places: those of the lexicon, names beside «область», «город» and the like, and towns that the
 * dictionary knows. */
#include "names.h"

struct place_scan {
    struct scan *scan;
    const struct sentence *sentence;
    uint32_t end;
};

static enum thing thing_of(const struct scan *scan, const struct schema_kind *kind)
{
    for (enum thing thing = THING_NONE + 1; thing < THINGS; thing++)
        if (scan->reader->things[thing] == kind)
            return thing;
    return THING_NONE;
}

static bool behind_preposition(const struct place_scan *places, uint32_t token)
{
    static const char *const prepositions[] = {"в",     "во",   "из",    "под",
                                               "возле", "близ", "около", "до"};
    if (token <= places->sentence->first)
        return false;
    for (size_t i = 0; i < sizeof prepositions / sizeof prepositions[0]; i++)
        if (token_is(places->scan, token - 1, prepositions[i]))
            return true;
    return false;
}

static bool is_head(const struct scan *scan, uint32_t token, uint32_t mark)
{
    const struct lexicon_match *match = match_of(scan, token, LEXICON_PLACE_HEAD);
    return match != NULL && (match_entry(scan, match)->marks & mark);
}

/* A given name or surname before another capitalised word is a person's. */
static bool is_personal(const struct place_scan *places, uint32_t token, uint32_t after)
{
    struct scan *scan = places->scan;
    const struct analysis *given = token_read(scan, token, PARTS_NOUN, GRAM_GIVEN_NAME);
    const struct analysis *surname = token_read(scan, token, PARTS_NOUN, GRAM_SURNAME);
    if ((given == NULL || !given->known) && (surname == NULL || !surname->known))
        return false;
    if (after < places->end && token_is_title(scan, after))
        return true;
    if (token > places->sentence->first &&
        (token_is_kind(scan, token - 1, TOKEN_INITIAL) ||
         match_of(scan, token - 1, LEXICON_GIVEN_NAME) ||
         token_read(scan, token - 1, PARTS_NOUN, GRAM_GIVEN_NAME)))
        return true;
    return !behind_preposition(places, token) && !is_head(scan, token - 1, MARK_BEFORE);
}

/* The head word right before a name: «город Томск», «г. Томск»; the name itself where there is
 * none. */
static uint32_t with_head_before(const struct place_scan *places, uint32_t token)
{
    for (uint32_t back = 1; back <= 3 && token >= places->sentence->first + back; back++) {
        const struct lexicon_match *match =
            match_of(places->scan, token - back, LEXICON_PLACE_HEAD);
        if (match != NULL && match->count == back &&
            (match_entry(places->scan, match)->marks & MARK_BEFORE) &&
            token_is_free(places->scan, token - back))
            return token - back;
    }
    return token;
}

static struct span number_key(const struct scan *scan, uint32_t number)
{
    enum { DIGITS = 10, ROOM = DIGITS + 1 };
    char digits[ROOM];
    size_t at = ROOM;
    do
        digits[--at] = (char)('0' + number % DIGITS);
    while ((number /= DIGITS) > 0);
    digits[--at] = '#';
    return arena_copy(scan->arena, (struct span){digits + at, ROOM - at});
}

static void entry_name(const struct scan *scan, struct candidate *candidate,
                       const struct lexicon_entry *entry)
{
    uint32_t number = entry->same ? entry->same : lexicon_number(scan->reader->lexicon, entry);
    /* An abbreviation is not what a register would write. */
    candidate->name = entry->upper ? entry->name : entry->spelling;
    candidate->key = number_key(scan, number);
    candidate->certain = true;
    candidate->naming = entry->same ? NAMING_SHORT : NAMING_FULL;
}

/* «Новосибирском приборостроительном заводе»: an adjective before its noun is no town. */
static bool is_adjective_of_noun(const struct place_scan *places, uint32_t token)
{
    const struct scan *scan = places->scan;
    if (token_read(scan, token, PARTS_ADJECTIVE, 0) == NULL)
        return false;
    for (uint32_t at = token + 1; at < places->end && at < token + 4; at++) {
        if (tokens_agree(scan, token, at))
            return true;
        if (token_read(scan, at, PARTS_ADJECTIVE, 0) == NULL)
            return false;
    }
    return false;
}

static bool match_fits(const struct place_scan *places, uint32_t token,
                       const struct lexicon_match *match)
{
    const struct lexicon_entry *entry = match_entry(places->scan, match);
    uint32_t after = token + match->count;
    if (!token_is_capital(places->scan, token) || (entry->lower && match->count == 1))
        return false;
    if (match->count > 1)
        return true;
    if (is_adjective_of_noun(places, token))
        return false;
    /* «Томская» is no «Томск», although an adjective may share its forms. */
    if (entry->marks & MARK_WEAK)
        return (behind_preposition(places, token) || with_head_before(places, token) < token) &&
               !is_personal(places, token, after);
    /* «Израиль» is a given name only before a surname, not before another person. */
    bool country = entry->schema == places->scan->reader->things[THING_COUNTRY];
    if (country && !(after < places->end && token_is_title(places->scan, after) &&
                     token_is_free(places->scan, after)))
        return true;
    return !is_personal(places, token, after);
}

/* A name of a place that fills quotation marks is the name of something else. */
static bool fills_quotes(const struct scan *scan, uint32_t token, uint32_t after)
{
    return token > 0 && token_is_kind(scan, token - 1, TOKEN_QUOTE_OPEN) &&
           token_is_kind(scan, after, TOKEN_QUOTE_CLOSE);
}

/* The token behind «(Якутия)» after «Республика Саха»: the brackets hold another name of the same
 * place and belong to its full one. after where there are none such. */
static uint32_t other_name_end(const struct place_scan *places, uint32_t after,
                               const struct lexicon_entry *entry)
{
    const struct scan *scan = places->scan;
    uint32_t place = entry->same ? entry->same : lexicon_number(scan->reader->lexicon, entry);
    const struct lexicon_match *match = after + 2 < places->end && token_is(scan, after, "(")
                                            ? match_of(scan, after + 1, LEXICON_PLACE)
                                            : NULL;
    if (match == NULL || !token_is(scan, after + 1 + match->count, ")"))
        return after;
    const struct lexicon_entry *other = match_entry(scan, match);
    uint32_t named = other->same ? other->same : lexicon_number(scan->reader->lexicon, other);
    const struct lexicon_entry *full = lexicon_entry(scan->reader->lexicon, place);
    return named == place && span_find(full->spelling, SPAN("("), 0) != SIZE_MAX
               ? after + match->count + 2
               : after;
}

static uint32_t lexicon_place(const struct place_scan *places, uint32_t token)
{
    struct scan *scan = places->scan;
    for (uint32_t i = scan->match_first[token]; i < scan->match_first[token + 1]; i++) {
        const struct lexicon_match match = scan->matches.items[i];
        const struct lexicon_entry *entry = match_entry(scan, &match);
        if (entry->class != LEXICON_PLACE || !match_fits(places, token, &match) ||
            fills_quotes(scan, token, token + match.count))
            continue;
        uint32_t short_end = token + match.count, first = with_head_before(places, token);
        uint32_t after = other_name_end(places, short_end, entry);
        if (after > short_end && entry->same)
            entry = lexicon_entry(scan->reader->lexicon, entry->same);
        struct candidate *candidate =
            candidate_add(scan, first, after, token, MENTION_PLACE, thing_of(scan, entry->schema));
        candidate->entry = entry;
        candidate->name_first = token;
        entry_name(scan, candidate, entry);
        return after;
    }
    return NO_TOKEN;
}

/* The country of «Финляндской Республики», whose adjective stands before the head; NULL for none.
 */
static const struct lexicon_entry *country_of(const struct scan *scan, uint32_t token,
                                              const struct lexicon_entry *head)
{
    const struct lexicon_match *match = match_of(scan, token, LEXICON_PLACE_ADJECTIVE);
    if (match == NULL || match_entry(scan, match)->place == 0 ||
        !span_equal(head->spelling, SPAN("республика")))
        return NULL;
    const struct lexicon_entry *place =
        lexicon_entry(scan->reader->lexicon, match_entry(scan, match)->place);
    return kind_is(scan, place->schema, THING_COUNTRY) ? place : NULL;
}

/* «Дивеевского района», «Волгоградском проспекте». */
static uint32_t place_before_head(const struct place_scan *places, uint32_t token)
{
    struct scan *scan = places->scan;
    uint32_t head = token + 1;
    /* «Главой Республики»: an office is no adjective. */
    if (!token_is_title(scan, token) || token_read(scan, token, PARTS_ADJECTIVE, 0) == NULL ||
        match_of(scan, token, LEXICON_POSITION))
        return NO_TOKEN;
    /* «Новосибирском городском округе» */
    while (head < places->end && head < token + 2 && scan->tokens[head].shape == CASE_LOWER &&
           token_read(scan, head, PARTS_ADJECTIVE, 0) && !is_head(scan, head, MARK_AFTER))
        head++;
    const struct lexicon_match *match =
        head < places->end ? match_of(scan, head, LEXICON_PLACE_HEAD) : NULL;
    if (match == NULL || !(match_entry(scan, match)->marks & MARK_AFTER))
        return NO_TOKEN;
    uint32_t noun = head + match->count - 1, after = noun + 1;
    /* «система «Умный город»» is in no town. */
    if (!tokens_agree(scan, token, noun) || fills_quotes(scan, token, after))
        return NO_TOKEN;
    struct candidate *candidate = candidate_add(scan, token, after, noun, MENTION_PLACE,
                                                thing_of(scan, match_entry(scan, match)->schema));
    candidate->name_end = token + 1;
    const struct lexicon_entry *country = country_of(scan, token, match_entry(scan, match));
    if (country != NULL) {
        candidate->entry = country;
        candidate->kind = country->schema;
        entry_name(scan, candidate, country);
        return after;
    }
    candidate->name = head_nominative(scan, token, noun, after);
    candidate->key = name_key(scan->arena, candidate->name);
    return after;
}

/* Whether a word with a capital can be the adjective of one place beside a head of several. */
static bool is_member(const struct place_scan *places, uint32_t token)
{
    return token < places->end && token_is_title(places->scan, token) &&
           places->scan->owner[token] == 0 &&
           token_read(places->scan, token, PARTS_ADJECTIVE, GRAM_SINGULAR) != NULL;
}

/* One place of «Клинском и Истринском районах». noun is read as head. */
static void member_add(const struct place_scan *places, uint32_t token, uint32_t noun,
                       const struct analysis *head, const struct lexicon_entry *entry, bool last)
{
    struct scan *scan = places->scan;
    const struct morphology *morphology = scan->reader->morphology;
    const struct lexicon_match *match = match_of(scan, token, LEXICON_PLACE_ADJECTIVE);
    struct span name = token_text(scan, token), thing = token_text(scan, noun);
    grammemes wanted = GRAM_NOMINATIVE | GRAM_SINGULAR;
    morphology_inflect(morphology, token_text(scan, noun), head, wanted, scan->arena, &thing);
    struct analysis single;
    morphology_analyze(morphology, thing, &single, 1);
    morphology_inflect(morphology, token_text(scan, token),
                       token_read(scan, token, PARTS_ADJECTIVE, GRAM_SINGULAR),
                       wanted | (single.grammemes & GRAM_GENDERS), scan->arena, &name);
    struct candidate *candidate =
        candidate_add(scan, token, last ? noun + 1 : token + 1, last ? noun : token, MENTION_PLACE,
                      thing_of(scan, entry->schema));
    candidate->name_end = token + 1;
    candidate->name = arena_format(scan->arena, "%.*s %.*s", SPAN_ARGS(name), SPAN_ARGS(thing));
    candidate->key = name_key(scan->arena, candidate->name);
    uint32_t number = match ? match_entry(scan, match)->place : 0;
    const struct lexicon_entry *place =
        number ? lexicon_entry(scan->reader->lexicon, number) : NULL;
    if (place && place->schema == entry->schema &&
        span_equal(name_key(scan->arena, place->name), candidate->key)) {
        candidate->entry = place;
        entry_name(scan, candidate, place);
    }
}

/* «в Клинском и Истринском районах», «Омская, Томская и Тюменская области»: a place for each. */
static uint32_t places_of_head(const struct place_scan *places, uint32_t token)
{
    enum { MOST = 8 };
    struct scan *scan = places->scan;
    uint32_t members[MOST], count = 0, at = token;
    while (count < MOST && is_member(places, at)) {
        members[count++] = at;
        if (!token_is(scan, at + 1, "и") && !token_is(scan, at + 1, ","))
            break;
        at += 2;
    }
    if (count < 2 || !token_is(scan, members[count - 1] - 1, "и"))
        return NO_TOKEN;
    uint32_t noun = members[count - 1] + 1;
    const struct lexicon_match *match =
        noun < places->end ? match_of(scan, noun, LEXICON_PLACE_HEAD) : NULL;
    const struct analysis *head = token_read(scan, noun, PARTS_NOUN, GRAM_PLURAL);
    if (match == NULL || match->count > 1 || head == NULL ||
        !(match_entry(scan, match)->marks & MARK_AFTER))
        return NO_TOKEN;
    for (uint32_t i = 0; i < count; i++)
        member_add(places, members[i], noun, head, match_entry(scan, match), i + 1 == count);
    return noun + 1;
}

/* The nominative of a place's name that stands behind a head: it takes the head's case or stays. */
static struct span name_behind_head(const struct scan *scan, uint32_t head, uint32_t name)
{
    const struct word *word = &scan->words[name];
    grammemes cases = scan->words[head].grammemes & GRAM_CASES;
    struct span text = token_text(scan, name), form;
    for (size_t i = 0; i < word->analysis_count; i++) {
        const struct analysis *analysis = &word->analyses[i];
        if ((analysis->pos != POS_NOUN && analysis->pos != POS_ADJECTIVE))
            continue;
        if (analysis->grammemes & GRAM_NOMINATIVE)
            return text;
        if ((cases & GRAM_CASES & analysis->grammemes) &&
            morphology_inflect(scan->reader->morphology, text, analysis, GRAM_NOMINATIVE,
                               scan->arena, &form))
            return form;
    }
    return text;
}

/* «улица Горького», «площадь Академика Королёва»: behind him after whom a street is called; the
 * report does not speak of him. The token itself where there is none. */
static uint32_t street_patron_end(const struct place_scan *places, uint32_t name)
{
    struct scan *scan = places->scan;
    uint32_t at = name;
    if (scan->owner[at] == 0 && at + 1 < places->end && match_of(scan, at, LEXICON_TITLE))
        at++;
    const struct candidate *patron = candidate_at(scan, at);
    if (patron == NULL || patron->type != MENTION_PERSON || patron->first != at ||
        token_read(scan, at, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_GENITIVE) == NULL)
        return name;
    scan->candidates.items[scan->owner[at] - 1].unlisted = true;
    return patron->end;
}

/* «село Сатис», «г. Стерлитамак», «улица Республики». */
static uint32_t place_behind_head(const struct place_scan *places, uint32_t token)
{
    struct scan *scan = places->scan;
    const struct lexicon_match *match = match_of(scan, token, LEXICON_PLACE_HEAD);
    if (match == NULL || !(match_entry(scan, match)->marks & MARK_BEFORE))
        return NO_TOKEN;
    const struct lexicon_entry *entry = match_entry(scan, match);
    uint32_t name = token + match->count;
    const struct lexicon_match *known = match_of(scan, name, LEXICON_PLACE);
    bool street = entry->schema == scan->reader->things[THING_PLACE];
    if (name >= places->end || !token_is_title(scan, name) || !scan->tokens[name].cyrillic)
        return NO_TOKEN;
    uint32_t patron = street ? street_patron_end(places, name) : name;
    /* «улицы Омска» are no «улица Омска». */
    bool streets = street && known != NULL && token_read(scan, token, PARTS_NOUN, GRAM_PLURAL) &&
                   (kind_is(scan, match_entry(scan, known)->schema, THING_LOCALITY) ||
                    kind_is(scan, match_entry(scan, known)->schema, THING_REGION));
    if ((known != NULL && (!street || known->count > 1 || streets)) ||
        (scan->owner[name] != 0 && patron == name) ||
        /* «на площади Юргинского завода» */
        (street && is_adjective_of_noun(places, name)))
        return NO_TOKEN;
    /* «республика Татарстана»: of the lexicon alone. */
    if (entry->schema == scan->reader->things[THING_REGION])
        return NO_TOKEN;
    uint32_t end = patron > name ? patron : name + 1;
    struct candidate *candidate =
        candidate_add(scan, token, end, name, MENTION_PLACE, thing_of(scan, entry->schema));
    candidate->name_first = name;
    bool adjective = token_read(scan, name, PARTS_ADJECTIVE, 0) != NULL &&
                     token_read(scan, name, PARTS_NOUN, 0) == NULL;
    if (street)
        candidate->name = arena_format(
            scan->arena, "%.*s %.*s", SPAN_ARGS(head_nominative(scan, token, name - 1, name)),
            SPAN_ARGS(adjective && patron == name ? name_behind_head(scan, name - 1, name)
                                                  : name_span(scan, name, end)));
    else
        candidate->name = name_behind_head(scan, name - 1, name);
    candidate->key = name_key(scan->arena, candidate->name);
    return end;
}

/* A town that the dictionary knows. */
static uint32_t dictionary_place(const struct place_scan *places, uint32_t token)
{
    struct scan *scan = places->scan;
    bool shouted = token == places->sentence->first && scan->tokens[token].shape == CASE_UPPER &&
                   token_is(scan, token + 1, ",");
    if ((!token_is_title(scan, token) && !shouted) || scan->words[token].analysis_count == 0)
        return NO_TOKEN;
    const struct analysis *analysis = token_read(scan, token, PARTS_NOUN, GRAM_PLACE_NAME);
    if (analysis == NULL || !analysis->known || is_personal(places, token, token + 1) ||
        fills_quotes(scan, token, token + 1) || is_adjective_of_noun(places, token) ||
        match_of(scan, token, LEXICON_HEAD) || match_of(scan, token, LEXICON_NAME))
        return NO_TOKEN;
    const struct analysis *first = &scan->words[token].analyses[0];
    bool sure = first->grammemes & GRAM_PLACE_NAME;
    if (!sure && !behind_preposition(places, token))
        return NO_TOKEN;
    struct span name = word_in_title_case(scan->arena, token_text(scan, token));
    if (!(analysis->grammemes & GRAM_NOMINATIVE))
        morphology_inflect(scan->reader->morphology, name, analysis, GRAM_NOMINATIVE, scan->arena,
                           &name);
    uint32_t from = with_head_before(places, token);
    struct candidate *candidate =
        candidate_add(scan, from, token + 1, token, MENTION_PLACE, THING_LOCALITY);
    candidate->name_first = token;
    candidate->name = name;
    candidate->key = name_key(scan->arena, name);
    return token + 1;
}

/* The token behind «/Омская область/» or «(Омская область)»; token itself where none stands there.
 */
static uint32_t region_in_marks(const struct scan *scan, uint32_t token)
{
    if (!token_is(scan, token, "/") && !token_is(scan, token, "("))
        return token;
    for (uint32_t at = token + 2; at < token + 6; at++)
        if (token_is(scan, at, "/") || token_is(scan, at, ")"))
            return at + 1;
    return token;
}

/* «Магас, 14 ноября»: the place of a dateline, known or not. */
static uint32_t dateline_place(const struct place_scan *places, uint32_t token)
{
    struct scan *scan = places->scan;
    uint32_t comma = region_in_marks(scan, token + 1);
    const struct candidate *date = candidate_at(scan, comma + 1);
    if (token != places->sentence->first || !token_is_capital(scan, token) ||
        !scan->tokens[token].cyrillic || !token_is(scan, comma, ",") || date == NULL ||
        date->type != MENTION_DATE || match_of(scan, token, LEXICON_NOT_NAME))
        return NO_TOKEN;
    /* A weekday is none. */
    if (scan->times[token] != NULL)
        return NO_TOKEN;
    struct candidate *candidate =
        candidate_add(scan, token, token + 1, token, MENTION_PLACE, THING_LOCALITY);
    candidate->certain = true; /* although it may be a common word: «Заречный» */
    candidate->name = word_in_title_case(scan->arena, token_text(scan, token));
    candidate->key = name_key(scan->arena, candidate->name);
    return token + 1;
}

/* The position that begins at a token, behind «врио», «первый заместитель»; NULL where none does.
 */
static const struct lexicon_entry *position_at(const struct place_scan *places, uint32_t token)
{
    const struct scan *scan = places->scan;
    for (uint32_t at = token; at < places->end;) {
        const struct lexicon_match *match = match_of(scan, at, LEXICON_POSITION);
        if (match != NULL)
            return match_entry(scan, match);
        match = match_of(scan, at, LEXICON_POSITION_PREFIX);
        if (match == NULL)
            return NULL;
        at += match->count;
    }
    return NULL;
}

/* Whether an office is one over a place: «российский министр», «томский губернатор». Whose city
 * «томский мэр» governs the adjective does not say, unless the region is a city itself. */
static bool office_is_over(const struct scan *scan, const struct lexicon_entry *office,
                           const struct lexicon_entry *place)
{
    if (place->schema == scan->reader->things[THING_COUNTRY])
        return office->marks & MARK_COUNTRY;
    if (place->schema != scan->reader->things[THING_REGION])
        return false;
    return office->marks & MARK_REGION || (office->marks & MARK_CITY && place->words == 1);
}

/* «томский губернатор», «британский премьер»: the adjective names the place that is governed. */
static uint32_t place_of_office(const struct place_scan *places, uint32_t token)
{
    struct scan *scan = places->scan;
    const struct lexicon_match *match = match_of(scan, token, LEXICON_PLACE_ADJECTIVE);
    if (match == NULL || match_entry(scan, match)->place == 0)
        return NO_TOKEN;
    uint32_t after = token + match->count;
    const struct lexicon_entry *place =
        lexicon_entry(scan->reader->lexicon, match_entry(scan, match)->place);
    const struct lexicon_entry *office = position_at(places, after);
    if (office == NULL || !office_is_over(scan, office, place) || !tokens_agree(scan, token, after))
        return NO_TOKEN;
    struct candidate *candidate =
        candidate_add(scan, token, after, token, MENTION_PLACE, THING_REGION);
    candidate->kind = place->schema;
    candidate->entry = place;
    candidate->name_end = token; /* an adjective is no name */
    entry_name(scan, candidate, place);
    candidate->naming = NAMING_SHORT;
    return after;
}

/* The region of which the word is the adjective, among those whose name ends with the head; NULL.
 */
static const struct lexicon_entry *region_of_adjective(const struct scan *scan, uint32_t token,
                                                       struct span head)
{
    for (uint32_t i = scan->match_first[token]; i < scan->match_first[token + 1]; i++) {
        const struct lexicon_entry *entry = match_entry(scan, &scan->matches.items[i]);
        if (entry->class != LEXICON_PLACE_ADJECTIVE || entry->place == 0 ||
            scan->matches.items[i].count != 1)
            continue;
        const struct lexicon_entry *place = lexicon_entry(scan->reader->lexicon, entry->place);
        if (place->schema == scan->reader->things[THING_REGION] &&
            span_ends_with(place->spelling, head))
            return place;
    }
    return NULL;
}

const struct lexicon_entry *series_region(const struct scan *scan, uint32_t token, uint32_t end)
{
    enum { SERIES = 12 };
    static const char *const heads[] = {"область", "край"};
    bool joined = false;
    if (!token_is_title(scan, token) ||
        !(token_is(scan, token + 1, ",") || token_is(scan, token + 1, "и")) ||
        match_of(scan, token, LEXICON_PLACE_ADJECTIVE) == NULL)
        return NULL;
    for (uint32_t at = token + 1; at + 1 < end && at < token + SERIES; at += 2) {
        joined |= token_is(scan, at, "и");
        bool goes_on = token_is(scan, at, ",") || token_is(scan, at, "и");
        if (!goes_on || !token_is_title(scan, at + 1) ||
            match_of(scan, at + 1, LEXICON_PLACE_ADJECTIVE) == NULL)
            return NULL;
        if (at + 2 >= end || !is_head(scan, at + 2, MARK_AFTER))
            continue;
        for (size_t i = 0; joined && i < sizeof heads / sizeof heads[0]; i++) {
            struct span head = span_of(heads[i]);
            const struct lexicon_entry *region = region_of_adjective(scan, token, head);
            if (region != NULL && region_of_adjective(scan, at + 1, head) != NULL)
                return region;
        }
        return NULL;
    }
    return NULL;
}

static uint32_t place_of_series(const struct place_scan *places, uint32_t token)
{
    struct scan *scan = places->scan;
    const struct lexicon_entry *region = series_region(scan, token, places->end);
    if (region == NULL)
        return NO_TOKEN;
    struct candidate *candidate =
        candidate_add(scan, token, token + 1, token, MENTION_PLACE, THING_REGION);
    candidate->entry = region;
    entry_name(scan, candidate, region);
    candidate->naming = NAMING_SHORT;
    return token + 1;
}

void places_find(struct scan *scan, const struct sentence *sentence)
{
    struct place_scan places = {
        .scan = scan, .sentence = sentence, .end = sentence->first + sentence->count};
    for (uint32_t token = sentence->first; token < places.end;) {
        uint32_t after = NO_TOKEN;
        if (scan->owner[token] == 0 && scan->tokens[token].kind != TOKEN_PUNCTUATION) {
            bool capital = token_is_capital(scan, token);
            if (capital)
                after = lexicon_place(&places, token);
            if (after == NO_TOKEN && capital)
                after = place_of_series(&places, token);
            if (after == NO_TOKEN && capital)
                after = places_of_head(&places, token);
            if (after == NO_TOKEN && capital)
                after = place_before_head(&places, token);
            if (after == NO_TOKEN)
                after = place_behind_head(&places, token);
            if (after == NO_TOKEN && capital)
                after = dictionary_place(&places, token);
            if (after == NO_TOKEN)
                after = place_of_office(&places, token);
            if (after == NO_TOKEN)
                after = dateline_place(&places, token);
        }
        token = after == NO_TOKEN ? token + 1 : after;
    }
}
