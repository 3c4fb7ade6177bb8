/* What the words of a person's name are in the nominative: every way to read them, narrowed by the
 * office, preposition or verb beside the name. The readings themselves are morphology's. */
#include "names.h"

#include "utf8.h"

enum { MOST_READINGS = 24, MOST_KEPT = 8 };

/* A gender less likely than this beside the other is none. */
static const float LEAST_GENDER = 0.1F;

struct span word_in_title_case(struct arena *arena, struct span word)
{
    size_t upper = 0, lower = 0;
    for (size_t at = 0; at < word.size;) {
        uint32_t letter = utf8_next(word, &at);
        upper += code_point_is_upper(letter);
        lower += code_point_is_lower(letter);
    }
    if (lower > 0 || upper < 2)
        return word;
    char *out = arena_alloc(arena, word.size * 2 + 1, 1);
    size_t size = 0;
    bool first = true;
    for (size_t at = 0; at < word.size;) {
        uint32_t letter = utf8_next(word, &at);
        size += utf8_encode(first ? letter : code_point_to_lower(letter), out + size);
        first = !code_point_is_letter(letter);
    }
    return (struct span){out, size};
}

/* The last word of a surname: «Штраус» of «фон Штраус». */
struct span last_word(struct span name)
{
    size_t at = name.size;
    while (at > 0 && name.data[at - 1] != ' ')
        at--;
    return span_slice(name, at, name.size);
}

static const grammemes CASES[PERSON_CASES] = {GRAM_NOMINATIVE, GRAM_GENITIVE,     GRAM_DATIVE,
                                              GRAM_ACCUSATIVE, GRAM_INSTRUMENTAL, GRAM_LOCATIVE};

static person_cases person_cases_of(grammemes marks)
{
    person_cases set = 0;
    for (size_t i = 0; i < PERSON_CASES; i++)
        if (marks & CASES[i])
            set |= (person_cases)((marks & GRAM_MASCULINE ? 1 << i : 0) |
                                  (marks & GRAM_FEMININE ? 1 << (PERSON_CASES + i) : 0));
    return set;
}

grammemes person_grammemes(person_cases cases)
{
    grammemes set = GRAM_SINGULAR | GRAM_ANIMATE;
    for (size_t i = 0; i < PERSON_CASES; i++)
        if (((cases | cases >> PERSON_CASES) >> i) & 1)
            set |= CASES[i];
    if (cases & PERSON_MALE)
        set |= GRAM_MASCULINE;
    if (cases & PERSON_FEMALE)
        set |= GRAM_FEMININE;
    return set;
}

/* Verbs and prepositions: «корреспондент взял интервью у Петрова». */
static bool ends_office(const struct scan *scan, uint32_t token)
{
    const struct word *word = &scan->words[token];
    return word->analysis_count > 0 &&
           (PART(POS_VERB) | PART(POS_PREPOSITION) | PART(POS_CONJUNCTION)) >>
                   word->analyses[0].pos &
               1;
}

/* The cases of a word's singular, where it has one: «директора» before a name is no «directors». */
static grammemes single_cases(const struct word *word)
{
    grammemes single = 0;
    for (uint32_t i = 0; i < word->analysis_count; i++)
        if (word->analyses[i].grammemes & GRAM_SINGULAR)
            single |= word->analyses[i].grammemes & GRAM_CASES;
    return single ? single : word->grammemes & GRAM_CASES;
}

/* «посла КНР | в России | Чжан Ханьхуэя»: the token before a place right behind the office; token
 * itself where none ends there. */
static uint32_t before_place(const struct scan *scan, const struct sentence *sentence,
                             uint32_t token)
{
    bool spot = match_of(scan, token, LEXICON_PLACE) != NULL && token > sentence->first + 1 &&
                (token_is(scan, token - 1, "в") || token_is(scan, token - 1, "во"));
    return spot ? token - 2 : token;
}

/* The token before the quotation marks and brackets that end with a token; token itself where it
 * closes none: «директора АО «Заря» (ДЗО) Петрова» is read past both. */
static uint32_t behind_pair(const struct scan *scan, const struct sentence *sentence,
                            uint32_t token)
{
    for (;;) {
        uint32_t partner = scan->tokens[token].partner;
        if (partner == UINT32_MAX || partner >= token || partner <= sentence->first)
            return token;
        token = partner - 1;
    }
}

/* The cases of the office before the name, which stands in the same case as the name; 0 where none
 * tells. «врио губернатора Петров», «заместителю министра Петрову»: all nouns of the office count,
 * since only the first agrees. */
static grammemes office_cases(const struct scan *scan, const struct sentence *sentence,
                              uint32_t first)
{
    enum { OFFICE_TOKENS = 6, BODY_TOKENS = 14 };
    grammemes cases = 0;
    uint32_t at = first;
    for (uint32_t step = 0; step < (cases ? OFFICE_TOKENS : BODY_TOKENS) && at > sentence->first;
         step++) {
        at = behind_pair(scan, sentence, at - 1);
        if (step == 0)
            at = before_place(scan, sentence, at);
        /* «главы департамента промышленности и торговли Москвы Александра Петрова» */
        if (step > 0 && cases == 0 && (token_is(scan, at, "и") || token_is(scan, at, "по")))
            continue;
        if (scan->tokens[at].kind == TOKEN_PUNCTUATION || ends_office(scan, at))
            break;
        bool prefix = match_of(scan, at, LEXICON_POSITION_PREFIX) != NULL;
        if (!prefix && !match_of(scan, at, LEXICON_POSITION))
            continue;
        if (prefix && (scan->words[at].grammemes & GRAM_FIXED))
            return 0;
        if (word_is_deputy(scan->tokens[at].folded, &scan->words[at]))
            return 0;
        cases |= single_cases(&scan->words[at]);
    }
    return cases;
}

/* «с Петровым», «о Петрове» */
static grammemes preposition_cases(const struct scan *scan, uint32_t token)
{
    static const struct {
        const char *word;
        grammemes cases;
    } known[] = {
        {"к", GRAM_DATIVE},
        {"ко", GRAM_DATIVE},
        {"с", GRAM_INSTRUMENTAL | GRAM_GENITIVE},
        {"со", GRAM_INSTRUMENTAL | GRAM_GENITIVE},
        {"о", GRAM_LOCATIVE},
        {"об", GRAM_LOCATIVE},
        {"при", GRAM_LOCATIVE},
        {"у", GRAM_GENITIVE},
        {"от", GRAM_GENITIVE},
        {"для", GRAM_GENITIVE},
        {"из", GRAM_GENITIVE},
        {"против", GRAM_GENITIVE},
        {"вместо", GRAM_GENITIVE},
        {"кроме", GRAM_GENITIVE},
        {"после", GRAM_GENITIVE},
        {"перед", GRAM_INSTRUMENTAL},
        {"между", GRAM_INSTRUMENTAL | GRAM_GENITIVE},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (token_is(scan, token, known[i].word))
            return known[i].cases;
    return token_read(scan, token, PART(POS_PREPOSITION), 0) != NULL ? GRAM_CASES & ~GRAM_NOMINATIVE
                                                                     : 0;
}

/* «сообщила Петрова», «Петрова сообщила»: who does it stands in the nominative, and the past tense
 * has a gender. */
static grammemes verb_says(const struct scan *scan, uint32_t token)
{
    const struct word *word = &scan->words[token];
    if (word->analysis_count == 0 || word->analyses[0].pos != POS_VERB)
        return 0;
    grammemes marks = word->analyses[0].grammemes;
    if (!(marks & GRAM_SINGULAR) || (marks & GRAM_NEUTER))
        return 0;
    if (!(marks & GRAM_PAST))
        return marks & GRAM_THIRD_PERSON ? GRAM_NOMINATIVE : 0;
    return GRAM_NOMINATIVE | (marks & (GRAM_MASCULINE | GRAM_FEMININE));
}

/* «визит Петрова», «инженера Петрова»: what hangs on a noun stands in the genitive, a name behind a
 * profession in its case. */
static grammemes noun_says(const struct scan *scan, uint32_t token)
{
    const struct word *word = &scan->words[token];
    if (token_is(scan, token, "фото")) /* «Фото Ивана Петрова» */
        return GRAM_GENITIVE;
    if (scan->tokens[token].shape != CASE_LOWER || word->analysis_count == 0 ||
        word->analyses[0].pos != POS_NOUN || candidate_at(scan, token) != NULL)
        return 0;
    return word->analyses[0].grammemes & GRAM_ANIMATE ? word->grammemes & GRAM_CASES
                                                      : GRAM_GENITIVE;
}

/* «Иванов И. И., Петрова А. С.»: the members of a list stand in one case; behind a colon, and where
 * a line begins, in the nominative. */
static grammemes list_cases(const struct scan *scan, const struct sentence *sentence,
                            uint32_t first)
{
    if (first == sentence->first || token_is(scan, first - 1, ":"))
        return GRAM_NOMINATIVE;
    if (first < sentence->first + 2 ||
        !(token_is(scan, first - 1, ",") || token_is(scan, first - 1, "и")))
        return 0;
    const struct candidate *before = candidate_at(scan, first - 2);
    return before != NULL && before->type == MENTION_PERSON ? before->grammemes & GRAM_CASES : 0;
}

grammemes person_context(const struct scan *scan, const struct sentence *sentence, uint32_t first,
                         uint32_t end)
{
    grammemes cases = office_cases(scan, sentence, first);
    if (cases != 0)
        return cases;
    if (first > sentence->first)
        cases = preposition_cases(scan, first - 1);
    if (cases == 0 && end < sentence->first + sentence->count)
        cases = verb_says(scan, end);
    if (cases == 0 && first > sentence->first)
        cases = verb_says(scan, first - 1);
    if (cases == 0 && first > sentence->first)
        cases = noun_says(scan, first - 1);
    return cases != 0 ? cases : list_cases(scan, sentence, first);
}

/* A reading in the making, with the weight of each gender apart. */
struct merged {
    struct person_reading reading;
    float genders[2];
};

static void reading_merge(struct merged *merged, size_t *count, struct person_reading reading)
{
    size_t at = 0;
    bool female = reading.cases & PERSON_FEMALE;
    while (at < *count && !(span_equal(merged[at].reading.parts[0], reading.parts[0]) &&
                            span_equal(merged[at].reading.parts[1], reading.parts[1]) &&
                            span_equal(merged[at].reading.parts[2], reading.parts[2])))
        at++;
    if (at == MOST_KEPT)
        return;
    if (at == *count)
        merged[(*count)++] = (struct merged){.reading = reading};
    else
        merged[at].reading.weight += reading.weight;
    merged[at].reading.cases |= reading.cases;
    merged[at].genders[female] += reading.weight;
}

static void reading_finish(const struct merged *merged, struct person_reading *reading)
{
    *reading = merged->reading;
    if (merged->genders[0] < merged->genders[1] * LEAST_GENDER)
        reading->cases &= PERSON_FEMALE;
    else if (merged->genders[1] < merged->genders[0] * LEAST_GENDER)
        reading->cases &= PERSON_MALE;
}

static int compare_readings(const void *left, const void *right)
{
    const struct merged *one = left, *other = right;
    return one->reading.weight < other->reading.weight
               ? 1
               : -(one->reading.weight > other->reading.weight);
}

/* The parts of a name: its words in the nominative, those of one part with blanks. */
static void parts_join(const struct scan *scan, const struct person_word *words, size_t count,
                       const struct span *forms, struct span *parts)
{
    for (size_t i = 0; i < count; i++) {
        struct span *part = &parts[words[i].slot];
        *part = part->size == 0
                    ? forms[i]
                    : arena_format(scan->arena, "%.*s %.*s", SPAN_ARGS(*part), SPAN_ARGS(forms[i]));
    }
}

/* A given name that the lexicon has is spelt as there: the dictionary cannot decline it. */
static struct span listed_given_name(const struct scan *scan, const struct person_word *words,
                                     size_t count)
{
    struct span name = {0};
    for (size_t i = 0; i < count; i++) {
        if (words[i].slot != PERSON_GIVEN || words[i].part != NAME_GIVEN)
            continue;
        const struct lexicon_match *known = match_of(scan, words[i].token, LEXICON_GIVEN_NAME);
        const struct word *word = &scan->words[words[i].token];
        if (name.size > 0 || known == NULL || (word->analysis_count > 0 && word->analyses[0].known))
            return (struct span){0};
        name = match_entry(scan, known)->spelling;
    }
    return name;
}

/* How well a reading fits its context, which may mislead: «встретил Петрова директор». */
static float context_factor(grammemes reading, grammemes context)
{
    const float against = 0.05F, nominative = 2;
    if (!(context & GRAM_CASES))
        return reading & GRAM_NOMINATIVE ? nominative : 1;
    const grammemes genders = GRAM_MASCULINE | GRAM_FEMININE;
    bool fits =
        (reading & context & GRAM_CASES) && (!(context & genders) || (reading & context & genders));
    return fits ? 1 : against;
}

size_t person_readings(const struct scan *scan, const struct person_word *words, size_t count,
                       grammemes from, const struct person_reading **out)
{
    struct name_word names[NAME_WORDS];
    struct name_reading found[MOST_READINGS];
    struct merged merged[MOST_KEPT];
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        names[i] = (struct name_word){
            .text = words[i].text.size > 0
                        ? words[i].text
                        : word_in_title_case(scan->arena, token_text(scan, words[i].token)),
            .part = words[i].part};
    const struct morphology *morphology = scan->reader->morphology;
    size_t readings = morphology_name_readings(morphology, names, count, GRAM_SINGULAR,
                                               GRAM_NOMINATIVE, scan->arena, found, MOST_READINGS);
    struct span given = listed_given_name(scan, words, count);
    for (size_t i = 0; i < readings; i++) {
        struct person_reading reading = {.cases = person_cases_of(found[i].grammemes),
                                         .weight = found[i].weight *
                                                   context_factor(found[i].grammemes, from)};
        parts_join(scan, words, count, found[i].forms, reading.parts);
        if (given.size > 0 && !span_equal(reading.parts[PERSON_GIVEN], given)) {
            reading.parts[PERSON_GIVEN] = given;
            reading.weight *= 0.1F;
        }
        reading_merge(merged, &kept, reading);
    }
    if (kept == 0) {
        struct span texts[NAME_WORDS];
        for (size_t i = 0; i < count; i++)
            texts[i] = names[i].text;
        struct person_reading reading = {.cases = PERSON_ANY, .weight = 0};
        parts_join(scan, words, count, texts, reading.parts);
        merged[kept++] = (struct merged){.reading = reading, .genders = {1, 1}};
    }
    qsort(merged, kept, sizeof *merged, compare_readings);
    struct person_reading *made = ARENA_NEW(scan->arena, struct person_reading, kept);
    for (size_t i = 0; i < kept; i++)
        reading_finish(&merged[i], &made[i]);
    *out = made;
    return kept;
}

void candidate_read(struct candidate *candidate, const struct person_reading *reading)
{
    for (size_t i = 0; i < PERSON_SLOTS; i++)
        candidate->parts[i] = reading->parts[i];
    candidate->person = reading->cases;
    candidate->grammemes = person_grammemes(reading->cases);
}
