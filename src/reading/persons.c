/* Persons: given name, patronymic and surname in any order, initials, foreign names behind an
 * office. The case of the parts is narrowed part by part, so that «Сергеем Чемезовым» gives
 * «Сергей Чемезов». */
#include "names.h"

#include "utf8.h"

struct person_scan {
    struct scan *scan;
    const struct sentence *sentence;
    uint32_t end;
    bool shouting; /* the sentence is all in capitals: they tell nothing */
};

/* The parts of a name that a pattern found. */
struct person_parts {
    uint32_t given; /* token of the given name or of the first initial */
    uint32_t patronymic;
    uint32_t surname;
    uint32_t first;
    uint32_t end;
    uint32_t middle;   /* a second given name: «Джон Фицджеральд Кеннеди» */
    uint32_t particle; /* «де» before the surname */
    bool foreign;      /* the surname is the last of several words, none of which is declined */
};

static bool has_ending(struct span word, const char *const *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_ends_with(word, span_of(ends[i])))
            return true;
    return false;
}

static bool is_known_patronymic(const struct scan *scan, uint32_t token)
{
    const struct analysis *name = token_read(scan, token, PARTS_NOUN, GRAM_PATRONYMIC);
    return name != NULL && name->known;
}

static bool is_patronymic(const struct scan *scan, uint32_t token)
{
    static const char *const ends[] = {"вич",  "вича", "вичу", "вичем", "виче",
                                       "вна",  "вны",  "вне",  "вну",   "вной",
                                       "ична", "ичны", "ичне", "ичну",  "ичной"};
    if (!token_is_capital(scan, token) || !scan->tokens[token].cyrillic)
        return false;
    if (token_read(scan, token, PARTS_NOUN, GRAM_PATRONYMIC) != NULL)
        return true;
    struct span folded = scan->tokens[token].folded;
    return folded.size >= 14 && has_ending(folded, ends, sizeof ends / sizeof ends[0]);
}

static bool is_given(const struct scan *scan, uint32_t token)
{
    if (!token_is_capital(scan, token) || !scan->tokens[token].cyrillic)
        return false;
    /* A few letters in capitals are an abbreviation. */
    if (scan->tokens[token].shape == CASE_UPPER && scan->tokens[token].folded.size <= 8)
        return false;
    const struct analysis *name = token_read(scan, token, PARTS_NOUN, GRAM_GIVEN_NAME);
    return (name != NULL && name->known) || match_of(scan, token, LEXICON_GIVEN_NAME) != NULL;
}

/* Words with a capital that begin something else. */
static bool is_other_name(const struct scan *scan, uint32_t token)
{
    for (uint32_t i = scan->match_first[token]; i < scan->match_first[token + 1]; i++) {
        const struct lexicon_entry *entry = match_entry(scan, &scan->matches.items[i]);
        if (entry->class != LEXICON_GIVEN_NAME && entry->class != LEXICON_PLACE_ADJECTIVE &&
            !(entry->class == LEXICON_PLACE && (entry->marks & MARK_WEAK)))
            return true;
    }
    return false;
}

static bool is_known_surname(const struct scan *scan, uint32_t token)
{
    const struct analysis *name =
        token_read(scan, token, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_SURNAME);
    return name != NULL && name->known;
}

/* «Троицкого лицея», «Курской областной думы» */
static bool is_adjective_before_noun(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    for (uint32_t at = token + 1; at < persons->end && at < token + 4; at++) {
        if (scan->tokens[at].shape != CASE_LOWER || scan->tokens[at].kind != TOKEN_WORD)
            return false;
        if (tokens_agree(scan, token, at))
            return true;
        if (token_read(scan, at, PARTS_ADJECTIVE, 0) == NULL)
            return false;
    }
    return false;
}

/* Ends of surnames in their forms. */
enum { SURNAME_ENDS = 33 };
static const char *const surname_ends[SURNAME_ENDS] = {
    "ов",  "ова", "ову",  "овым", "овой", "ев",    "ева",   "еву",   "евым", "евой", "ин",
    "ина", "ину", "иным", "иной", "ский", "ского", "скому", "ским",  "ская", "ской", "скую",
    "ко",  "ук",  "юк",   "ян",   "яна",  "янц",   "дзе",   "швили", "ич",   "их",   "ых"};

/* Whether a token may be a surname: a capital, and neither a place nor the head of a name. */
static bool is_surname(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    if (token >= persons->end || !token_is_capital(scan, token) || !scan->tokens[token].cyrillic ||
        !token_is_free(scan, token) || scan->tokens[token].folded.size < 4)
        return false;
    if (is_adjective_before_noun(persons, token))
        return false;
    if (is_known_surname(scan, token))
        return true;
    /* «Ливанов» is no form of «Ливан» where a given name stands before it. */
    bool place = match_of(scan, token, LEXICON_PLACE) != NULL &&
                 has_ending(scan->tokens[token].folded, surname_ends, SURNAME_ENDS) &&
                 token > persons->sentence->first && is_given(scan, token - 1);
    if ((is_other_name(scan, token) && !place) || is_known_patronymic(scan, token))
        return false;
    if (persons->shouting || scan->tokens[token].shape == CASE_UPPER) {
        /* Capitals alone are a surname where the dictionary knows no such word. */
        const struct word *word = &scan->words[token];
        return scan->tokens[token].folded.size >= 8 &&
               (word->analysis_count == 0 || !word->analyses[0].known);
    }
    return true;
}

/* A word that looks like a surname even where no given name supports it. */
static bool looks_like_surname(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    if (!is_surname(persons, token))
        return false;
    return is_known_surname(scan, token) || scan->words[token].analysis_count == 0 ||
           !scan->words[token].analyses[0].known ||
           has_ending(scan->tokens[token].folded, surname_ends, SURNAME_ENDS);
}

static bool is_initial(const struct scan *scan, uint32_t token)
{
    return token_is_kind(scan, token, TOKEN_INITIAL) && scan->tokens[token].shape != CASE_LOWER;
}

/* The token behind the initials at token; token itself where there are none. */
static uint32_t initials_end(const struct person_scan *persons, uint32_t token)
{
    uint32_t at = token;
    while (at < persons->end && at < token + 3 && is_initial(persons->scan, at))
        at++;
    return at;
}

/* «де», «ван», «фон» before a surname: the token behind them; token itself where it has none. */
static uint32_t particle_end(const struct person_scan *persons, uint32_t token)
{
    static const char *const particles[] = {"де", "ван", "фон", "ди",  "да", "дель", "ла",
                                            "ле", "аль", "бин", "дос", "дю", "тер"};
    if (token + 1 < persons->end && token_is_title(persons->scan, token + 1))
        for (size_t i = 0; i < sizeof particles / sizeof particles[0]; i++)
            if (token_is(persons->scan, token, particles[i]) &&
                persons->scan->tokens[token].shape == CASE_LOWER)
                return token + 1;
    return token;
}

/* «Грету Циммер Фридман», «Ким Чен Ын»: one more word that can only be of the name. */
static bool is_third_name(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    const struct word *word = &scan->words[token];
    if (!token_is_title(scan, token) || !scan->tokens[token].cyrillic ||
        !token_is_free(scan, token) || is_other_name(scan, token) ||
        is_adjective_before_noun(persons, token) || is_given(scan, token))
        return false;
    return word->analysis_count == 0 || !word->analyses[0].known ||
           (word->analyses[0].grammemes & GRAM_SURNAME);
}

static bool read_given_first(const struct person_scan *persons, uint32_t token,
                             struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t next = token + 1;
    /* «Гюнтер Вероника Яковлевна»: the surname comes first. */
    if (next + 1 < persons->end && is_given(scan, next) && is_known_patronymic(scan, next + 1))
        return false;
    parts->given = token;
    if (next < persons->end && is_patronymic(scan, next) && token_is_free(scan, next) &&
        (is_known_patronymic(scan, next) || is_surname(persons, next + 1))) {
        parts->patronymic = next++;
    } else if (next < persons->end && is_initial(scan, next) && next + 1 < persons->end &&
               is_surname(persons, next + 1)) {
        parts->patronymic = next++;
    }
    /* The surname stood before: «Дудочкин Владимир Евгеньевич». */
    bool surname_before = token > persons->sentence->first && token_is_free(scan, token - 1) &&
                          (looks_like_surname(persons, token - 1) ||
                           (parts->patronymic != NO_TOKEN && is_given(scan, token - 1))) &&
                          (parts->patronymic != NO_TOKEN || !is_given(scan, token - 1)) &&
                          (persons->shouting || scan->tokens[token - 1].shape != CASE_UPPER);
    uint32_t family = particle_end(persons, next);
    if (family < persons->end && is_surname(persons, family) &&
        (!persons->shouting || looks_like_surname(persons, family))) {
        next = family;
        parts->particle =
            next > token && scan->tokens[next - 1].shape == CASE_LOWER ? next - 1 : NO_TOKEN;
        parts->surname = next++;
        if (parts->patronymic == NO_TOKEN && next < persons->end && is_third_name(persons, next)) {
            parts->middle = parts->surname;
            parts->surname = next++;
        }
    } else if (surname_before &&
               (parts->patronymic != NO_TOKEN || token_is_title(scan, token - 1))) {
        parts->surname = token - 1;
        parts->first = token - 1;
    }
    parts->end = next;
    return parts->surname != NO_TOKEN || parts->patronymic != NO_TOKEN;
}

static bool read_initials_first(const struct person_scan *persons, uint32_t token,
                                struct person_parts *parts)
{
    uint32_t behind = initials_end(persons, token);
    parts->given = token;
    parts->patronymic = behind > token + 1 ? token + 1 : NO_TOKEN;
    if (behind < persons->end && is_surname(persons, behind)) {
        parts->surname = behind;
        parts->end = behind + 1;
        return true;
    }
    if (token > persons->sentence->first && token_is_free(persons->scan, token - 1) &&
        is_surname(persons, token - 1) && !token_is(persons->scan, token - 1, "и")) {
        parts->surname = token - 1;
        parts->first = token - 1;
        parts->end = behind;
        return true;
    }
    return false;
}

/* Whether an office or title ends right before the token: «президент компании» does not. */
static bool behind_office(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    for (uint32_t back = 1; back <= 3 && token >= persons->sentence->first + back; back++) {
        uint32_t at = token - back;
        for (uint32_t i = scan->match_first[at]; i < scan->match_first[at + 1]; i++) {
            const struct lexicon_match *match = &scan->matches.items[i];
            uint8_t class = match_entry(scan, match)->class;
            if (match->count == back && (class == LEXICON_POSITION || class == LEXICON_TITLE))
                return true;
        }
    }
    return false;
}

/* An office somewhere before in the same phrase: «президент японской компании Кэндзи Морисита». */
static bool office_before(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    for (uint32_t back = 1; back <= 12 && token >= persons->sentence->first + back; back++) {
        uint32_t at = token - back;
        if (match_of(scan, at, LEXICON_POSITION) || match_of(scan, at, LEXICON_TITLE))
            return true;
        if (scan->tokens[at].kind == TOKEN_PUNCTUATION && !token_is(scan, at, "."))
            return false;
        const struct word *word = &scan->words[at];
        if (word->analysis_count > 0 && word->analyses[0].pos == POS_VERB)
            return false;
    }
    return false;
}

static bool is_foreign_part(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    if (token >= persons->end || !token_is_title(scan, token) || !scan->tokens[token].cyrillic ||
        !token_is_free(scan, token) || is_other_name(scan, token) ||
        (token_read(scan, token, PARTS_NOUN, GRAM_PLACE_NAME | GRAM_SINGULAR) != NULL &&
         !is_known_surname(scan, token)))
        return false;
    /* «Дивеевского района» */
    if (token + 1 < persons->end && scan->tokens[token + 1].shape == CASE_LOWER &&
        tokens_agree(scan, token, token + 1))
        return false;
    const struct word *word = &scan->words[token];
    if (word->analysis_count == 0 || !word->analyses[0].known)
        return true;
    return word->analyses[0].grammemes & (GRAM_SURNAME | GRAM_GIVEN_NAME) ||
           scan->tokens[token].folded.size <= 8;
}

/* A surname that the dictionary knows as nothing else, within a sentence. */
static bool is_lone_surname(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    const struct word *word = &scan->words[token];
    return token_is_title(scan, token) && !token_begins(scan, persons->sentence, token) &&
           word->analysis_count > 0 && word->analyses[0].known &&
           (word->analyses[0].grammemes & GRAM_SURNAME) && is_surname(persons, token) &&
           !is_other_name(scan, token) && !token_is_kind(scan, token - 1, TOKEN_QUOTE_OPEN) &&
           token_read(scan, token, PARTS_NOUN, GRAM_PLACE_NAME) == NULL;
}

static bool is_unknown(const struct scan *scan, uint32_t token)
{
    const struct word *word = &scan->words[token];
    return word->analysis_count == 0 || !word->analyses[0].known;
}

/* Behind «завод» two capitals are rather its name; behind «компании» they may be a person's. */
static bool behind_head(const struct scan *scan, uint32_t token)
{
    const struct lexicon_match *head = match_of(scan, token - 1, LEXICON_HEAD);
    return head != NULL && !(match_entry(scan, head)->marks & MARK_PLAIN);
}

/* «Квон Сон Ук», «Чжан Хуэй»: two or three capitalised words behind an office. */
static bool read_foreign(const struct person_scan *persons, uint32_t token,
                         struct person_parts *parts)
{
    uint32_t at = token;
    if (token > persons->sentence->first &&
        (token_is_kind(persons->scan, token - 1, TOKEN_QUOTE_OPEN) ||
         match_of(persons->scan, token - 1, LEXICON_PLACE_HEAD) ||
         behind_head(persons->scan, token)))
        return false;
    while (at < token + 3 && is_foreign_part(persons, at)) {
        if (at > token && is_given(persons->scan, at) && persons->scan->tokens[at].folded.size > 8)
            return false; /* a person begins there */
        at++;
    }
    if (token_is_kind(persons->scan, at, TOKEN_QUOTE_CLOSE))
        return false;
    /* Nothing before tells, but the words are no others. */
    bool unknown = at > token + 1 &&
                   (is_unknown(persons->scan, token) || is_lone_surname(persons, token)) &&
                   (is_unknown(persons->scan, at - 1) ||
                    (is_unknown(persons->scan, token) && is_known_surname(persons->scan, at - 1)));
    if (at < token + 2 ||
        (!unknown && !behind_office(persons, token) && !office_before(persons, token)))
        return false;
    parts->given = token;
    parts->surname = at - 1;
    parts->end = at;
    parts->foreign = at > token + 2;
    return true;
}

/* «академик Асеев», «мэр Собянин»: a surname behind an office. */
static bool read_surname(const struct person_scan *persons, uint32_t token,
                         struct person_parts *parts)
{
    if (is_lone_surname(persons, token)) {
        parts->surname = token;
        parts->end = token + 1;
        return true;
    }
    if (!behind_office(persons, token) || !looks_like_surname(persons, token) ||
        (persons->scan->tokens[token].shape == CASE_UPPER && !persons->shouting))
        return false;
    uint32_t next = token + 1;
    if (next < persons->end && token_is_kind(persons->scan, next, TOKEN_QUOTE_OPEN))
        return false;
    parts->surname = token;
    parts->end = next;
    return true;
}

static bool person_read(const struct person_scan *persons, uint32_t token,
                        struct person_parts *parts)
{
    *parts = (struct person_parts){.given = NO_TOKEN,
                                   .patronymic = NO_TOKEN,
                                   .surname = NO_TOKEN,
                                   .middle = NO_TOKEN,
                                   .particle = NO_TOKEN,
                                   .first = token,
                                   .end = token + 1};
    const struct scan *scan = persons->scan;
    if (is_initial(scan, token))
        return read_initials_first(persons, token, parts);
    if (!token_is_capital(scan, token) || !scan->tokens[token].cyrillic)
        return false;
    /* A surname that another order begins with is read when its given name comes. */
    if (is_given(scan, token) && read_given_first(persons, token, parts))
        return true;
    struct person_parts empty = {.given = NO_TOKEN,
                                 .patronymic = NO_TOKEN,
                                 .surname = NO_TOKEN,
                                 .middle = NO_TOKEN,
                                 .particle = NO_TOKEN,
                                 .first = token,
                                 .end = token + 1};
    *parts = empty;
    uint32_t next = token + 1;
    /* «Иванов И. И.» and «Гюнтер Вероника Яковлевна» are read from their second word. */
    if (next < persons->end &&
        (is_initial(scan, next) ||
         (is_given(scan, next) && next + 1 < persons->end && is_patronymic(scan, next + 1))))
        return false;
    return read_foreign(persons, token, parts) ||
           (*parts = empty, read_surname(persons, token, parts));
}

/* The readings of a given name or patronymic. */
static person_cases part_cases(const struct scan *scan, uint32_t token, grammemes kind)
{
    person_cases cases = 0;
    const struct word *word = &scan->words[token];
    for (size_t i = 0; i < word->analysis_count; i++)
        if ((word->analyses[i].grammemes & kind) && (word->analyses[i].grammemes & GRAM_SINGULAR))
            cases |= person_cases_of(word->analyses[i].grammemes);
    if (cases == 0) {
        struct surname_reading readings[24];
        size_t count = surname_readings(scan->tokens[token].folded, readings, 24);
        for (size_t i = 0; i < count; i++)
            cases |= readings[i].cases;
    }
    return cases != 0 ? cases : PERSON_ANY;
}

static person_cases surname_cases(const struct scan *scan, uint32_t token)
{
    struct surname_reading readings[24];
    person_cases cases = 0;
    struct span folded = scan->tokens[token].folded;
    for (size_t i = 0; i < folded.size; i++)
        if (folded.data[i] == '-')
            folded = span_slice(folded, i + 1, folded.size), i = 0;
    size_t count = surname_readings(folded, readings, 24);
    for (size_t i = 0; i < count; i++)
        cases |= readings[i].cases;
    return cases != 0 ? cases : PERSON_ANY;
}

/* The cases of the office before the name: it stands in the same case. */
static person_cases office_cases(const struct person_scan *persons, uint32_t first)
{
    const struct scan *scan = persons->scan;
    for (uint32_t back = 1; back <= 6 && first >= persons->sentence->first + back; back++) {
        uint32_t at = first - back;
        if (scan->tokens[at].kind == TOKEN_PUNCTUATION)
            return PERSON_ANY;
        if (!match_of(scan, at, LEXICON_POSITION))
            continue;
        /* «врио губернатора Петров» */
        for (uint32_t more = 1; more <= 3 && at >= persons->sentence->first + more; more++)
            if (match_of(scan, at - more, LEXICON_POSITION_PREFIX))
                return PERSON_ANY;
        person_cases cases = person_cases_of(scan->words[at].grammemes & ~GRAM_FIXED);
        return (person_cases)(cases | cases << PERSON_CASES | cases >> PERSON_CASES) & PERSON_ANY;
    }
    return PERSON_ANY;
}

static void narrow(person_cases *cases, person_cases by)
{
    if (*cases & by)
        *cases &= by;
}

/* The nominative of a given name or patronymic: by the dictionary, else by its ending. */
static struct span given_nominative(const struct scan *scan, uint32_t token, grammemes kind,
                                    person_cases cases)
{
    struct span text = word_in_title_case(scan->arena, token_text(scan, token)), form;
    const struct word *word = &scan->words[token];
    if (scan->tokens[token].kind == TOKEN_INITIAL)
        return text;
    const struct lexicon_match *known = match_of(scan, token, LEXICON_GIVEN_NAME);
    if (known != NULL && kind == GRAM_GIVEN_NAME &&
        (word->analysis_count == 0 || !word->analyses[0].known))
        return match_entry(scan, known)->spelling;
    for (size_t i = 0; i < word->analysis_count; i++) {
        const struct analysis *analysis = &word->analyses[i];
        if (!(analysis->grammemes & kind) || !(analysis->grammemes & GRAM_SINGULAR) ||
            !(person_cases_of(analysis->grammemes) & cases))
            continue;
        if (analysis->grammemes & GRAM_NOMINATIVE)
            return text;
        if (morphology_inflect(scan->reader->morphology, text, analysis,
                               GRAM_NOMINATIVE | GRAM_SINGULAR, scan->arena, &form))
            return word_in_title_case(scan->arena, form);
    }
    return surname_nominative(scan->arena, text, &cases);
}

/* Whether the name is part of another: «имени академика Е. И. Петрова», «Петра Великого». */
static bool is_memorial(const struct person_scan *persons, const struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t at = parts->first;
    while (at > persons->sentence->first && match_of(scan, at - 1, LEXICON_TITLE))
        at--;
    if (at > persons->sentence->first + 1 && token_is(scan, at - 1, "и")) {
        const struct candidate *before = candidate_at(scan, at - 2);
        if ((before != NULL && before->type == MENTION_PERSON && before->unlisted) ||
            token_is_kind(scan, at - 2, TOKEN_INITIAL))
            return true;
    }
    if (at > persons->sentence->first &&
        (token_is(scan, at - 1, "имени") || token_is(scan, at - 1, "им.") ||
         token_is(scan, at - 1, "им")))
        return true;
    if (parts->surname == NO_TOKEN || parts->first == persons->sentence->first ||
        !match_of(scan, parts->first - 1, LEXICON_HEAD) ||
        token_read(scan, parts->first, PARTS_NOUN, GRAM_GENITIVE) == NULL)
        return false;
    const struct analysis *adjective =
        token_read(scan, parts->surname, PARTS_ADJECTIVE, GRAM_GENITIVE);
    return adjective != NULL && adjective->known && !(adjective->grammemes & GRAM_SURNAME);
}

static void candidate_name(struct scan *scan, struct candidate *candidate, person_cases cases,
                           bool foreign)
{
    struct span *parts = candidate->parts;
    if (candidate->given != NO_TOKEN)
        parts[0] = foreign ? tokens_span(scan, candidate->given, candidate->surname)
                           : given_nominative(scan, candidate->given, GRAM_GIVEN_NAME, cases);
    if (candidate->patronymic != NO_TOKEN)
        parts[1] = given_nominative(scan, candidate->patronymic, GRAM_PATRONYMIC, cases);
    if (candidate->surname != NO_TOKEN)
        parts[2] =
            foreign ? token_text(scan, candidate->surname)
                    : surname_nominative(scan->arena, token_text(scan, candidate->surname), &cases);
    candidate->person = cases;
    candidate->grammemes = person_grammemes(cases);
}

static void person_add(const struct person_scan *persons, const struct person_parts *parts)
{
    struct scan *scan = persons->scan;
    uint32_t head = parts->surname != NO_TOKEN ? parts->surname : parts->given;
    struct candidate *candidate =
        candidate_add(scan, parts->first, parts->end, head, MENTION_PERSON, THING_PERSON);
    candidate->given = parts->given;
    candidate->patronymic = parts->patronymic;
    candidate->surname = parts->surname;
    person_cases cases = PERSON_ANY;
    if (parts->given != NO_TOKEN && !is_initial(scan, parts->given))
        narrow(&cases, part_cases(scan, parts->given, GRAM_GIVEN_NAME));
    if (parts->patronymic != NO_TOKEN && !is_initial(scan, parts->patronymic))
        narrow(&cases, part_cases(scan, parts->patronymic, GRAM_PATRONYMIC));
    if (parts->surname != NO_TOKEN)
        narrow(&cases, surname_cases(scan, parts->surname));
    if (parts->given == NO_TOKEN || is_initial(scan, parts->given))
        narrow(&cases, PERSON_MALE);
    narrow(&cases, office_cases(persons, parts->first));
    /* The nominative is the likeliest where nothing else tells. */
    narrow(&cases, PERSON_NOMINATIVE);
    candidate->naming =
        parts->given == NO_TOKEN || is_initial(scan, parts->given) ? NAMING_SHORT : NAMING_FULL;
    candidate_name(scan, candidate, cases, parts->foreign);
    if (parts->middle != NO_TOKEN)
        candidate->parts[0] = arena_format(scan->arena, "%.*s %.*s", SPAN_ARGS(candidate->parts[0]),
                                           SPAN_ARGS(token_text(scan, parts->middle)));
    if (parts->particle != NO_TOKEN)
        candidate->parts[2] =
            arena_format(scan->arena, "%.*s %.*s", SPAN_ARGS(token_text(scan, parts->particle)),
                         SPAN_ARGS(candidate->parts[2]));
    candidate->unlisted = is_memorial(persons, parts);
}

static bool is_shouting(const struct scan *scan, const struct sentence *sentence)
{
    uint32_t upper = 0, words = 0;
    for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++) {
        words += scan->tokens[i].kind == TOKEN_WORD;
        upper += scan->tokens[i].kind == TOKEN_WORD && scan->tokens[i].shape == CASE_UPPER;
    }
    return words > 2 && upper * 2 > words;
}

void persons_find(struct scan *scan, const struct sentence *sentence)
{
    struct person_scan persons = {.scan = scan,
                                  .sentence = sentence,
                                  .end = sentence->first + sentence->count,
                                  .shouting = is_shouting(scan, sentence)};
    for (uint32_t token = sentence->first; token < persons.end;) {
        struct person_parts parts;
        if (!token_is_free(scan, token) || !person_read(&persons, token, &parts)) {
            token++;
            continue;
        }
        person_add(&persons, &parts);
        token = parts.end;
    }
}
