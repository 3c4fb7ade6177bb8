/* Surnames by their endings: the dictionary has the fewest of them.
 *
 * A rule says: a form that ends so, read as one of these cases, has a nominative that ends so. */
#include "names.h"

#include "utf8.h"

enum { N = 1, G = 2, D = 4, A = 8, I = 16, L = 32, ALL = 63 };
#define MALE(cases) ((person_cases)(cases))
#define FEMALE(cases) ((person_cases)((cases) << PERSON_CASES))

struct rule {
    const char *end;
    person_cases cases;
    const char *nominative;
};

/* Those of one end stand together with the likelier first; longer ends come first. */
static const struct rule rules[] = {
    {"скому", MALE(D), "ский"},
    {"ского", MALE(G | A), "ский"},
    {"цкому", MALE(D), "цкий"},
    {"цкого", MALE(G | A), "цкий"},
    {"скую", FEMALE(A), "ская"},
    {"цкую", FEMALE(A), "цкая"},
    {"ским", MALE(I), "ский"},
    {"цким", MALE(I), "цкий"},
    {"ском", MALE(L), "ский"},
    {"цком", MALE(L), "цкий"},
    {"ская", FEMALE(N), "ская"},
    {"цкая", FEMALE(N), "цкая"},
    {"ской", FEMALE(G | D | I | L), "ская"},
    {"ской", MALE(N), "ской"},
    {"цкой", FEMALE(G | D | I | L), "цкая"},
    {"цкой", MALE(N), "цкой"},
    {"овой", FEMALE(G | D | I | L), "ова"},
    {"евой", FEMALE(G | D | I | L), "ева"},
    {"иной", FEMALE(G | D | I | L), "ина"},
    {"ыной", FEMALE(G | D | I | L), "ына"},
    {"овым", MALE(I), "ов"},
    {"евым", MALE(I), "ев"},
    {"иным", MALE(I), "ин"},
    {"ыным", MALE(I), "ын"},
    {"ова", FEMALE(N), "ова"},
    {"ова", MALE(G | A), "ов"},
    {"ева", FEMALE(N), "ева"},
    {"ева", MALE(G | A), "ев"},
    {"ина", FEMALE(N), "ина"},
    {"ина", MALE(G | A), "ин"},
    {"ына", FEMALE(N), "ына"},
    {"ына", MALE(G | A), "ын"},
    {"ову", MALE(D), "ов"},
    {"ову", FEMALE(A), "ова"},
    {"еву", MALE(D), "ев"},
    {"еву", FEMALE(A), "ева"},
    {"ину", MALE(D), "ин"},
    {"ину", FEMALE(A), "ина"},
    {"ыну", MALE(D), "ын"},
    {"ыну", FEMALE(A), "ына"},
    {"ове", MALE(L), "ов"},
    {"еве", MALE(L), "ев"},
    {"ине", MALE(L), "ин"},
    {"ине", FEMALE(D | L), "ина"},
    {"ыне", MALE(L), "ын"},
    {"ого", MALE(G | A), "ый"},
    {"его", MALE(G | A), "ий"},
    {"ому", MALE(D), "ый"},
    {"ему", MALE(D), "ий"},
    {"ую", FEMALE(A), "ая"},
    {"ая", FEMALE(N), "ая"},
    {"ый", MALE(N), "ый"},
    {"ым", MALE(I), "ый"},
    {"ых", MALE(ALL) | FEMALE(ALL), "ых"},
    {"их", MALE(ALL) | FEMALE(ALL), "их"},
    {"ий", MALE(N), "ий"},
    {"им", MALE(I), "ий"},
    {"ой", MALE(N), "ой"},
    {"ой", MALE(I) | FEMALE(I), "а"},
    {"ой", FEMALE(G | D | I | L), "ая"},
    {"ей", MALE(N), "ей"},
    {"ей", MALE(I) | FEMALE(I), "я"},
    {"ием", MALE(I), "ий"},
    {"ия", MALE(G | A), "ий"},
    {"ию", MALE(D), "ий"},
    {"ай", MALE(N), "ай"},
    {"уй", MALE(N), "уй"},
    {"ом", MALE(I), ""},
    {"ем", MALE(I), ""},
    {"ем", MALE(I), "ь"},
    {"ем", MALE(I), "й"},
    {"а", MALE(G | A), ""},
    {"а", MALE(N) | FEMALE(N), "а"},
    {"а", MALE(ALL) | FEMALE(ALL), "а"},
    {"у", MALE(D), ""},
    {"у", MALE(A) | FEMALE(A), "а"},
    {"у", MALE(ALL) | FEMALE(ALL), "у"},
    {"е", MALE(L), ""},
    {"е", MALE(D | L) | FEMALE(D | L), "а"},
    {"е", MALE(D | L) | FEMALE(D | L), "я"},
    {"е", MALE(ALL) | FEMALE(ALL), "е"},
    {"ы", MALE(G) | FEMALE(G), "а"},
    {"ы", MALE(ALL) | FEMALE(ALL), "ы"},
    {"и", MALE(G) | FEMALE(G), "а"},
    {"и", MALE(G) | FEMALE(G), "я"},
    {"и", MALE(ALL) | FEMALE(ALL), "и"},
    {"я", MALE(G | A), "ь"},
    {"я", MALE(G | A), "й"},
    {"я", MALE(N) | FEMALE(N), "я"},
    {"я", MALE(ALL) | FEMALE(ALL), "я"},
    {"ю", MALE(D), "ь"},
    {"ю", MALE(D), "й"},
    {"ю", MALE(A) | FEMALE(A), "я"},
    {"ю", MALE(ALL) | FEMALE(ALL), "ю"},
    {"о", MALE(ALL) | FEMALE(ALL), "о"},
    {"э", MALE(ALL) | FEMALE(ALL), "э"},
    {"ь", MALE(N) | FEMALE(ALL), "ь"},
    {"й", MALE(N), "й"},
    /* Any consonant. */
    {"", MALE(N) | FEMALE(ALL), ""},
};

static bool ends_in_vowel(struct span word)
{
    size_t at = word.size;
    uint32_t letter = at > 0 ? utf8_previous(word, &at) : 0;
    static const char vowels[] = "аеиоуыэюяьй";
    for (size_t i = 0; i < sizeof vowels - 1;)
        if (utf8_next((struct span){vowels, sizeof vowels - 1}, &i) == letter)
            return true;
    return false;
}

size_t surname_readings(struct span folded, struct surname_reading *out, size_t limit)
{
    enum { TELLING = 6 }; /* bytes of an end of three letters */
    size_t found = 0;
    bool telling = false;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0] && found < limit; i++) {
        struct span end = span_of(rules[i].end);
        if (!span_ends_with(folded, end) || folded.size < end.size + 4 ||
            (end.size == 0 && ends_in_vowel(folded)))
            continue;
        /* What ends as Russian surnames do is hardly anything else. */
        if (telling && end.size < TELLING)
            break;
        telling |= end.size >= TELLING;
        /* A stem without its vowel must end in a consonant to be a nominative by itself. */
        if (rules[i].nominative[0] == 0 && end.size > 0 &&
            ends_in_vowel(span_slice(folded, 0, folded.size - end.size)))
            continue;
        out[found++] = (struct surname_reading){
            .cases = rules[i].cases, .cut = (uint8_t)end.size, .add = rules[i].nominative};
    }
    return found;
}

enum { READINGS = 24 };

static struct span part_nominative(struct arena *arena, struct span part, person_cases *cases)
{
    struct surname_reading readings[READINGS];
    char *lower = arena_alloc(arena, part.size + 1, 1);
    struct span folded = {lower, utf8_lower(part, lower, true)};
    size_t count = surname_readings(folded, readings, READINGS);
    for (size_t i = 0; i < count; i++) {
        if (!(readings[i].cases & *cases))
            continue;
        *cases &= readings[i].cases;
        struct span add = span_of(readings[i].add);
        if (span_ends_with(part, add) && add.size == readings[i].cut)
            return part;
        return arena_format(arena, "%.*s%s", (int)(part.size - readings[i].cut), part.data,
                            readings[i].add);
    }
    return part;
}

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

struct span surname_nominative(struct arena *arena, struct span word, person_cases *cases)
{
    word = word_in_title_case(arena, word);
    size_t hyphen = SIZE_MAX;
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] == '-')
            hyphen = i;
    if (hyphen == SIZE_MAX)
        return part_nominative(arena, word, cases);
    /* The last part is declined for certain; the one before it where its ending tells. */
    struct span last = part_nominative(arena, span_slice(word, hyphen + 1, word.size), cases);
    person_cases narrowed = *cases;
    struct span before = span_slice(word, 0, hyphen);
    struct span declined = part_nominative(arena, before, &narrowed);
    if (*cases & PERSON_NOMINATIVE)
        declined = before;
    return arena_format(arena, "%.*s-%.*s", SPAN_ARGS(declined), SPAN_ARGS(last));
}

bool surname_is_form(struct arena *arena, struct span folded, struct span nominative,
                     person_cases *cases)
{
    struct surname_reading readings[READINGS];
    (void)arena;
    *cases = span_equal(folded, nominative) ? PERSON_NOMINATIVE : 0;
    size_t count = surname_readings(folded, readings, READINGS);
    for (size_t i = 0; i < count; i++) {
        struct span add = span_of(readings[i].add);
        size_t stem = folded.size - readings[i].cut;
        if (nominative.size == stem + add.size && memcmp(nominative.data, folded.data, stem) == 0 &&
            span_ends_with(nominative, add))
            *cases |= readings[i].cases;
    }
    return *cases != 0;
}

person_cases person_cases_of(grammemes marks)
{
    static const struct {
        uint64_t grammeme;
        unsigned bit;
    } cases[] = {
        {GRAM_NOMINATIVE, N}, {GRAM_GENITIVE, G},     {GRAM_DATIVE, D},
        {GRAM_ACCUSATIVE, A}, {GRAM_INSTRUMENTAL, I}, {GRAM_LOCATIVE, L},
    };
    unsigned set = 0;
    for (size_t i = 0; i < 6; i++)
        set |= marks & cases[i].grammeme ? cases[i].bit : 0;
    if (set == 0 || (marks & GRAM_FIXED))
        set = ALL;
    bool male = marks & (GRAM_MASCULINE | GRAM_COMMON);
    bool female = marks & (GRAM_FEMININE | GRAM_COMMON);
    if (!male && !female)
        male = female = true;
    return (person_cases)((male ? MALE(set) : 0) | (female ? FEMALE(set) : 0));
}

grammemes person_grammemes(person_cases cases)
{
    static const grammemes bits[] = {GRAM_NOMINATIVE, GRAM_GENITIVE,     GRAM_DATIVE,
                                     GRAM_ACCUSATIVE, GRAM_INSTRUMENTAL, GRAM_LOCATIVE};
    grammemes set = GRAM_SINGULAR | GRAM_ANIMATE;
    for (size_t i = 0; i < PERSON_CASES; i++)
        if (((cases | cases >> PERSON_CASES) >> i) & 1)
            set |= bits[i];
    if (cases & PERSON_MALE)
        set |= GRAM_MASCULINE;
    if (cases & PERSON_FEMALE)
        set |= GRAM_FEMININE;
    return set;
}
