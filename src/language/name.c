/* Persons' names: which gender and case all words of a name agree in, and their other forms.
 *
 * Every word gives hypotheses: read so, it is of this gender, case and number, and its wanted form
 * is that. They come from the dictionary, and for given names and surnames that are not in it from
 * the table of declensions below. The best product over all words wins. */
#include "utf8.h"
#include "word.h"

enum { HYPOTHESES = 64, PIECES = 2 * NAME_WORDS, CASE_COUNT = 6 };

/* Letters before the ending. */
enum stem {
    STEM_POSSESSIVE, /* -ов, -ев, -ин, -ын */
    STEM_SKY,        /* -ск, -цк, -дзк */
    STEM_HARD,       /* a consonant that takes -ы */
    STEM_VELAR,      /* г к х */
    STEM_HUSH,       /* ж ш ч щ ц */
    STEM_SOFT,       /* a consonant that takes -ь or -я */
    STEM_CONSONANT,  /* any */
    STEM_VOWEL,      /* any but и */
    STEM_I,          /* и */
    STEM_IE,         /* е */
    STEM_PATRONYMIC  /* -ов, -ев, -и */
};

/* A pattern of declension: endings in the order nomn, gent, datv, accs, ablt, loct. */
struct declension {
    uint8_t stem;  /* enum stem */
    uint8_t parts; /* set of 1 << enum name_part */
    float weight;
    grammemes gender; /* and number */
    const char *endings[CASE_COUNT];
};

#define MAN (GRAM_MASCULINE | GRAM_SINGULAR)
#define WOMAN (GRAM_FEMININE | GRAM_SINGULAR)
#define FAMILY (GRAM_MASCULINE | GRAM_FEMININE | GRAM_PLURAL)
#define GIVEN (1 << NAME_GIVEN)
#define SURNAME (1 << NAME_SURNAME)
#define PATRONYMIC (1 << NAME_PATRONYMIC)

static const struct declension DECLENSIONS[] = {
    {STEM_POSSESSIVE, SURNAME, 1.0f, MAN, {"", "а", "у", "а", "ым", "е"}},
    {STEM_POSSESSIVE, SURNAME, 1.0f, WOMAN, {"а", "ой", "ой", "у", "ой", "ой"}},
    {STEM_POSSESSIVE, SURNAME, 0.2f, FAMILY, {"ы", "ых", "ым", "ых", "ыми", "ых"}},
    {STEM_SKY, SURNAME, 1.0f, MAN, {"ий", "ого", "ому", "ого", "им", "ом"}},
    {STEM_SKY, SURNAME, 1.0f, WOMAN, {"ая", "ой", "ой", "ую", "ой", "ой"}},
    {STEM_SKY, SURNAME, 0.2f, FAMILY, {"ие", "их", "им", "их", "ими", "их"}},
    {STEM_SKY, SURNAME, 0.2f, MAN, {"ой", "ого", "ому", "ого", "им", "ом"}},
    {STEM_HARD, SURNAME, 0.4f, MAN, {"ый", "ого", "ому", "ого", "ым", "ом"}},
    {STEM_HARD, SURNAME, 0.2f, MAN, {"ой", "ого", "ому", "ого", "ым", "ом"}},
    {STEM_HARD, SURNAME, 0.4f, WOMAN, {"ая", "ой", "ой", "ую", "ой", "ой"}},
    {STEM_HUSH, SURNAME, 0.3f, MAN, {"ий", "его", "ему", "его", "им", "ем"}},
    {STEM_HUSH, SURNAME, 0.3f, WOMAN, {"ая", "ей", "ей", "ую", "ей", "ей"}},
    {STEM_VELAR, SURNAME, 0.2f, MAN, {"ий", "ого", "ому", "ого", "им", "ом"}},
    {STEM_VELAR, SURNAME, 0.2f, WOMAN, {"ая", "ой", "ой", "ую", "ой", "ой"}},
    {STEM_HARD, GIVEN | SURNAME, 0.8f, MAN, {"", "а", "у", "а", "ом", "е"}},
    {STEM_VELAR, GIVEN | SURNAME, 0.8f, MAN, {"", "а", "у", "а", "ом", "е"}},
    {STEM_HUSH, GIVEN | SURNAME, 0.8f, MAN, {"", "а", "у", "а", "ем", "е"}},
    {STEM_HUSH, SURNAME, 0.5f, MAN, {"", "а", "у", "а", "ом", "е"}},
    {STEM_CONSONANT, SURNAME, 0.6f, MAN, {"ец", "ца", "цу", "ца", "цом", "це"}},
    {STEM_IE, SURNAME, 0.6f, MAN, {"лец", "льца", "льцу", "льца", "льцом", "льце"}},
    {STEM_SOFT, GIVEN | SURNAME, 0.6f, MAN, {"ь", "я", "ю", "я", "ем", "е"}},
    {STEM_VOWEL, GIVEN | SURNAME, 0.6f, MAN, {"й", "я", "ю", "я", "ем", "е"}},
    {STEM_CONSONANT, GIVEN | SURNAME, 0.5f, MAN, {"ий", "ия", "ию", "ия", "ием", "ии"}},
    {STEM_HARD, GIVEN, 0.5f, WOMAN, {"а", "ы", "е", "у", "ой", "е"}},
    {STEM_HARD, SURNAME, 0.25f, WOMAN, {"а", "ы", "е", "у", "ой", "е"}},
    {STEM_HARD, SURNAME, 0.25f, MAN, {"а", "ы", "е", "у", "ой", "е"}},
    {STEM_HARD, GIVEN, 0.1f, MAN, {"а", "ы", "е", "у", "ой", "е"}},
    {STEM_VELAR, GIVEN, 0.5f, WOMAN, {"а", "и", "е", "у", "ой", "е"}},
    {STEM_VELAR, SURNAME, 0.25f, WOMAN, {"а", "и", "е", "у", "ой", "е"}},
    {STEM_VELAR, SURNAME, 0.25f, MAN, {"а", "и", "е", "у", "ой", "е"}},
    {STEM_HUSH, GIVEN, 0.4f, WOMAN, {"а", "и", "е", "у", "ей", "е"}},
    {STEM_HUSH, SURNAME, 0.15f, WOMAN, {"а", "и", "е", "у", "ей", "е"}},
    {STEM_HUSH, SURNAME, 0.15f, MAN, {"а", "и", "е", "у", "ей", "е"}},
    {STEM_SOFT, GIVEN | SURNAME, 0.4f, WOMAN, {"я", "и", "е", "ю", "ей", "е"}},
    {STEM_SOFT, SURNAME, 0.4f, MAN, {"я", "и", "е", "ю", "ей", "е"}},
    {STEM_VOWEL, GIVEN | SURNAME, 0.4f, WOMAN, {"я", "и", "е", "ю", "ей", "е"}},
    {STEM_I, GIVEN | SURNAME, 0.5f, WOMAN, {"я", "и", "и", "ю", "ей", "и"}},
    {STEM_I, SURNAME, 0.4f, MAN, {"я", "и", "и", "ю", "ей", "и"}},
    {STEM_SOFT, GIVEN, 0.1f, WOMAN, {"ь", "и", "и", "ь", "ью", "и"}},
    {STEM_PATRONYMIC, PATRONYMIC, 1.0f, MAN, {"ч", "ча", "чу", "ча", "чем", "че"}},
    {STEM_PATRONYMIC, PATRONYMIC, 1.0f, MAN, {"ич", "ича", "ичу", "ича", "ичем", "иче"}},
    {STEM_PATRONYMIC, PATRONYMIC, 1.0f, WOMAN, {"на", "ны", "не", "ну", "ной", "не"}},
    {STEM_PATRONYMIC, PATRONYMIC, 1.0f, WOMAN, {"чна", "чны", "чне", "чну", "чной", "чне"}},
};

/* Endings of surnames that never change. */
static const struct {
    const char *ending;
    float weight;
    bool woman_alone;
} FIXED[] = {
    {"ко", 1.5f, false}, {"ло", 1, false},    {"аго", 1, false},   {"ово", 1, false},
    {"яго", 1, false},   {"ых", 0.6f, false}, {"их", 0.6f, false}, {"о", 0.6f, false},
    {"е", 0.15f, false}, {"э", 0.5f, false},  {"и", 0.3f, false},  {"у", 0.05f, false},
    {"ю", 0.05f, false}, {"ы", 0.05f, false}, {"уа", 0.6f, false}, {"иа", 0.3f, false},
    {"оглы", 2, false},  {"кызы", 2, false},  {"заде", 2, false},
};

static const grammemes CASES[CASE_COUNT] = {GRAM_NOMINATIVE, GRAM_GENITIVE,     GRAM_DATIVE,
                                            GRAM_ACCUSATIVE, GRAM_INSTRUMENTAL, GRAM_LOCATIVE};
/* How often names of persons stand in each case, where nothing else tells. */
static const float CASE_SHARES[CASE_COUNT] = {0.5f, 0.22f, 0.08f, 0.04f, 0.12f, 0.04f};
static const float MEN = 0.7f;

/* A way to read a piece. Its form is made when it is asked for: most are not. */
struct hypothesis {
    grammemes genders; /* one or both */
    grammemes cases;
    grammemes number;
    float weight;
    const struct declension *declension; /* of the table; else */
    struct analysis analysis;            /* of the dictionary where known, else unchanged */
    size_t stem;                         /* bytes before the ending */
};

/* A part of a word between hyphens: «Салтыков-Щедрин» has two. */
struct piece {
    struct span text;
    size_t word; /* index of its word */
    struct hypothesis items[HYPOTHESES];
    size_t count;
};

struct name {
    const struct morphology *morphology;
    struct arena *arena;
    grammemes wanted;
    struct piece pieces[PIECES];
    size_t count;
};

static void hypothesis_add(struct piece *piece, struct hypothesis hypothesis)
{
    if (piece->count < HYPOTHESES && hypothesis.weight > 0)
        piece->items[piece->count++] = hypothesis;
}

static bool is_vowel(uint32_t letter)
{
    static const uint32_t vowels[] = {0x430, 0x435, 0x438, 0x43E, 0x443,
                                      0x44B, 0x44D, 0x44E, 0x44F, 0x451};
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
        if (vowels[i] == letter) {
            return true;
        }
    }
    return false;
}

static bool ends_with(struct span text, const char *ending)
{
    return span_ends_with(text, span_of(ending));
}

static bool ends_with_any(struct span text, const char *const *endings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ends_with(text, endings[i])) {
            return true;
        }
    }
    return false;
}

#define ENDS_WITH(text, ...)                                                                       \
    ends_with_any((text), (const char *const[]){__VA_ARGS__},                                      \
                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* Whether a lower-case stem is of the kind that a declension asks for. */
static bool stem_fits(struct span stem, enum stem kind)
{
    size_t offset = stem.size;
    if (stem.size < 4) { /* two letters */
        return false;
    }
    uint32_t last = utf8_previous(stem, &offset);
    bool consonant = code_point_is_cyrillic(last) && !is_vowel(last) && last != 0x44C &&
                     last != 0x44A && last != 0x439;
    bool velar = ENDS_WITH(stem, "г", "к", "х");
    bool hush = ENDS_WITH(stem, "ж", "ш", "ч", "щ", "ц");
    switch (kind) {
    case STEM_POSSESSIVE:
        return ENDS_WITH(stem, "ов", "ев", "ёв", "ин", "ын") && utf8_count(stem) > 2;
    case STEM_SKY:
        return ENDS_WITH(stem, "ск", "цк", "дзк");
    case STEM_HARD:
        return consonant && !velar && !hush;
    case STEM_VELAR:
        return velar;
    case STEM_HUSH:
        return hush;
    case STEM_SOFT:
        return consonant && !velar && !hush;
    case STEM_CONSONANT:
        return consonant;
    case STEM_VOWEL:
        return is_vowel(last) && last != 0x438;
    case STEM_I:
        return last == 0x438;
    case STEM_IE:
        return last == 0x435;
    case STEM_PATRONYMIC:
        return ENDS_WITH(stem, "ов", "ев", "ёв", "и", "инич", "ич") && utf8_count(stem) > 3;
    }
    return false;
}

/* text without its last letters, which are as many bytes as ending, and the wanted ending. */
static struct span with_ending(struct arena *arena, struct span text, size_t stem_size,
                               const char *ending, bool upper)
{
    char *letters = arena_alloc(arena, strlen(ending) + 1, 1);
    size_t offset = 0, size = 0;
    struct span span = span_of(ending);
    while (offset < span.size) {
        uint32_t letter = utf8_next(span, &offset);
        size += utf8_encode(upper ? code_point_to_upper(letter) : letter, letters + size);
    }
    return arena_format(arena, "%.*s%.*s", (int)stem_size, text.data, (int)size, letters);
}

static size_t case_index(grammemes cases)
{
    for (size_t i = 0; i < CASE_COUNT; i++) {
        if (cases & CASES[i]) {
            return i;
        }
    }
    return 0;
}

static bool all_upper(struct span text)
{
    size_t offset = 0, letters = 0;
    while (offset < text.size) {
        uint32_t letter = utf8_next(text, &offset);
        if (code_point_is_lower(letter)) {
            return false;
        }
        letters += code_point_is_letter(letter);
    }
    return letters > 1;
}

/* How far a pattern is to be trusted for a stem: what looks like -ов, -ин or -ский, in any of its
 * cases, is not some other pattern. */
static float pattern_weight(const struct declension *declension, struct span stem, size_t form)
{
    bool surname = declension->parts & SURNAME;
    bool other = (stem_fits(stem, STEM_POSSESSIVE) && declension->stem != STEM_POSSESSIVE) ||
                 (stem_fits(stem, STEM_SKY) && declension->stem != STEM_SKY);
    /* «Дэминя», «Дэминем» are of «Дэминь», and of no «Дэмин». */
    bool soft = declension->stem == STEM_SOFT && declension->endings[0][0] != '\0' &&
                span_equal(span_of(declension->endings[0]), SPAN("ь"));
    float weight = declension->weight * (!surname || !other ? 1 : soft ? 0.3f : 0.02f);
    /* «Светлому» is no dative of «Светлом» */
    if (form == 2 && ENDS_WITH(stem, "ом", "ем") && declension->endings[0][0] == '\0')
        weight *= 0.1f;
    if (form == 0 && declension->stem != STEM_POSSESSIVE) {
        bool bare = declension->endings[0][0] == '\0';
        bool oblique = bare
                           ? ENDS_WITH(stem, "овым", "евым", "ёвым", "иным", "ыным", "ским", "цким")
                           : ENDS_WITH(stem, "ово", "ево", "ёво", "ино", "ыно", "ско", "цко");
        weight *= oblique ? 0.02f : bare && ENDS_WITH(stem, "ом", "ем", "ым", "им") ? 0.1f : 1;
    }
    return ENDS_WITH(stem, "ельц") ? weight * 0.1f : weight;
}

/* Hypotheses from the table of declensions. */
static void guess(struct piece *piece, enum name_part part, struct span folded, float factor)
{
    if (folded.size != piece->text.size)
        return;
    for (size_t i = 0; i < sizeof DECLENSIONS / sizeof *DECLENSIONS; i++) {
        const struct declension *declension = &DECLENSIONS[i];
        for (size_t j = 0; j < CASE_COUNT && declension->parts >> part & 1; j++) {
            struct span stem = folded, ending = span_of(declension->endings[j]);
            if (!span_ends_with(folded, ending))
                continue;
            stem.size -= ending.size;
            if (!stem_fits(stem, declension->stem))
                continue;
            hypothesis_add(
                piece, (struct hypothesis){.genders = declension->gender & GRAM_GENDERS,
                                           .number = declension->gender & GRAM_NUMBERS,
                                           .cases = CASES[j],
                                           .weight = pattern_weight(declension, stem, j) * factor,
                                           .declension = declension,
                                           .stem = stem.size});
        }
    }
}

/* Hypotheses that the name does not change at all. */
static void guess_fixed(struct piece *piece, enum name_part part, struct span folded, float factor)
{
    struct hypothesis hypothesis = {
        .genders = GRAM_MASCULINE | GRAM_FEMININE, .cases = GRAM_CASES, .number = GRAM_SINGULAR};
    for (size_t i = 0; i < sizeof FIXED / sizeof *FIXED; i++) {
        if (ends_with(folded, FIXED[i].ending) && FIXED[i].weight > hypothesis.weight) {
            hypothesis.weight = FIXED[i].weight;
        }
    }
    bool oblique = ENDS_WITH(folded, "ове", "еве", "ине", "ыне", "ову", "еву", "ину", "ыну", "овы",
                             "евы", "ины", "овых", "евых", "иных", "ого", "его", "ому", "ему");
    hypothesis.weight *= oblique ? factor * 0.1f : factor;
    hypothesis_add(piece, hypothesis);
    size_t offset = folded.size;
    uint32_t last = folded.size ? utf8_previous(folded, &offset) : 0;
    if (code_point_is_cyrillic(last) && !is_vowel(last)) {
        hypothesis.genders = GRAM_FEMININE; /* «с Ириной Кобзон» */
        bool doubtful = part == NAME_SURNAME && (stem_fits(folded, STEM_POSSESSIVE) ||
                                                 ENDS_WITH(folded, "ский", "цкий", "ым", "им"));
        hypothesis.weight = factor * (doubtful ? 0.01f : part == NAME_GIVEN ? 0.15f : 0.4f);
        hypothesis_add(piece, hypothesis);
    }
}

static grammemes part_grammeme(enum name_part part)
{
    return part == NAME_GIVEN        ? GRAM_GIVEN_NAME
           : part == NAME_PATRONYMIC ? GRAM_PATRONYMIC
                                     : GRAM_SURNAME;
}

/* Surnames that are nouns («Мороз», «Сорока», «Заяц») decline as the noun does, of women only those
 * in -а. */
static void look_up_noun(struct piece *piece, const struct analysis *analysis)
{
    const float noun_weight = 0.5f;
    grammemes set = analysis->grammemes, gender = set & (GRAM_MASCULINE | GRAM_FEMININE);
    bool name = set & (GRAM_GIVEN_NAME | GRAM_PATRONYMIC | GRAM_PLACE_NAME |
                       GRAM_ORGANIZATION_NAME | GRAM_TRADE_NAME | GRAM_ABBREVIATION | GRAM_FIXED);
    if (analysis->pos != POS_NOUN || !analysis->known || name || !gender || !(set & GRAM_SINGULAR))
        return;
    hypothesis_add(piece, (struct hypothesis){.genders = gender | GRAM_MASCULINE,
                                              .cases = set & GRAM_CASES,
                                              .number = GRAM_SINGULAR,
                                              .weight = noun_weight * (1 + analysis->weight),
                                              .analysis = *analysis});
}

/* Hypotheses from the dictionary; whether there were any. */
static bool look_up(const struct name *name, struct piece *piece, enum name_part part)
{
    struct analysis items[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(name->morphology, piece->text, items, ANALYSIS_LIMIT);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        grammemes set = items[i].grammemes;
        struct hypothesis hypothesis = {.genders = set & (GRAM_MASCULINE | GRAM_FEMININE),
                                        .cases = set & GRAM_CASES,
                                        .number = set & GRAM_NUMBERS,
                                        .weight = 1 + items[i].weight,
                                        .analysis = items[i]};
        if (!items[i].known || !(set & part_grammeme(part))) {
            if (part == NAME_SURNAME)
                look_up_noun(piece, &items[i]);
            continue;
        }
        if (!hypothesis.genders || set & GRAM_COMMON || hypothesis.number == GRAM_PLURAL)
            hypothesis.genders |= GRAM_MASCULINE | GRAM_FEMININE;
        hypothesis.weight *= hypothesis.number == GRAM_PLURAL ? 0.1f : 1;
        hypothesis_add(piece, hypothesis);
        found = true;
    }
    return found;
}

/* Whether the words of the dictionary give a reading as such a part of a name. */
static bool known_as(const struct morphology *morphology, struct span text, grammemes part)
{
    struct analysis items[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(morphology, text, items, ANALYSIS_LIMIT);
    for (size_t i = 0; i < count; i++) {
        if (items[i].known && items[i].grammemes & part && items[i].grammemes & GRAM_SINGULAR) {
            return true;
        }
    }
    return false;
}

static void piece_hypotheses(const struct name *name, struct piece *piece, enum name_part part)
{
    char *lower = arena_alloc(name->arena, piece->text.size + 1, 1);
    struct span folded = {lower, utf8_lower(piece->text, lower, false)};
    if (part == NAME_INITIAL || part == NAME_PARTICLE) {
        hypothesis_add(piece, (struct hypothesis){.genders = GRAM_MASCULINE | GRAM_FEMININE,
                                                  .cases = GRAM_CASES,
                                                  .number = GRAM_NUMBERS,
                                                  .weight = 1});
        return;
    }
    bool known = look_up(name, piece, part);
    /* What the dictionary knows it knows well for given names; of a surname it may have another
     * one that sounds alike, or one gender alone. */
    guess(piece, part, folded, known ? (part == NAME_SURNAME ? 0.2f : 0.02f) : 1);
    guess_fixed(piece, part, folded, !known ? 1 : part == NAME_SURNAME ? 0.1f : 0.005f);
    if (piece->count == 0) {
        hypothesis_add(piece, (struct hypothesis){.genders = GRAM_MASCULINE | GRAM_FEMININE,
                                                  .cases = GRAM_CASES,
                                                  .number = GRAM_NUMBERS,
                                                  .weight = 0.01f});
    }
}

/* Family names of China, Korea and Vietnam: before what else the name is they do not change. */
static const char *const SYLLABLES[] = {
    "ван",   "ли",   "чжан", "лю",   "чэнь",  "ян",   "чжао", "хуан",  "чжоу",  "сюй",  "сунь",
    "ху",    "чжу",  "гао",  "линь", "хэ",    "го",   "ма",   "ло",    "лян",   "сун",  "чжэн",
    "се",    "хань", "тан",  "фэн",  "юй",    "дун",  "сяо",  "чэн",   "цао",   "юань", "дэн",
    "фу",    "шэнь", "цзэн", "пэн",  "люй",   "су",   "лу",   "цзян",  "цай",   "цзя",  "дин",
    "вэй",   "сюэ",  "янь",  "пань", "ду",    "дай",  "ся",   "чжун",  "вань",  "тянь", "жэнь",
    "фань",  "фан",  "ши",   "яо",   "тань",  "ляо",  "цзоу", "сюн",   "цзинь", "хао",  "кун",
    "бай",   "цуй",  "кан",  "мао",  "цю",    "цинь", "гу",   "хоу",   "шао",   "мэн",  "лун",
    "дуань", "лэй",  "цянь", "инь",  "чан",   "цяо",  "лай",  "гун",   "вэнь",  "си",   "цзи",
    "ким",   "пак",  "чон",  "чо",   "юн",    "лим",  "хан",  "со",    "син",   "квон", "хван",
    "сон",   "хон",  "мун",  "чхве", "нгуен", "фам",  "ле",   "хоанг", "фан",   "ву",   "данг",
    "буй",   "нго",  "чыонг"};

/* Whether the first of several words is such a family name, or the second of three is a syllable of
 * the given name, which does not change either: «Мун Чжэ Ином». */
static void guess_syllable(struct piece *piece, const struct name_word *words, size_t count)
{
    const float weight = 0.8f;
    char lower[16];
    if (count < 2 || piece->word + 1 >= count || words[0].text.size > sizeof lower)
        return;
    struct span folded = {lower, utf8_lower(words[0].text, lower, false)};
    for (size_t i = 0; i < sizeof SYLLABLES / sizeof *SYLLABLES; i++)
        if (span_equal(folded, span_of(SYLLABLES[i])))
            hypothesis_add(piece, (struct hypothesis){.genders = GRAM_MASCULINE | GRAM_FEMININE,
                                                      .cases = GRAM_CASES,
                                                      .number = GRAM_SINGULAR,
                                                      .weight = weight});
}

static bool is_initials(struct span text)
{
    size_t offset = 0;
    while (offset < text.size) {
        uint32_t letter = utf8_next(text, &offset);
        if (!code_point_is_upper(letter) ||
            (offset < text.size && text.data[offset] != '.' && text.data[offset] != '-')) {
            return false;
        }
        offset += offset < text.size;
    }
    return text.size > 0;
}

/* «ван», «де», «ибн» inside a name, written with a capital or not. */
static bool is_particle(struct span text)
{
    static const char *const particles[] = {"ван", "де",  "фон",  "дер",  "ди",
                                            "да",  "ла",  "эль",  "аль",  "ибн",
                                            "бен", "бин", "оглы", "кызы", "дель"};
    char lower[16];
    if (text.size > sizeof lower) {
        return false;
    }
    struct span folded = {lower, utf8_lower(text, lower, true)};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
        if (span_equal(folded, span_of(particles[i]))) {
            return true;
        }
    }
    return false;
}

static bool looks_patronymic(const struct morphology *morphology, struct span text)
{
    return known_as(morphology, text, GRAM_PATRONYMIC) ||
           ENDS_WITH(text, "ович", "овича", "овичу", "овичем", "евич", "евича", "евичу", "евичем",
                     "овна", "овны", "овне", "овну", "овной", "евна", "евны", "евне", "евну",
                     "евной");
}

/* Finds out the parts that the caller did not name. */
static void parts_guess(const struct morphology *morphology, struct name_word *words, size_t count)
{
    size_t given = SIZE_MAX, patronymic = SIZE_MAX, open = 0;
    for (size_t i = 0; i < count; i++) {
        size_t offset = 0;
        if (words[i].part != NAME_UNKNOWN || words[i].text.size == 0) {
        } else if (is_initials(words[i].text)) {
            words[i].part = NAME_INITIAL;
        } else if ((!code_point_is_upper(utf8_next(words[i].text, &offset)) &&
                    words[i].text.data[offset < words[i].text.size ? offset : 0] != '\'' &&
                    !span_starts_with(span_slice(words[i].text, offset, words[i].text.size),
                                      SPAN("’"))) ||
                   (i > 0 && i + 1 < count && is_particle(words[i].text))) {
            words[i].part = NAME_PARTICLE;
        } else if (i > 0 && patronymic == SIZE_MAX && words[i - 1].part != NAME_INITIAL &&
                   looks_patronymic(morphology, words[i].text)) {
            words[i].part = NAME_PATRONYMIC;
        }
        given = words[i].part == NAME_GIVEN ? i : given;
        patronymic = words[i].part == NAME_PATRONYMIC ? i : patronymic;
        open += words[i].part == NAME_UNKNOWN;
        open += words[i].part == NAME_INITIAL ? 100 : 0; /* then there is no given name */
    }
    if (given == SIZE_MAX && patronymic != SIZE_MAX && words[patronymic - 1].part == 0) {
        given = patronymic - 1;
    }
    for (size_t i = 0; i < count && given == SIZE_MAX && open < 100; i++) {
        if (words[i].part == NAME_UNKNOWN && known_as(morphology, words[i].text, GRAM_GIVEN_NAME) &&
            (open > 1 || !known_as(morphology, words[i].text, GRAM_SURNAME)) &&
            (i == 0 || open == 1 || !known_as(morphology, words[0].text, GRAM_GIVEN_NAME) ||
             known_as(morphology, words[0].text, GRAM_SURNAME))) {
            given = i;
        }
    }
    if (given == SIZE_MAX && open > 1 && open < 100 && words[0].part == NAME_UNKNOWN) {
        given = 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (words[i].part == NAME_UNKNOWN) {
            words[i].part = i == given ? NAME_GIVEN : NAME_SURNAME;
        }
    }
}

static bool has_hyphen(struct span text)
{
    return span_find(text, SPAN("-"), 0) != SIZE_MAX;
}

static void pieces_make(struct name *name, const struct name_word *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct span rest = words[i].text, part;
        bool whole = !has_hyphen(rest) || words[i].part == NAME_INITIAL ||
                     words[i].part == NAME_PARTICLE ||
                     known_as(name->morphology, words[i].text, part_grammeme(words[i].part));
        do {
            part = rest;
            if (name->count == PIECES || (!whole && !span_next_part(&rest, '-', &part)))
                break;
            struct piece *piece = &name->pieces[name->count++];
            piece->text = part;
            piece->word = i;
            piece->count = 0;
            piece_hypotheses(name, piece, words[i].part);
            guess_syllable(piece, words, count);
        } while (!whole);
    }
}

/* The best hypothesis of a piece for one gender, number and case; NULL where it has none. */
static const struct hypothesis *best_for(const struct piece *piece, grammemes gender,
                                         grammemes number, grammemes one_case)
{
    const struct hypothesis *best = NULL;
    for (size_t i = 0; i < piece->count; i++) {
        const struct hypothesis *item = &piece->items[i];
        if (item->genders & gender && item->number & number && item->cases & one_case &&
            (!best || item->weight > best->weight)) {
            best = item;
        }
    }
    return best;
}

static float reading_weight(const struct name *name, grammemes gender, grammemes number,
                            size_t case_number)
{
    float weight = CASE_SHARES[case_number] * (gender == GRAM_MASCULINE ? MEN : 1 - MEN);
    weight *= number == GRAM_PLURAL ? 0.1f : 1;
    for (size_t i = 0; i < name->count; i++) {
        const struct hypothesis *best =
            best_for(&name->pieces[i], gender, number, CASES[case_number]);
        if (!best)
            return 0;
        weight *= best->weight;
    }
    return weight;
}

/* The form of a piece that a hypothesis gives. */
static struct span piece_form(const struct name *name, const struct piece *piece,
                              const struct hypothesis *hypothesis)
{
    struct span form = piece->text;
    const struct declension *declension = hypothesis->declension;
    if (declension != NULL)
        return with_ending(name->arena, piece->text, hypothesis->stem,
                           declension->endings[case_index(name->wanted)], all_upper(piece->text));
    if (hypothesis->analysis.known)
        morphology_inflect(name->morphology, piece->text, &hypothesis->analysis,
                           name->wanted & GRAM_CASES, name->arena, &form);
    return form;
}

/* A reading in the making: one gender, number and case, and what the last piece is read as. */
struct choice {
    grammemes gender;
    grammemes number;
    grammemes one_case;
    const struct hypothesis *last; /* NULL for the best */
    float weight;
};

/* Makes the forms of all words; false where the reading is given already. */
static bool reading_write(const struct name *name, const struct choice *choice, size_t word_count,
                          struct name_reading *out, size_t written)
{
    struct name_reading *reading = &out[written];
    *reading = (struct name_reading){
        .grammemes = choice->gender | choice->number | choice->one_case, .weight = choice->weight};
    for (size_t i = 0; i < name->count; i++) {
        const struct piece *piece = &name->pieces[i];
        const struct hypothesis *chosen =
            i + 1 == name->count && choice->last != NULL
                ? choice->last
                : best_for(piece, choice->gender, choice->number, choice->one_case);
        struct span form = piece_form(name, piece, chosen);
        bool first = i == 0 || name->pieces[i - 1].word != piece->word;
        struct span *word = &reading->forms[piece->word];
        *word = first ? form
                      : arena_format(name->arena, "%.*s-%.*s", SPAN_ARGS(*word), SPAN_ARGS(form));
    }
    for (size_t k = 0; k < written; k++) {
        bool same = out[k].grammemes == reading->grammemes;
        for (size_t i = 0; i < word_count && same; i++)
            same = span_equal(out[k].forms[i], reading->forms[i]);
        if (same)
            return false;
    }
    return true;
}

enum { CHOICES = 48 };

/* Readings less likely than this beside the best are none. */
static const float LEAST_SHARE = 0.002f;

struct choices {
    struct choice items[CHOICES];
    size_t count;
};

static void choice_add(struct choices *choices, struct choice choice)
{
    size_t at = choices->count;
    if (choices->count == CHOICES && choices->items[--at].weight >= choice.weight)
        return;
    choices->count = at + 1;
    while (at > 0 && choices->items[at - 1].weight < choice.weight) {
        choices->items[at] = choices->items[at - 1];
        at--;
    }
    choices->items[at] = choice;
}

/* The choices that one gender, number and case leave: the last piece, a surname mostly, may have
 * several nominatives («Белой»: «Белая», «Белой»). */
static void choices_of(const struct name *name, struct choice choice, struct choices *choices)
{
    const struct piece *last = &name->pieces[name->count - 1];
    const struct hypothesis *best = best_for(last, choice.gender, choice.number, choice.one_case);
    choice_add(choices, choice);
    for (size_t i = 0; i < last->count; i++) {
        const struct hypothesis *item = &last->items[i];
        struct choice other = choice;
        if (item == best || !(item->genders & choice.gender) || !(item->number & choice.number) ||
            !(item->cases & choice.one_case))
            continue;
        other.last = item;
        other.weight = choice.weight / best->weight * item->weight;
        choice_add(choices, other);
    }
}

static void choices_find(const struct name *name, grammemes from, struct choices *choices)
{
    static const grammemes genders[] = {GRAM_MASCULINE, GRAM_FEMININE};
    static const grammemes numbers[] = {GRAM_SINGULAR, GRAM_PLURAL};
    for (size_t i = 0; i < 2 * 2 * CASE_COUNT; i++) {
        struct choice choice = {
            .gender = genders[i & 1], .number = numbers[i >> 1 & 1], .one_case = CASES[i >> 2]};
        if ((from & GRAM_CASES && !(from & choice.one_case)) ||
            (from & GRAM_NUMBERS && !(from & choice.number)) ||
            (from & (GRAM_MASCULINE | GRAM_FEMININE) && !(from & choice.gender)))
            continue;
        choice.weight = reading_weight(name, choice.gender, choice.number, i >> 2);
        if (choice.weight > 0)
            choices_of(name, choice, choices);
    }
}

size_t morphology_name_readings(const struct morphology *morphology, struct name_word *words,
                                size_t count, grammemes from, grammemes wanted, struct arena *arena,
                                struct name_reading *out, size_t limit)
{
    struct name name;
    struct choices choices;
    name.morphology = morphology;
    name.arena = arena;
    name.wanted = wanted;
    name.count = choices.count = 0;
    for (size_t i = 0; i < count; i++)
        words[i].form = words[i].text;
    if (count == 0 || count > NAME_WORDS)
        return 0;
    parts_guess(morphology, words, count);
    pieces_make(&name, words, count);
    if (name.count == 0)
        return 0;
    choices_find(&name, from, &choices);
    size_t written = 0;
    for (size_t i = 0; i < choices.count && written < limit; i++)
        if (choices.items[i].weight >= choices.items[0].weight * LEAST_SHARE)
            written += reading_write(&name, &choices.items[i], count, out, written);
    return written;
}

bool morphology_inflect_name(const struct morphology *morphology, struct name_word *words,
                             size_t count, grammemes from, grammemes wanted, struct arena *arena,
                             grammemes *found)
{
    struct name_reading best;
    bool read =
        morphology_name_readings(morphology, words, count, from, wanted, arena, &best, 1) > 0;
    if (found)
        *found = read ? best.grammemes : 0;
    for (size_t i = 0; read && i < count; i++)
        words[i].form = best.forms[i];
    return read;
}
