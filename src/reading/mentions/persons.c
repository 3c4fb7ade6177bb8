/* Persons: given name, patronymic and surname in any order, initials, foreign names. Here is which
 * words make a name; person_names.c says what they are in the nominative. */
#include "names.h"
#include "person_words.h"

#include "utf8.h"

/* The words of a name that a pattern found, in the order in which they are written in a register
 * within each part. */
struct person_parts {
    struct person_word words[NAME_WORDS];
    size_t count;
    uint32_t first;
    uint32_t end;
    const struct person_reading *readings;
    size_t reading_count;
};

static void parts_add(struct person_parts *parts, uint32_t token, enum name_part part, int slot)
{
    if (parts->count < NAME_WORDS)
        parts->words[parts->count++] =
            (struct person_word){.token = token, .part = (uint8_t)part, .slot = (uint8_t)slot};
}

/* The first word of a part; NO_TOKEN where the name has no such part. */
static uint32_t parts_token(const struct person_parts *parts, int slot)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->words[i].slot == slot)
            return parts->words[i].token;
    return NO_TOKEN;
}

/* A surname at token, with the particles before it; false where there is none. */
static bool family_read(const struct person_scan *persons, uint32_t token,
                        struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t family = particle_end(persons, token);
    bool article = is_article_name(scan, family) && token_is_free(scan, family);
    if (family >= persons->end || (!article && !is_surname(persons, family)) ||
        (persons->shouting && !looks_like_surname(persons, family)))
        return false;
    for (uint32_t at = token; at < family; at++)
        parts_add(parts, at, NAME_PARTICLE, PERSON_SURNAME);
    parts_add(parts, family, article ? NAME_PARTICLE : NAME_SURNAME, PERSON_SURNAME);
    parts->end = family + 1;
    return true;
}

/* Words behind a foreign surname: it was a middle name, and they are the surname. */
static void middle_names_read(const struct person_scan *persons, struct person_parts *parts)
{
    enum { MOST_MORE = 3 };
    for (int more = 0; more < MOST_MORE && parts->count > 0; more++) {
        struct person_word *last = &parts->words[parts->count - 1];
        uint32_t next = particle_end(persons, parts->end);
        bool article = is_article_name(persons->scan, next);
        if (is_russian_surname(persons->scan, last->token) ||
            (!article && !is_third_name(persons, next)))
            return;
        for (size_t i = 0; i < parts->count; i++)
            parts->words[i].slot = PERSON_GIVEN;
        for (uint32_t at = parts->end; at < next; at++)
            parts_add(parts, at, NAME_PARTICLE, PERSON_SURNAME);
        parts_add(parts, next, article ? NAME_PARTICLE : NAME_SURNAME, PERSON_SURNAME);
        parts->end = next + 1;
    }
}

/* «Джордж Герберт Уокер Буш»: given names behind the first one, before a surname. */
static uint32_t more_given_names(const struct person_scan *persons, uint32_t token,
                                 struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t at = token;
    while (at + 1 < persons->end && at < token + 2 && is_given(scan, at) &&
           token_is_title(scan, at) && token_is_free(scan, at) && !is_known_surname(scan, at) &&
           !is_patronymic(scan, at + 1) && is_surname(persons, at + 1)) {
        parts_add(parts, at, NAME_GIVEN, PERSON_GIVEN);
        at++;
    }
    return at;
}

/* «Гейдар оглы» */
static bool is_eastern_patronymic(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    return token + 1 < persons->end && token_is_title(scan, token) &&
           (token_is(scan, token + 1, "оглы") || token_is(scan, token + 1, "кызы"));
}

/* The patronymic, or the middle initial, behind a given name; the token behind it. */
static uint32_t patronymic_read(const struct person_scan *persons, uint32_t token,
                                struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    if (token >= persons->end)
        return token;
    if (is_eastern_patronymic(persons, token)) {
        parts_add(parts, token, NAME_PARTICLE, PERSON_PATRONYMIC);
        parts_add(parts, token + 1, NAME_PARTICLE, PERSON_PATRONYMIC);
        return token + 2;
    }
    bool patronymic = is_patronymic(scan, token) && token_is_free(scan, token) &&
                      (is_known_patronymic(scan, token) || is_surname(persons, token + 1));
    bool initial = is_initial(scan, token) && is_surname(persons, token + 1);
    if (patronymic || initial)
        parts_add(parts, token, patronymic ? NAME_PATRONYMIC : NAME_INITIAL, PERSON_PATRONYMIC);
    return token + (patronymic || initial);
}

/* «Дудочкин Владимир Евгеньевич»: the surname stands before the given name at token. */
static bool is_surname_before(const struct person_scan *persons, uint32_t token, bool patronymic)
{
    const struct scan *scan = persons->scan;
    if (token <= persons->sentence->first || !token_is_free(scan, token - 1) ||
        (!persons->shouting && scan->tokens[token - 1].shape == CASE_UPPER))
        return false;
    bool given = is_given(scan, token - 1);
    if (patronymic)
        return given || looks_like_surname(persons, token - 1);
    /* «Жахонгир Шарипов»: a given name that the dictionary lacks, before a surname that is also a
     * form of one. */
    if (is_name_surname(scan, token) && !is_known_surname(scan, token - 1))
        return false;
    return !given && looks_like_surname(persons, token - 1) && token_is_title(scan, token - 1);
}

static bool read_given_first(const struct person_scan *persons, uint32_t token,
                             struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t next = token + 1;
    /* «Гюнтер Вероника Яковлевна»: the surname comes first. */
    if (next + 1 < persons->end && is_given(scan, next) && is_known_patronymic(scan, next + 1))
        return false;
    parts_add(parts, token, NAME_GIVEN, PERSON_GIVEN);
    next = patronymic_read(persons, next, parts);
    bool patronymic = parts->count > 1;
    if (!patronymic)
        next = more_given_names(persons, next, parts);
    parts->end = next;
    if (family_read(persons, next, parts)) {
        if (!patronymic)
            middle_names_read(persons, parts);
        return true;
    }
    if (is_surname_before(persons, token, patronymic)) {
        parts_add(parts, token - 1, NAME_SURNAME, PERSON_SURNAME);
        parts->first = token - 1;
        return true;
    }
    return patronymic;
}

static bool read_initials_first(const struct person_scan *persons, uint32_t token,
                                struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t behind = initials_end(persons, token);
    parts_add(parts, token, NAME_INITIAL, PERSON_GIVEN);
    if (behind > token + 1)
        parts_add(parts, token + 1, NAME_INITIAL, PERSON_PATRONYMIC);
    bool before = token > persons->sentence->first && token_is_free(scan, token - 1) &&
                  is_surname(persons, token - 1) && !token_is(scan, token - 1, "и");
    /* «Роднин А. В. Петров Б. Г.»: a list with the surnames first. */
    bool list = before && behind + 1 < persons->end && is_initial(scan, behind + 1) &&
                looks_like_surname(persons, token - 1);
    if (!list && family_read(persons, behind, parts))
        return true;
    if (!before)
        return false;
    parts_add(parts, token - 1, NAME_SURNAME, PERSON_SURNAME);
    parts->first = token - 1;
    parts->end = behind;
    return true;
}

static size_t vowel_count(struct span folded)
{
    static const char vowels[] = "аеиоуыэюя";
    size_t count = 0;
    for (size_t at = 0; at < folded.size;) {
        uint32_t letter = utf8_next(folded, &at);
        for (size_t i = 0; i < sizeof vowels - 1;)
            count += utf8_next((struct span){vowels, sizeof vowels - 1}, &i) == letter;
    }
    return count;
}

/* «Ким Чен Ын», «Пан Ги Муна», «Аун Сан Су Чжи»: three or four words of a syllable each; the first
 * and the last may have an ending. */
static uint32_t syllables_end(const struct person_scan *persons, uint32_t token)
{
    enum { LETTERS = 5, LEAST = 3, MOST = 4 };
    const struct scan *scan = persons->scan;
    uint32_t at = token;
    while (at < persons->end && at < token + MOST && token_is_title(scan, at) &&
           scan->tokens[at].cyrillic && token_is_free(scan, at) && !is_other_name(scan, at) &&
           utf8_count(scan->tokens[at].folded) <= LETTERS) {
        size_t vowels = vowel_count(scan->tokens[at].folded);
        if (vowels == 0 || vowels > 2 || (vowels == 2 && at > token && at < token + LEAST - 1))
            break;
        at++;
    }
    return at >= token + LEAST ? at : token;
}

/* Of a name of syllables the last one is declined, and the first where it shows. */
static void syllables_add(const struct person_scan *persons, uint32_t token, uint32_t end,
                          struct person_parts *parts)
{
    for (uint32_t at = token; at < end; at++) {
        bool first = at == token && vowel_count(persons->scan->tokens[at].folded) > 1;
        bool declined = first || at + 1 == end;
        parts_add(parts, at, declined ? NAME_SURNAME : NAME_PARTICLE,
                  at + 1 < end ? PERSON_GIVEN : PERSON_SURNAME);
    }
    parts->end = end;
}

static bool read_syllables(const struct person_scan *persons, uint32_t token,
                           struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t end = syllables_end(persons, token);
    bool name = is_unknown(scan, token) || is_known_surname(scan, token) || is_given(scan, token);
    if (end == token || (token_begins(scan, persons->sentence, token) && !name))
        return false;
    syllables_add(persons, token, end, parts);
    return true;
}

/* Whether words that nothing introduces are a name all the same: the dictionary knows them as
 * nothing else. */
static bool is_unknown_name(const struct person_scan *persons, uint32_t token, uint32_t last)
{
    const struct scan *scan = persons->scan;
    bool first_unknown = is_unknown(scan, token);
    if (token == last)
        return false;
    /* «Карел Шварценберг»: within a sentence a noun with a capital before an unknown word. */
    if (!first_unknown && !token_begins(scan, persons->sentence, token) &&
        token_read(scan, token, PARTS_NOUN, GRAM_SINGULAR) != NULL &&
        token_read(scan, token, PARTS_ADJECTIVE, 0) == NULL && is_unknown(scan, last))
        return true;
    if (!first_unknown && !is_lone_surname(persons, token))
        return false;
    return is_unknown(scan, last) || (first_unknown && is_known_surname(scan, last));
}

/* «Квон Сон Ук», «Чжан Хуэй»: two or three capitalised words behind an office. */
static bool read_foreign(const struct person_scan *persons, uint32_t token,
                         struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t at = token;
    if (token > persons->sentence->first && (token_is_kind(scan, token - 1, TOKEN_QUOTE_OPEN) ||
                                             match_of(scan, token - 1, LEXICON_PLACE_HEAD)))
        return false;
    while (at < token + 3 && is_foreign_part(persons, at)) {
        if (at > token && is_given(scan, at) && scan->tokens[at].folded.size > 8 &&
            !is_name_surname(scan, at))
            return false; /* a person begins there */
        at++;
    }
    if (token_is_kind(scan, at, TOKEN_QUOTE_CLOSE) || at == token)
        return false;
    bool unknown = is_unknown_name(persons, token, at - 1);
    bool office = behind_office(persons, token) || office_before(persons, token);
    uint32_t family = particle_end(persons, at);
    bool particle = family > at && is_unknown(scan, token) && is_third_name(persons, family);
    particle |= is_article_name(scan, at) && (is_unknown(scan, token) || office);
    if ((at < token + 2 && !particle) || (!unknown && !office && !particle) ||
        (behind_head(scan, token) && !(unknown && office)))
        return false;
    uint32_t last = particle ? at : at - 1;
    /* «Ле Гофф»: a surname of two words. */
    bool family_alone = particle_end(persons, token) > token && !particle;
    for (uint32_t i = token; i < last; i++)
        parts_add(parts, i,
                  family_alone ? NAME_PARTICLE
                  : i == token ? NAME_GIVEN
                               : NAME_SURNAME,
                  family_alone ? PERSON_SURNAME : PERSON_GIVEN);
    for (uint32_t i = last; particle && i < family; i++)
        parts_add(parts, i, NAME_PARTICLE, PERSON_SURNAME);
    last = particle ? family : last;
    parts_add(parts, last, is_article_name(scan, last) ? NAME_PARTICLE : NAME_SURNAME,
              PERSON_SURNAME);
    parts->end = last + 1;
    return true;
}

/* «господин John Smith»: a name in Latin letters behind a title; behind an office it may be that of
 * a firm. */
static bool read_latin(const struct person_scan *persons, uint32_t token,
                       struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t at = token;
    while (at < persons->end && at < token + 3 && token_is_title(scan, at) &&
           !scan->tokens[at].cyrillic && token_is_free(scan, at) && !is_other_name(scan, at))
        at++;
    if (at < token + 2 || token == persons->sentence->first ||
        !match_of(scan, token - 1, LEXICON_TITLE))
        return false;
    for (uint32_t i = token; i < at; i++)
        parts_add(parts, i, NAME_PARTICLE, i + 1 < at ? PERSON_GIVEN : PERSON_SURNAME);
    parts->end = at;
    return true;
}

/* «академик Асеев», «мэр Собянин»: a surname behind an office. */
static bool read_surname(const struct person_scan *persons, uint32_t token,
                         struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    /* «консул Финляндской Республики» */
    if (match_of(scan, token + 1, LEXICON_PLACE_HEAD) &&
        token_read(scan, token, PARTS_ADJECTIVE, 0) != NULL && tokens_agree(scan, token, token + 1))
        return false;
    parts_add(parts, token, NAME_SURNAME, PERSON_SURNAME);
    parts->end = token + 1;
    if (is_lone_surname(persons, token) || is_telling_surname(persons, token))
        return true;
    return behind_office(persons, token) && looks_like_surname(persons, token) &&
           (scan->tokens[token].shape != CASE_UPPER || persons->shouting) &&
           !token_is_kind(scan, token + 1, TOKEN_QUOTE_OPEN);
}

/* Reads the words of a name; false where they do not agree: «с Арчилом Оксана познакомилась». */
static bool parts_read(const struct person_scan *persons, struct person_parts *parts)
{
    grammemes context = person_context(persons->scan, persons->sentence, parts->first, parts->end);
    parts->reading_count =
        person_readings(persons->scan, parts->words, parts->count, context, &parts->readings);
    return parts->readings[0].weight > 0;
}

/* Leaves out last words that do not agree with those before. */
static bool parts_shorten(const struct person_scan *persons, struct person_parts *parts)
{
    if (parts_read(persons, parts))
        return true;
    while (parts->count > 2 && parts->words[parts->count - 1].token + 1 == parts->end) {
        parts->count--;
        parts->end--;
        /* What is left ends with a surname or patronymic. */
        struct person_word *last = &parts->words[parts->count - 1];
        if (last->part == NAME_PARTICLE || last->part == NAME_INITIAL)
            continue;
        if (last->slot == PERSON_GIVEN)
            last->slot = PERSON_SURNAME;
        if (parts_read(persons, parts))
            return true;
    }
    return false;
}

/* «губернатор Миннесоты», «глава Башкортостана Радий …»: what does not stand in the case of the
 * office is no person who holds it. */
static bool agrees_with_office(const struct person_scan *persons, const struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    grammemes context =
        person_context(scan, persons->sentence, parts->first, parts->end) & GRAM_CASES;
    if (token_is_title(scan, parts->end) && token_is_free(scan, parts->end) &&
        (is_given(scan, parts->end) || is_unknown(scan, parts->end)))
        return false;
    /* No surname ends so in the nominative. */
    if (span_ends_with(scan->tokens[parts->end - 1].folded, SPAN("ы")) &&
        (context & GRAM_NOMINATIVE))
        return false;
    return context == 0 || (person_grammemes(parts->readings[0].cases) & context) != 0;
}

/* «Иванов Сергей»: the surname before a given name that no other surname follows. */
static bool read_surname_first(const struct person_scan *persons, uint32_t token,
                               struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    uint32_t given = token + 1;
    if (given >= persons->end || !token_is_title(scan, given) || !is_given(scan, given) ||
        is_known_surname(scan, given) ||
        (is_given(scan, token) &&
         (!is_known_surname(scan, token) || !is_russian_surname(scan, token))) ||
        !(is_known_surname(scan, token) || is_russian_surname(scan, token)) ||
        !is_surname(persons, token) || !token_is_title(scan, token) ||
        (is_surname(persons, given + 1) && token_is_title(scan, given + 1)))
        return false;
    parts_add(parts, given, NAME_GIVEN, PERSON_GIVEN);
    parts_add(parts, token, NAME_SURNAME, PERSON_SURNAME);
    parts->end = given + 1;
    return true;
}

static void parts_init(struct person_parts *parts, uint32_t token)
{
    *parts = (struct person_parts){.first = token, .end = token + 1};
}

static bool person_read(const struct person_scan *persons, uint32_t token,
                        struct person_parts *parts)
{
    const struct scan *scan = persons->scan;
    bool initial = is_initial(scan, token);
    if (!initial && !token_is_capital(scan, token))
        return false;
    parts_init(parts, token);
    if (initial)
        return read_initials_first(persons, token, parts) && parts_shorten(persons, parts);
    if (!scan->tokens[token].cyrillic)
        return read_latin(persons, token, parts) && parts_read(persons, parts);
    if (read_syllables(persons, token, parts) && parts_read(persons, parts))
        return true;
    parts_init(parts, token);
    /* A surname that another order begins with is read when its given name comes. */
    bool surname_first = is_known_surname(scan, token) && read_surname_first(persons, token, parts);
    parts_init(parts, token);
    if (!surname_first && is_given(scan, token) && read_given_first(persons, token, parts) &&
        parts_shorten(persons, parts))
        return true;
    parts_init(parts, token);
    uint32_t next = token + 1;
    /* «Иванов И. И.» and «Гюнтер Вероника Яковлевна» are read from their second word. */
    if (next < persons->end &&
        (is_initial(scan, next) ||
         (is_given(scan, next) && next + 1 < persons->end && is_patronymic(scan, next + 1))))
        return false;
    if (read_surname_first(persons, token, parts) && parts_read(persons, parts))
        return true;
    parts_init(parts, token);
    if (read_foreign(persons, token, parts) && parts_shorten(persons, parts))
        return true;
    parts_init(parts, token);
    return read_surname(persons, token, parts) && parts_read(persons, parts) &&
           (is_lone_surname(persons, token) || agrees_with_office(persons, parts));
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
        bool person = before != NULL && before->type == MENTION_PERSON;
        if (person ? before->unlisted : token_is_kind(scan, at - 2, TOKEN_INITIAL))
            return true;
    }
    if (at > persons->sentence->first &&
        (token_is(scan, at - 1, "имени") || token_is(scan, at - 1, "им.") ||
         token_is(scan, at - 1, "им")))
        return true;
    uint32_t surname = parts_token(parts, PERSON_SURNAME);
    if (surname == NO_TOKEN || parts->first == persons->sentence->first ||
        !match_of(scan, parts->first - 1, LEXICON_HEAD) ||
        (parts->readings[0].cases & PERSON_NOMINATIVE) ||
        token_read(scan, parts->first, PARTS_NOUN, GRAM_GENITIVE) == NULL)
        return false;
    const struct analysis *adjective = token_read(scan, surname, PARTS_ADJECTIVE, GRAM_GENITIVE);
    /* «Петра Великого»; not «Ивана Петрова», which a dictionary may take for what is Peter's. */
    struct span word = scan->tokens[surname].folded;
    bool possessive = span_ends_with(word, SPAN("ова")) || span_ends_with(word, SPAN("ева")) ||
                      span_ends_with(word, SPAN("ина")) || span_ends_with(word, SPAN("ына"));
    return adjective != NULL && adjective->known && !possessive &&
           !(adjective->grammemes & GRAM_SURNAME);
}

static void person_add(const struct person_scan *persons, const struct person_parts *parts)
{
    struct scan *scan = persons->scan;
    uint32_t given = parts_token(parts, PERSON_GIVEN);
    uint32_t surname = parts_token(parts, PERSON_SURNAME);
    struct candidate *candidate =
        candidate_add(scan, parts->first, parts->end, surname != NO_TOKEN ? surname : given,
                      MENTION_PERSON, THING_PERSON);
    candidate->given = given;
    candidate->patronymic = parts_token(parts, PERSON_PATRONYMIC);
    candidate->surname = surname;
    candidate->naming = parts->count == 1 || given == NO_TOKEN || is_initial(scan, given)
                            ? NAMING_SHORT
                            : NAMING_FULL;
    /* Who is called by the given name alone is nobody for a register, unless named in full. */
    candidate->unlisted = is_memorial(persons, parts) || (parts->count == 1 && surname == NO_TOKEN);
    candidate->readings = parts->readings;
    candidate->reading_count = (uint8_t)parts->reading_count;
    candidate_read(candidate, &candidate->readings[0]);
}

/* «Джоэл Саймон (Joel Simon)»: the name again in its own letters. */
static uint32_t original_name_read(const struct person_scan *persons, uint32_t token)
{
    enum { WORDS = 5 };
    struct scan *scan = persons->scan;
    uint32_t number = (uint32_t)scan->candidates.count - 1, at = token + 1;
    if (!token_is(scan, token, "("))
        return token;
    while (at < persons->end && at < token + 1 + WORDS && token_is_kind(scan, at, TOKEN_WORD) &&
           !scan->tokens[at].cyrillic && token_is_free(scan, at))
        at++;
    bool closed = token_is(scan, at, ")") || token_is(scan, at, ",") || token_is(scan, at, ";");
    if (at < token + 3 || !closed || !token_is_title(scan, token + 1))
        return token;
    struct candidate *candidate =
        candidate_add(scan, token + 1, at, at - 1, MENTION_PERSON, THING_PERSON);
    candidate->naming = NAMING_SHORT;
    candidate->same_as = number;
    candidate->name = tokens_span(scan, token + 1, at);
    return at;
}

/* «Зимины», «Орловские»: the surname of several, for a man, and for a woman with what her ending
 * adds to his; false where it is none. */
static bool family_surname(const struct scan *scan, uint32_t token, bool woman, struct span *form)
{
    static const struct {
        const char *end;
        const char *man;
        const char *woman;
    } ends[] = {{"овы", "ов", "ова"}, {"евы", "ев", "ева"},     {"ины", "ин", "ина"},
                {"ыны", "ын", "ына"}, {"ские", "ский", "ская"}, {"цкие", "цкий", "цкая"}};
    struct span text = token_text(scan, token);
    if (!token_is_title(scan, token) || !token_is_free(scan, token))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct span end = span_of(ends[i].end);
        if (!span_ends_with(text, end))
            continue;
        *form = arena_format(scan->arena, "%.*s%s", (int)(text.size - end.size), text.data,
                             woman ? ends[i].woman : ends[i].man);
        return true;
    }
    return false;
}

/* One of a pair, over [given, end), with the surname that stands behind both: the man's or the
 * woman's, as it goes better with the given name. */
static void family_member_add(const struct person_scan *persons, uint32_t given, uint32_t surname,
                              uint32_t end)
{
    struct person_parts best = {0};
    for (int woman = 0; woman < 2; woman++) {
        struct person_parts parts = {.first = given, .end = end};
        parts_add(&parts, given, NAME_GIVEN, PERSON_GIVEN);
        parts_add(&parts, surname, NAME_SURNAME, PERSON_SURNAME);
        family_surname(persons->scan, surname, woman, &parts.words[1].text);
        parts.reading_count = person_readings(persons->scan, parts.words, parts.count,
                                              GRAM_NOMINATIVE, &parts.readings);
        if (woman == 0 || parts.readings[0].weight > best.readings[0].weight)
            best = parts;
    }
    person_add(persons, &best);
}

/* «Марина и Олег Зимины»: the token behind them; token itself where there is no such pair. */
static uint32_t family_pair_read(const struct person_scan *persons, uint32_t token)
{
    const struct scan *scan = persons->scan;
    struct span form;
    if (token + 3 >= persons->end || !token_is(scan, token + 1, "и") || !is_given(scan, token) ||
        !is_given(scan, token + 2) || !token_is_title(scan, token) ||
        !family_surname(scan, token + 3, false, &form))
        return token;
    family_member_add(persons, token, token + 3, token + 1);
    family_member_add(persons, token + 2, token + 3, token + 4);
    return token + 4;
}

void persons_find(struct scan *scan, const struct sentence *sentence)
{
    struct person_scan persons = {.scan = scan,
                                  .sentence = sentence,
                                  .end = sentence->first + sentence->count,
                                  .shouting = sentence_is_shouting(scan, sentence)};
    for (uint32_t token = sentence->first; token < persons.end;) {
        struct person_parts parts;
        /* «Марий Эл» is no Maria. */
        const struct lexicon_match *place = match_of(scan, token, LEXICON_PLACE);
        if (place != NULL && place->count > 1) {
            token += place->count;
            continue;
        }
        /* «губернаторы Омской и Томской областей» */
        if (series_region(scan, token, persons.end) != NULL) {
            token++;
            continue;
        }
        uint32_t pair = token_is_free(scan, token) ? family_pair_read(&persons, token) : token;
        if (pair > token || !token_is_free(scan, token) || !person_read(&persons, token, &parts)) {
            token = pair > token ? pair : token + 1;
            continue;
        }
        person_add(&persons, &parts);
        token = original_name_read(&persons, parts.end);
    }
}

/* «Марина», a given name alone, which the dictionary knows as nothing else. */
static bool is_given_alone(const struct scan *scan, const struct sentence *sentence, uint32_t token)
{
    const struct word *word = &scan->words[token];
    bool before = token > sentence->first;
    bool known = word->analysis_count > 0 && word->analyses[0].known;
    if (!is_given(scan, token) || !token_is_title(scan, token) ||
        (known && !(word->analyses[0].grammemes & GRAM_GIVEN_NAME)) || is_other_name(scan, token) ||
        token_is_capital(scan, token + 1) || token_is_kind(scan, token + 1, TOKEN_NUMBER))
        return false;
    if (before &&
        (token_is_kind(scan, token - 1, TOKEN_QUOTE_OPEN) || token_is_capital(scan, token - 1) ||
         match_of(scan, token - 1, LEXICON_PLACE_HEAD) || match_of(scan, token - 1, LEXICON_HEAD)))
        return false;
    return true;
}

uint32_t given_name_read(struct scan *scan, const struct sentence *sentence, uint32_t token)
{
    if (!is_given_alone(scan, sentence, token))
        return NO_TOKEN;
    struct person_scan persons = {
        .scan = scan, .sentence = sentence, .end = sentence->first + sentence->count};
    struct person_parts parts;
    parts_init(&parts, token);
    parts_add(&parts, token, NAME_GIVEN, PERSON_GIVEN);
    if (!parts_read(&persons, &parts))
        return NO_TOKEN;
    person_add(&persons, &parts);
    return token + 1;
}

/* What a word of a tagged name is: the dictionary and its place among the others tell. */
static void tagged_part_add(const struct person_scan *persons, struct person_parts *parts,
                            uint32_t token, bool surname)
{
    const struct scan *scan = persons->scan;
    if (is_initial(scan, token))
        parts_add(parts, token, NAME_INITIAL,
                  parts_token(parts, PERSON_GIVEN) == NO_TOKEN ? PERSON_GIVEN : PERSON_PATRONYMIC);
    else if (surname)
        parts_add(parts, token, NAME_SURNAME, PERSON_SURNAME);
    else if (is_known_patronymic(scan, token))
        parts_add(parts, token, NAME_PATRONYMIC, PERSON_PATRONYMIC);
    else if (token_is_kind(scan, token, TOKEN_WORD))
        parts_add(parts, token, token_is_capital(scan, token) ? NAME_GIVEN : NAME_PARTICLE,
                  PERSON_GIVEN);
}

void tagged_person_read(struct scan *scan, uint32_t first, uint32_t end, bool listed)
{
    const struct sentence *sentence = &scan->reading->tokens.sentences[scan->words[first].sentence];
    struct person_scan persons = {
        .scan = scan, .sentence = sentence, .end = sentence->first + sentence->count};
    struct person_parts parts;
    parts_init(&parts, first);
    parts.end = end;
    /* The surname stands last, or first before initials and patronymics. */
    uint32_t last = end - 1;
    bool behind = end > first + 1 && !is_initial(scan, last) && !is_known_patronymic(scan, last);
    uint32_t surname = behind ? last : first;
    if (end == first + 1 && is_given(scan, first) && !is_known_surname(scan, first))
        surname = NO_TOKEN;
    for (uint32_t token = first; token < end; token++)
        tagged_part_add(&persons, &parts, token, token == surname);
    if (parts.count == 0 || !parts_read(&persons, &parts))
        return;
    person_add(&persons, &parts);
    if (!listed)
        scan->candidates.items[scan->candidates.count - 1].unlisted = true;
}
