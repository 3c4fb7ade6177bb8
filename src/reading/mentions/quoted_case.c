/* The nominative of names in quotation marks that nothing says what they are.
 *
 * Behind a head («завод «Заря»») such a name does not change; without one it takes the case of its
 * place: «с «Зарёй» и «Промлазером»». Most are words that no dictionary has, so the case must be
 * told from what stands before, and where that says nothing from the ending, if it leaves hardly a
 * doubt. */
#include "organizations.h"

#include "names.h"

enum {
    LONGEST_NAME = 6,
    LONGEST_LIST = 8 /* names of a list that are gone back over to what stands before it */
};

/* How far the readings that speak for another case outweigh those that speak for the nominative. */
static const float CLEAR = 2.5F;

/* What the words before a name say of its case. */
enum case_hint {
    UNTOLD,
    LIKELY, /* it may stand in the case wanted, or be called so */
    TOLD
};

/* What can be said of a word as a noun or adjective. */
struct case_reading {
    bool plural_nominative; /* «Вести» are several */
    float oblique;          /* share of the readings in the cases asked for */
    float nominative;
    bool known;
    bool known_nominative;
};

static struct case_reading case_read(const struct scan *scan, struct span text, grammemes cases,
                                     grammemes number)
{
    struct analysis analyses[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(scan->reader->morphology, text, analyses, ANALYSIS_LIMIT);
    struct case_reading reading = {0};
    for (size_t i = 0; i < count; i++) {
        const struct analysis *analysis = &analyses[i];
        if (!(PART(analysis->pos) & (PARTS_NOUN | PARTS_ADJECTIVE)))
            continue;
        if (!(analysis->grammemes & number)) {
            reading.plural_nominative |= analysis->known && (analysis->grammemes & GRAM_NOMINATIVE);
            continue;
        }
        /* «Бериева» is no woman where a design office is called after the man. */
        bool woman = (analysis->grammemes & GRAM_SURNAME) && (analysis->grammemes & GRAM_FEMININE);
        bool nominative = (analysis->grammemes & GRAM_NOMINATIVE) && !woman;
        reading.nominative += nominative ? analysis->weight : 0;
        reading.oblique += (analysis->grammemes & cases) && !woman ? analysis->weight : 0;
        reading.known |= analysis->known;
        reading.known_nominative |= analysis->known && nominative;
    }
    return reading;
}

/* Ends of names that look like the instrumental and are none: «Росатом», «Ситроником», «Техпром».
 */
static bool ends_like_names(struct span text)
{
    static const char *const ends[] = {"ом"};
    static const char *const names[] = {"атом", "пром", "ком", "дом", "хром", "том", "стром"};
    if (!span_ends_with(text, span_of(ends[0])))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (span_ends_with(text, span_of(names[i])))
            return true;
    return false;
}

/* Whether a word is in one of the cases. */
static bool stands_obliquely(const struct scan *scan, struct span text, grammemes cases,
                             grammemes number, enum case_hint hint)
{
    struct case_reading reading = case_read(scan, text, cases, number);
    if (reading.oblique == 0 || reading.known_nominative ||
        (!reading.known && ends_like_names(text)))
        return false;
    switch (hint) {
    case TOLD:
        return true;
    case LIKELY:
        return reading.known || reading.oblique > reading.nominative;
    default:
        return !reading.plural_nominative &&
               (reading.known || reading.oblique > reading.nominative * CLEAR);
    }
}

/* The nominative that most of a word's readings in the cases have: of «Промлазером» «Промлазер»,
 * although the likeliest single one is neuter. */
static struct span word_nominative(const struct scan *scan, struct span text, grammemes cases)
{
    struct analysis analyses[ANALYSIS_LIMIT];
    struct span forms[ANALYSIS_LIMIT];
    float shares[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(scan->reader->morphology, text, analyses, ANALYSIS_LIMIT);
    size_t form_count = 0, best = 0;
    for (size_t i = 0; i < count; i++) {
        struct span form;
        if (!(PART(analyses[i].pos) & (PART(POS_NOUN) | PART(POS_ADJECTIVE))) ||
            !(analyses[i].grammemes & cases) || !(analyses[i].grammemes & GRAM_SINGULAR) ||
            !morphology_inflect(scan->reader->morphology, text, &analyses[i],
                                GRAM_NOMINATIVE | GRAM_SINGULAR, scan->arena, &form))
            continue;
        size_t at = 0;
        while (at < form_count && !span_equal(forms[at], form))
            at++;
        if (at == form_count) {
            forms[form_count] = form;
            shares[form_count++] = 0;
        }
        /* A firm has rather the name of a thing than of a person. */
        shares[at] += analyses[i].grammemes & (GRAM_GIVEN_NAME | GRAM_PATRONYMIC)
                          ? analyses[i].weight / 4
                          : analyses[i].weight;
        if (shares[at] > shares[best])
            best = at;
    }
    return form_count > 0 ? forms[best] : text;
}

/* A name of one word with a hyphen: «Лада-Комфорта» declines its last part, «Уралмашем-Сервис»,
 * «Промобота-Индастри» the first, «Якутуглем-Теплом» both. */
static struct span hyphened_nominative(const struct scan *scan, struct span text, size_t hyphen,
                                       grammemes cases, enum case_hint hint)
{
    enum { SHORTEST = 8 }; /* bytes: «Аль-Кайды» does not decline «Аль» */
    struct span first = span_slice(text, 0, hyphen), last = span_slice(text, hyphen + 1, text.size);
    struct case_reading other = case_read(scan, last, cases, GRAM_SINGULAR);
    bool one_oblique =
        first.size >= SHORTEST && stands_obliquely(scan, first, cases, GRAM_SINGULAR, hint);
    bool vowel = span_ends_with(last, SPAN("о")) || span_ends_with(last, SPAN("и")) ||
                 span_ends_with(last, SPAN("у")) || span_ends_with(last, SPAN("э"));
    bool last_oblique = stands_obliquely(scan, last, cases, GRAM_SINGULAR, hint) &&
                        !(vowel && !other.known && one_oblique);
    if (one_oblique)
        first = word_nominative(scan, first, cases);
    if (last_oblique)
        last = word_nominative(scan, last, cases);
    return arena_format(scan->arena, "%.*s-%.*s", SPAN_ARGS(first), SPAN_ARGS(last));
}

static struct span word_from(const struct scan *scan, struct span text, grammemes cases,
                             enum case_hint hint)
{
    size_t hyphen = span_find(text, SPAN("-"), 0);
    if (hyphen != SIZE_MAX && hyphen > 0 && hyphen + 1 < text.size)
        return hyphened_nominative(scan, text, hyphen, cases, hint);
    return stands_obliquely(scan, text, cases, GRAM_SINGULAR, hint)
               ? word_nominative(scan, text, cases)
               : text;
}

bool is_genitive_name(const struct scan *scan, uint32_t token)
{
    struct span text = token_text(scan, token);
    return scan->tokens[token].kind == TOKEN_WORD && scan->tokens[token].cyrillic &&
           !span_equal(word_from(scan, text, GRAM_GENITIVE, UNTOLD), text);
}

/* The cases that a preposition governs. */
static grammemes governed(const struct scan *scan, uint32_t token)
{
    static const struct {
        const char *word;
        grammemes cases;
    } known[] = {
        {"в", GRAM_LOCATIVE | GRAM_ACCUSATIVE},
        {"во", GRAM_LOCATIVE | GRAM_ACCUSATIVE},
        {"на", GRAM_LOCATIVE | GRAM_ACCUSATIVE},
        {"о", GRAM_LOCATIVE | GRAM_ACCUSATIVE},
        {"об", GRAM_LOCATIVE | GRAM_ACCUSATIVE},
        {"при", GRAM_LOCATIVE},
        {"к", GRAM_DATIVE},
        {"ко", GRAM_DATIVE},
        {"по", GRAM_DATIVE},
        {"благодаря", GRAM_DATIVE},
        {"согласно", GRAM_DATIVE},
        {"с", GRAM_INSTRUMENTAL | GRAM_GENITIVE},
        {"со", GRAM_INSTRUMENTAL | GRAM_GENITIVE},
        {"над", GRAM_INSTRUMENTAL},
        {"под", GRAM_INSTRUMENTAL | GRAM_ACCUSATIVE},
        {"перед", GRAM_INSTRUMENTAL},
        {"между", GRAM_INSTRUMENTAL},
        {"за", GRAM_INSTRUMENTAL | GRAM_ACCUSATIVE},
        {"через", GRAM_ACCUSATIVE},
        {"про", GRAM_ACCUSATIVE},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (token_is(scan, token, known[i].word))
            return known[i].cases;
    return GRAM_GENITIVE;
}

/* The cases of a word's readings as one of the parts of speech. */
static grammemes cases_of(const struct scan *scan, uint32_t token, unsigned parts)
{
    const struct word *word = &scan->words[token];
    grammemes cases = 0;
    for (size_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].known && ((parts >> word->analyses[i].pos) & 1))
            cases |= word->analyses[i].grammemes & GRAM_CASES;
    return cases;
}

/* What stands before the opening quotation mark says of the case; 0 where it says nothing. A noun
 * wants the genitive, but is sure to do so only where it is a person: «тренер «Витесса»», but
 * «марка «Шексна»». */
static grammemes cases_before_quote(const struct scan *scan, const struct sentence *sentence,
                                    uint32_t open, bool *sure)
{
    for (int steps = 0; steps < LONGEST_LIST && open > sentence->first; steps++) {
        uint32_t before = open - 1;
        *sure = true;
        if (token_read(scan, before, PART(POS_PREPOSITION), 0) != NULL)
            return governed(scan, before);
        bool joined = token_is(scan, before, "и") || token_is(scan, before, ",") ||
                      token_is(scan, before, "или");
        if (joined && before > sentence->first &&
            token_is_kind(scan, before - 1, TOKEN_QUOTE_CLOSE) &&
            scan->tokens[before - 1].partner != UINT32_MAX &&
            scan->tokens[before - 1].partner < before) {
            open = scan->tokens[before - 1].partner;
            continue;
        }
        if (scan->tokens[before].kind != TOKEN_WORD)
            return 0;
        const struct word *word = &scan->words[before];
        bool known = word->analysis_count > 0 && word->analyses[0].known;
        if (known && PART(word->analyses[0].pos) &
                         (PART(POS_VERB) | PART(POS_INFINITIVE) | PART(POS_GERUND)))
            return 0;
        /* «минский «Беллакт»», «на минском «Беллакте»» */
        grammemes cases = cases_of(scan, before, PARTS_ADJECTIVE);
        const struct analysis *noun = token_read(scan, before, PARTS_NOUN, 0);
        if (cases != 0 && (PART(word->analyses[0].pos) & PARTS_ADJECTIVE ||
                           (noun != NULL && noun->grammemes & GRAM_PLACE_NAME)))
            return cases;
        *sure = noun != NULL && ((noun->grammemes & GRAM_ANIMATE) ||
                                 match_of(scan, before, LEXICON_POSITION) != NULL);
        return noun != NULL ? GRAM_GENITIVE : 0;
    }
    return 0;
}

/* The number in which a name stands obliquely as a whole; 0 where it may be in the nominative. */
static grammemes oblique_number(const struct scan *scan, uint32_t first, grammemes cases,
                                enum case_hint hint)
{
    struct span text = token_text(scan, first);
    if (stands_obliquely(scan, text, cases, GRAM_SINGULAR, hint))
        return GRAM_SINGULAR;
    /* «с «Русскими машинами»» */
    if (cases_of(scan, first, PARTS_ADJECTIVE) != 0 &&
        stands_obliquely(scan, text, cases, GRAM_PLURAL, hint))
        return GRAM_PLURAL;
    return 0;
}

/* Names of adjectives alone: «Норильская горная». */
static struct span adjectives_nominative(const struct scan *scan, uint32_t first, uint32_t end,
                                         grammemes cases)
{
    struct span out = {0};
    for (uint32_t token = first; token < end; token++) {
        if (cases_of(scan, token, PARTS_ADJECTIVE) == 0 ||
            token_read(scan, token, PARTS_NOUN, 0) != NULL)
            return (struct span){0};
        struct span form = word_nominative(scan, token_text(scan, token), cases);
        out = arena_format(scan->arena, "%.*s%s%.*s", SPAN_ARGS(out), token > first ? " " : "",
                           SPAN_ARGS(form));
    }
    return out;
}

static struct span nominative_from(const struct scan *scan, uint32_t first, uint32_t end,
                                   grammemes cases, enum case_hint hint)
{
    struct span text = name_span(scan, first, end);
    /* What ends in «а» is as well a nominative. */
    grammemes by_ending = GRAM_DATIVE | GRAM_INSTRUMENTAL | GRAM_ACCUSATIVE;
    if (hint == UNTOLD)
        cases = end == first + 1 ? by_ending : GRAM_CASES & ~GRAM_NOMINATIVE;
    if (end == first + 1)
        return word_from(scan, text, cases, hint);
    grammemes number = oblique_number(scan, first, cases, hint);
    if (number == 0)
        return text;
    struct span adjectives =
        number & GRAM_SINGULAR ? adjectives_nominative(scan, first, end, cases) : (struct span){0};
    return adjectives.size > 0
               ? adjectives
               : morphology_inflect_phrase(scan->reader->morphology, text, cases | number,
                                           GRAM_NOMINATIVE, scan->arena);
}

struct span quoted_nominative(const struct scan *scan, const struct sentence *sentence,
                              uint32_t first, uint32_t end)
{
    struct span text = name_span(scan, first, end), last = token_text(scan, end - 1);
    if (first < sentence->first + 2 || scan->tokens[first].kind != TOKEN_WORD ||
        !scan->tokens[first].cyrillic || end > first + LONGEST_NAME || word_without_year(last) > 0)
        return text;
    bool sure = false;
    grammemes cases = cases_before_quote(scan, sentence, first - 1, &sure);
    if (cases != 0 && (cases &= ~GRAM_NOMINATIVE) == 0)
        return text;
    struct span name =
        cases != 0 ? nominative_from(scan, first, end, cases, sure ? TOLD : LIKELY) : text;
    /* Nothing tells, or only a noun that need not govern it («отгружает кабель «Нефтесервису»»):
     * the ending alone must. */
    return (sure && cases != 0) || !span_equal(name, text)
               ? name
               : nominative_from(scan, first, end, 0, UNTOLD);
}
