/* Which words can be what in a person's name, by the dictionary, the lexicons and their endings. */
#include "person_words.h"

#include "names.h"
#include "utf8.h"

static bool has_ending(struct span word, const char *const *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_ends_with(word, span_of(ends[i])))
            return true;
    return false;
}

bool is_known_patronymic(const struct scan *scan, uint32_t token)
{
    const struct analysis *name = token_read(scan, token, PARTS_NOUN, GRAM_PATRONYMIC);
    return name != NULL && name->known;
}

bool is_patronymic(const struct scan *scan, uint32_t token)
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

bool is_given(const struct scan *scan, uint32_t token)
{
    if (!token_is_capital(scan, token) || !scan->tokens[token].cyrillic)
        return false;
    /* A few letters in capitals are an abbreviation. */
    if (scan->tokens[token].shape == CASE_UPPER && scan->tokens[token].folded.size <= 8)
        return false;
    const struct analysis *name = token_read(scan, token, PARTS_NOUN, GRAM_GIVEN_NAME);
    if ((name == NULL || !name->known) && match_of(scan, token, LEXICON_GIVEN_NAME) == NULL)
        return false;
    /* «президент Израиля Шимон Перес»: a country with a person behind it. */
    const struct lexicon_match *place = match_of(scan, token, LEXICON_PLACE);
    return place == NULL || !kind_is(scan, match_entry(scan, place)->schema, THING_COUNTRY) ||
           token_read(scan, token + 1, PARTS_NOUN, GRAM_PATRONYMIC) != NULL;
}

/* Words with a capital that begin something else. */
bool is_other_name(const struct scan *scan, uint32_t token)
{
    struct span folded = scan->tokens[token].folded;
    if (span_find(folded, SPAN("."), 0) != SIZE_MAX && scan->tokens[token].kind == TOKEN_WORD)
        return true; /* «Лента.ру» */
    if (abbreviation_is_research(scan, token))
        return true; /* «ректор ИжГТУ Борис Якимович» */
    for (uint32_t i = scan->match_first[token]; i < scan->match_first[token + 1]; i++) {
        const struct lexicon_entry *entry = match_entry(scan, &scan->matches.items[i]);
        if (entry->class != LEXICON_GIVEN_NAME && entry->class != LEXICON_PLACE_ADJECTIVE &&
            entry->class != LEXICON_LOCAL_ADJECTIVE && entry->class != LEXICON_COMMON_ADJECTIVE &&
            !(entry->class == LEXICON_PLACE && (entry->marks & MARK_WEAK)))
            return true;
    }
    return false;
}

bool is_known_surname(const struct scan *scan, uint32_t token)
{
    const struct analysis *name =
        token_read(scan, token, PARTS_NOUN | PARTS_ADJECTIVE, GRAM_SURNAME);
    return name != NULL && name->known;
}

bool is_unknown(const struct scan *scan, uint32_t token)
{
    const struct word *word = &scan->words[token];
    return word->analysis_count == 0 || !word->analyses[0].known;
}

/* «Троицкого лицея», «Курской областной думы» */
static bool is_adjective_before_noun(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    /* «политику Петру Офицерову компенсацию»: behind a given name only what is surely one. */
    const struct analysis *adjective = token_read(scan, token, PARTS_ADJECTIVE, 0);
    if (adjective == NULL || (token > persons->sentence->first && is_given(scan, token - 1) &&
                              (!adjective->known || is_known_surname(scan, token))))
        return false;
    /* «Уфимского государственного авиационного технического университета» */
    enum { ADJECTIVES = 5 };
    for (uint32_t at = token + 1; at < persons->end && at <= token + ADJECTIVES; at++) {
        const struct word *word = &scan->words[at];
        if (scan->tokens[at].shape != CASE_LOWER || scan->tokens[at].kind != TOKEN_WORD ||
            (word->analysis_count > 0 &&
             ((PART(POS_PREPOSITION) | PART(POS_VERB)) >> word->analyses[0].pos & 1)))
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
bool is_surname(const struct person_scan *persons, uint32_t token)
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
bool looks_like_surname(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    if (!is_surname(persons, token))
        return false;
    return is_known_surname(scan, token) || scan->words[token].analysis_count == 0 ||
           !scan->words[token].analyses[0].known ||
           has_ending(scan->tokens[token].folded, surname_ends, SURNAME_ENDS);
}

bool is_initial(const struct scan *scan, uint32_t token)
{
    return token_is_kind(scan, token, TOKEN_INITIAL) && scan->tokens[token].shape != CASE_LOWER;
}

/* The token behind the initials at token; token itself where there are none. */
uint32_t initials_end(const struct person_scan *persons, uint32_t token)
{
    uint32_t at = token;
    while (at < persons->end && at < token + 3 && is_initial(persons->scan, at))
        at++;
    return at;
}

/* «де», «ван дер», «Ле» before a surname: the token behind them; token itself where it has none. */
uint32_t particle_end(const struct person_scan *persons, uint32_t token)
{
    static const char *const particles[] = {"де",  "ван", "фон", "ди",  "да",  "дель", "ла",
                                            "ле",  "аль", "эль", "бин", "бен", "ибн",  "дос",
                                            "душ", "ду",  "дю",  "дер", "тер", "сен"};
    const struct scan *scan = persons->scan;
    uint32_t at = token;
    while (at + 1 < persons->end && at < token + 2 && token_is_free(scan, at)) {
        bool found = false;
        for (size_t i = 0; i < sizeof particles / sizeof particles[0] && !found; i++)
            found = token_is(scan, at, particles[i]);
        if (!found || (scan->tokens[at].shape == CASE_TITLE && !token_is_title(scan, at + 1)))
            break;
        at++;
    }
    return at > token && token_is_title(scan, at) ? at : token;
}

/* «аль-Багдади», «эль-Масри»: a particle with a hyphen makes a surname. */
bool is_article_name(const struct scan *scan, uint32_t token)
{
    static const char *const articles[] = {"аль-", "эль-", "ас-", "ар-", "ад-",
                                           "ан-",  "аш-",  "ат-", "аз-", "ибн-"};
    if (!token_is_kind(scan, token, TOKEN_WORD) || !scan->tokens[token].cyrillic ||
        scan->tokens[token].shape == CASE_LOWER || scan->tokens[token].shape == CASE_UPPER)
        return false;
    for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++)
        if (span_starts_with(scan->tokens[token].folded, span_of(articles[i])))
            return true;
    return false;
}

/* «Грету Циммер Фридман»: one more word that can only be of the name. */
bool is_third_name(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    if (token >= persons->end || !token_is_title(scan, token) || !scan->tokens[token].cyrillic ||
        !token_is_free(scan, token) || is_other_name(scan, token) ||
        is_adjective_before_noun(persons, token) || is_given(scan, token))
        return false;
    const struct word *word = &scan->words[token];
    return word->analysis_count == 0 || !word->analyses[0].known ||
           (word->analyses[0].grammemes & GRAM_SURNAME);
}

/* A Russian surname ends a name: «Сергей Петров Анна …» are two. */
bool is_russian_surname(const struct scan *scan, uint32_t token)
{
    return has_ending(scan->tokens[token].folded, surname_ends, SURNAME_ENDS);
}

bool is_name_surname(const struct scan *scan, uint32_t token)
{
    return is_known_surname(scan, token) && is_russian_surname(scan, token);
}

/* Whether an office or title ends right before the token: «президент компании» does not. */
bool behind_office(const struct person_scan *persons, uint32_t token)
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
bool office_before(const struct person_scan *persons, uint32_t token)
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

/* What the dictionary lacks, but is no name: «Семидесятилетний», «Пресс-агент». */
static bool is_new_word(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    struct span text = token_text(scan, token);
    for (size_t at = 0; at < text.size;) {
        bool hyphen = utf8_next(text, &at) == '-';
        size_t next = at;
        if (hyphen && at < text.size && code_point_is_lower(utf8_next(text, &next)))
            return true;
    }
    const struct word *word = &scan->words[token];
    return token_begins(scan, persons->sentence, token) && word->analysis_count > 0 &&
           ((PARTS_ADJECTIVE >> word->analyses[0].pos) & 1) && utf8_count(text) > 10;
}

bool is_foreign_part(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    if (token >= persons->end || !token_is_title(scan, token) || !scan->tokens[token].cyrillic ||
        !token_is_free(scan, token) || is_other_name(scan, token) || is_new_word(persons, token))
        return false;
    const struct analysis *place =
        token_read(scan, token, PARTS_NOUN, GRAM_PLACE_NAME | GRAM_SINGULAR);
    if (place != NULL && place->known && !is_known_surname(scan, token))
        return false;
    /* «Дивеевского района» */
    if (token + 1 < persons->end && scan->tokens[token + 1].shape == CASE_LOWER &&
        tokens_agree(scan, token, token + 1))
        return false;
    const struct word *word = &scan->words[token];
    if (word->analysis_count == 0 || !word->analyses[0].known)
        return true;
    bool before_unknown =
        token + 1 < persons->end && token_is_title(scan, token + 1) && is_unknown(scan, token + 1);
    return word->analyses[0].grammemes & (GRAM_SURNAME | GRAM_GIVEN_NAME) || before_unknown ||
           scan->tokens[token].folded.size <= 8;
}

/* «Гурбанов», «Тодоренко»: unknown to the dictionary, and ends as little else does but surnames. */
bool is_telling_surname(const struct person_scan *persons, uint32_t token)
{
    static const char *const ends[] = {"ов",   "ова",   "ову",  "овым", "овой", "ев",    "ева",
                                       "еву",  "евым",  "евой", "енко", "ский", "ского", "скому",
                                       "ским", "швили", "дзе",  "янц",  "ян"};
    const struct scan *scan = persons->scan;
    return is_unknown(scan, token) && token_is_title(scan, token) &&
           !token_begins(scan, persons->sentence, token) && scan->tokens[token].folded.size >= 12 &&
           is_surname(persons, token) &&
           has_ending(scan->tokens[token].folded, ends, sizeof ends / sizeof ends[0]) &&
           token_read(scan, token - 1, PART(POS_PREPOSITION), 0) == NULL &&
           !token_is_kind(scan, token - 1, TOKEN_QUOTE_OPEN) &&
           !match_of(scan, token - 1, LEXICON_PLACE_HEAD) &&
           !match_of(scan, token - 1, LEXICON_HEAD) && !token_is_capital(scan, token - 1) &&
           /* «Оленёкского улуса» */
           !match_of(scan, token + 1, LEXICON_PLACE_HEAD) && !token_is_capital(scan, token + 1) &&
           !token_is_kind(scan, token + 1, TOKEN_QUOTE_OPEN);
}

static bool is_only_surname(const struct word *word)
{
    for (size_t i = 0; i < word->analysis_count; i++)
        if (!(word->analyses[i].grammemes & GRAM_SURNAME))
            return false;
    return true;
}

/* A surname that the dictionary knows as nothing else. */
bool is_lone_surname(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    const struct word *word = &scan->words[token];
    bool begins = token_begins(scan, persons->sentence, token);
    return token_is_title(scan, token) && (!begins || is_only_surname(word)) &&
           word->analysis_count > 0 && word->analyses[0].known &&
           (word->analyses[0].grammemes & GRAM_SURNAME) && is_surname(persons, token) &&
           !is_other_name(scan, token) && !token_is_kind(scan, token - 1, TOKEN_QUOTE_OPEN) &&
           token_read(scan, token, PARTS_NOUN, GRAM_PLACE_NAME) == NULL;
}

/* Behind «завод» two capitals are rather its name; behind «компании» they may be a person's. */
bool behind_head(const struct scan *scan, uint32_t token)
{
    const struct lexicon_match *head = match_of(scan, token - 1, LEXICON_HEAD);
    return head != NULL && !(match_entry(scan, head)->marks & MARK_PLAIN);
}
