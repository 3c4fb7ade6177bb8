/* The names of grammemes and parts of speech. */
#include "tag.h"

struct tag_name {
    const char *name;
    grammemes grammemes;
    uint8_t flags; /* enum tag_flag; TAG_PRODUCTIVE here: words with it are not made anew */
};

/* In the order in which analysis_tag() writes them. */
static const struct tag_name NAMES[] = {
    {"anim", GRAM_ANIMATE, 0},
    {"inan", GRAM_INANIMATE, 0},
    {"masc", GRAM_MASCULINE, 0},
    {"femn", GRAM_FEMININE, 0},
    {"neut", GRAM_NEUTER, 0},
    {"Ms-f", GRAM_COMMON, 0},
    {"ms-f", GRAM_COMMON, 0},
    {"perf", GRAM_PERFECTIVE, 0},
    {"impf", GRAM_IMPERFECTIVE, 0},
    {"tran", GRAM_TRANSITIVE, 0},
    {"intr", GRAM_INTRANSITIVE, 0},
    {"Sgtm", GRAM_SINGULAR_ONLY, 0},
    {"Pltm", GRAM_PLURAL_ONLY, 0},
    {"Fixd", GRAM_FIXED, 0},
    {"Abbr", GRAM_ABBREVIATION, 0},
    {"Init", GRAM_INITIAL, 0},
    {"Name", GRAM_GIVEN_NAME, 0},
    {"Surn", GRAM_SURNAME, 0},
    {"Patr", GRAM_PATRONYMIC, 0},
    {"Geox", GRAM_PLACE_NAME, 0},
    {"Orgn", GRAM_ORGANIZATION_NAME, 0},
    {"Trad", GRAM_TRADE_NAME, 0},
    {"Subx", GRAM_SUBSTANTIVE, 0},
    {"Apro", GRAM_PRONOMINAL, TAG_PRODUCTIVE},
    {"Anum", GRAM_ORDINAL, 0},
    {"Coll", GRAM_COLLECTIVE, 0},
    {"Supr", GRAM_SUPERLATIVE, 0},
    {"Qual", GRAM_QUALITATIVE, 0},
    {"Poss", GRAM_POSSESSIVE, 0},
    {"Impe", GRAM_IMPERSONAL, 0},
    {"Infr", GRAM_COLLOQUIAL, 0},
    {"Slng", GRAM_COLLOQUIAL, 0},
    {"Arch", GRAM_COLLOQUIAL, 0},
    {"Litr", GRAM_COLLOQUIAL, 0},
    {"Erro", GRAM_COLLOQUIAL, 0},
    {"Dist", GRAM_COLLOQUIAL, 0},
    {"actv", GRAM_ACTIVE, 0},
    {"pssv", GRAM_PASSIVE, 0},
    {"sing", GRAM_SINGULAR, 0},
    {"plur", GRAM_PLURAL, 0},
    {"nomn", GRAM_NOMINATIVE, 0},
    {"gent", GRAM_GENITIVE, 0},
    {"gen1", GRAM_GENITIVE, 0},
    {"gen2", GRAM_GENITIVE, TAG_VARIANT},
    {"datv", GRAM_DATIVE, 0},
    {"accs", GRAM_ACCUSATIVE, 0},
    {"acc2", GRAM_ACCUSATIVE, TAG_VARIANT},
    {"ablt", GRAM_INSTRUMENTAL, 0},
    {"loct", GRAM_LOCATIVE, 0},
    {"loc1", GRAM_LOCATIVE, 0},
    {"loc2", GRAM_LOCATIVE, TAG_VARIANT},
    {"voct", GRAM_VOCATIVE, 0},
    {"1per", GRAM_FIRST_PERSON, 0},
    {"2per", GRAM_SECOND_PERSON, 0},
    {"3per", GRAM_THIRD_PERSON, 0},
    {"past", GRAM_PAST, 0},
    {"pres", GRAM_PRESENT, 0},
    {"futr", GRAM_FUTURE, 0},
    {"indc", GRAM_INDICATIVE, 0},
    {"impr", GRAM_IMPERATIVE, 0},
    {"V-oy", 0, TAG_VARIANT},
    {"V-be", 0, TAG_VARIANT},
    {"V-ie", 0, TAG_VARIANT},
    {"V-en", 0, TAG_VARIANT},
    {"V-ey", 0, TAG_VARIANT},
    {"V-ej", 0, TAG_VARIANT},
    {"V-sh", 0, TAG_VARIANT},
    {"V-bi", 0, TAG_VARIANT},
    {"Cmp2", 0, TAG_VARIANT},
    {"Coun", 0, TAG_VARIANT},
    {"Af-p", 0, TAG_VARIANT},
};

static const struct {
    const char *name;
    bool productive;
} PARTS[] = {
    [POS_UNKNOWN] = {"UNKN", false},         [POS_NOUN] = {"NOUN", true},
    [POS_ADJECTIVE] = {"ADJF", true},        [POS_ADJECTIVE_SHORT] = {"ADJS", true},
    [POS_COMPARATIVE] = {"COMP", true},      [POS_VERB] = {"VERB", true},
    [POS_INFINITIVE] = {"INFN", true},       [POS_PARTICIPLE] = {"PRTF", true},
    [POS_PARTICIPLE_SHORT] = {"PRTS", true}, [POS_GERUND] = {"GRND", true},
    [POS_NUMERAL] = {"NUMR", false},         [POS_ADVERB] = {"ADVB", true},
    [POS_PRONOUN] = {"NPRO", false},         [POS_PREDICATIVE] = {"PRED", false},
    [POS_PREPOSITION] = {"PREP", false},     [POS_CONJUNCTION] = {"CONJ", false},
    [POS_PARTICLE] = {"PRCL", false},        [POS_INTERJECTION] = {"INTJ", false},
};

enum { NAME_COUNT = sizeof NAMES / sizeof *NAMES, PART_COUNT = sizeof PARTS / sizeof *PARTS };

static const struct tag_name *name_find(struct span name)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (span_equal(span_of(NAMES[i].name), name)) {
            return &NAMES[i];
        }
    }
    return NULL;
}

/* Takes the next name off a list separated by commas and spaces. */
static bool next_name(struct span *rest, struct span *name)
{
    size_t start = 0;
    while (start < rest->size && (rest->data[start] == ',' || rest->data[start] == ' ')) {
        start++;
    }
    size_t end = start;
    while (end < rest->size && rest->data[end] != ',' && rest->data[end] != ' ') {
        end++;
    }
    *name = span_slice(*rest, start, end);
    *rest = span_slice(*rest, end, rest->size);
    return name->size > 0;
}

bool tag_parse(struct span text, struct dictionary_tag *tag)
{
    *tag = (struct dictionary_tag){0};
    bool productive = true;
    struct span name;
    while (next_name(&text, &name)) {
        for (uint16_t i = 0; i < PART_COUNT; i++) {
            if (span_equal(span_of(PARTS[i].name), name)) {
                tag->pos = i;
                productive = productive && PARTS[i].productive;
            }
        }
        const struct tag_name *found = name_find(name);
        if (found) {
            tag->grammemes |= found->grammemes;
            productive = productive && !(found->flags & TAG_PRODUCTIVE);
            tag->flags |= found->flags & TAG_VARIANT;
        }
    }
    tag->flags |= productive && tag->pos != POS_UNKNOWN ? TAG_PRODUCTIVE : 0;
    return tag->pos != POS_UNKNOWN;
}

bool grammemes_parse(struct span text, grammemes *set)
{
    *set = 0;
    struct span name;
    while (next_name(&text, &name)) {
        const struct tag_name *found = name_find(name);
        if (!found || !found->grammemes) {
            return false;
        }
        *set |= found->grammemes;
    }
    return true;
}

struct span analysis_tag(const struct analysis *analysis, struct arena *arena)
{
    struct span tag =
        span_of(analysis->pos < PART_COUNT ? PARTS[analysis->pos].name : PARTS[POS_UNKNOWN].name);
    grammemes left = analysis->grammemes;
    bool changing = false; /* case, number and the like stand behind a space */
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (!NAMES[i].grammemes || !(left & NAMES[i].grammemes)) {
            continue;
        }
        bool now =
            (NAMES[i].grammemes & (GRAM_CASES | GRAM_NUMBERS | GRAM_TENSES | GRAM_FIRST_PERSON |
                                   GRAM_SECOND_PERSON | GRAM_THIRD_PERSON)) != 0;
        tag = arena_format(arena, "%.*s%s%s", SPAN_ARGS(tag), now && !changing ? " " : ",",
                           NAMES[i].name);
        changing = changing || now;
        left &= ~NAMES[i].grammemes;
    }
    return tag;
}
