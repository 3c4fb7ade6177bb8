/* Keys of names. */
#include "name_key.h"

#include <string.h>

#include "utf8.h"

enum { FORM };
struct entry {
    int kind;
    const char *phrase;
};
#define ENTRY(kind, phrase) {kind, phrase},
static const struct entry forms[] = {
#include "name_keys.inc"
};

enum name_group name_group_of(const struct schema_kind *kind)
{
    static const struct {
        const char *kind;
        enum name_group group;
    } groups[] = {
        {"Person", GROUP_PERSON},
        {"PublicBody", GROUP_ORGANIZATION},
        {"StateCorporation", GROUP_ORGANIZATION},
        {"Company", GROUP_ORGANIZATION},
        {"DevelopmentInstitution", GROUP_ORGANIZATION},
        {"ResearchOrganization", GROUP_ORGANIZATION},
        {"Association", GROUP_ORGANIZATION},
        {"Organization", GROUP_ORGANIZATION},
        {"Country", GROUP_PLACE},
        {"Region", GROUP_PLACE},
        {"Locality", GROUP_PLACE},
        {"Place", GROUP_PLACE},
    };
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (span_equal(kind->name, span_of(groups[i].kind)))
            return groups[i].group;
    return GROUP_OTHER;
}

static bool is_quote(uint32_t code_point)
{
    return code_point == '"' || code_point == 0xAB || code_point == 0xBB ||
           (code_point >= 0x2018 && code_point <= 0x201F) || code_point == '\'';
}

static bool is_dash(uint32_t code_point)
{
    return code_point == '-' || (code_point >= 0x2010 && code_point <= 0x2015);
}

/* Folds a name: lower case, ё as е, no quotation marks, one space between words, one dash. */
static struct span name_fold(struct span name, struct arena *arena)
{
    char *lower = ARENA_NEW(arena, char, name.size);
    struct span folded = {lower, utf8_lower(name, lower, true)};
    char *out = ARENA_NEW(arena, char, folded.size + 1);
    size_t size = 0;
    for (size_t offset = 0; offset < folded.size;) {
        size_t start = offset;
        uint32_t code_point = utf8_next(folded, &offset);
        if (is_quote(code_point) || code_point_is_space(code_point)) {
            if (size && out[size - 1] != ' ')
                out[size++] = ' ';
        } else if (is_dash(code_point)) {
            out[size++] = '-';
        } else {
            memcpy(out + size, folded.data + start, offset - start);
            size += offset - start;
        }
    }
    return span_trim((struct span){out, size});
}

/* The longest legal form that a folded name begins or ends with is taken off, unless nothing else
 * is there. */
static struct span form_drop(struct span name)
{
    size_t before = 0, behind = 0;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct span form = span_of(forms[i].phrase);
        if (name.size <= form.size + 1)
            continue;
        if (span_starts_with(name, form) && name.data[form.size] == ' ' && form.size > before)
            before = form.size;
        if (span_ends_with(name, form) && name.data[name.size - form.size - 1] == ' ' &&
            form.size > behind)
            behind = form.size;
    }
    if (before)
        return span_trim(span_slice(name, before, name.size));
    return behind ? span_trim(span_slice(name, 0, name.size - behind)) : name;
}

/* The state at the end of a body's name has three spellings: «… РФ», «… Российской Федерации», «…
 * России». */
static struct span state_unify(struct span name, struct arena *arena)
{
    static const struct span spellings[] = {{" рф", 5}, {" российской федерации", 40}};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (span_ends_with(name, spellings[i]))
            return arena_format(arena, "%.*s россии", (int)(name.size - spellings[i].size),
                                name.data);
    return name;
}

struct name_words {
    struct span first;
    struct span middle;
    struct span last;
    size_t count;
};

static struct name_words words_of(struct span name)
{
    struct name_words words = {0};
    struct span word;
    while (span_next_part(&name, ' ', &word)) {
        if (!word.size)
            continue;
        words.middle = words.count == 2 ? words.last : words.middle;
        if (words.count == 0)
            words.first = word;
        words.last = word;
        words.count++;
    }
    return words;
}

static bool is_initial(struct span word)
{
    return memchr(word.data, '.', word.size) || utf8_count(word) < 2;
}

/* Given and family name; a name of two or three words that are no initials. */
static struct span person_key(struct span folded, struct arena *arena)
{
    struct name_words words = words_of(folded);
    if (words.count < 2 || words.count > 3 || is_initial(words.first) || is_initial(words.last))
        return SPAN("");
    return arena_format(arena, "%.*s %.*s", SPAN_ARGS(words.first), SPAN_ARGS(words.last));
}

bool person_names_agree(struct span left, struct span right)
{
    struct name_words one = words_of(left), two = words_of(right);
    return one.count != 3 || two.count != 3 || is_initial(one.middle) || is_initial(two.middle) ||
           span_equal(one.middle, two.middle);
}

/* What a name shows of being a name. */
struct name_looks {
    bool capital; /* a capital letter anywhere */
    bool quoted;
    bool figure;
    bool latin;
    size_t words;
};

static struct name_looks looks_of(struct span name)
{
    struct name_looks looks = {.words = words_of(name).count};
    for (size_t offset = 0; offset < name.size;) {
        uint32_t code_point = utf8_next(name, &offset);
        looks.capital |= code_point_is_upper(code_point);
        looks.quoted |= is_quote(code_point);
        looks.figure |= code_point_is_digit(code_point);
        looks.latin |= code_point_is_latin(code_point);
    }
    return looks;
}

/* Whether a single word is a common noun with a capital at most: «Правительство», «институт». */
static bool is_common_noun(const struct morphology *morphology, struct span word)
{
    static const grammemes proper = GRAM_GIVEN_NAME | GRAM_SURNAME | GRAM_PATRONYMIC |
                                    GRAM_PLACE_NAME | GRAM_ORGANIZATION_NAME | GRAM_TRADE_NAME |
                                    GRAM_ABBREVIATION;
    struct analysis analyses[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(morphology, word, analyses, ANALYSIS_LIMIT);
    size_t offset = 0;
    if (count && word.size) {
        utf8_next(word, &offset);
        if (looks_of(span_slice(word, offset, word.size)).capital)
            return false;
    }
    for (size_t i = 0; i < count; i++)
        if (!analyses[i].known || (analyses[i].grammemes & proper))
            return false;
    return count > 0;
}

static bool names_enough(const struct morphology *morphology, const struct schema_kind *kind,
                         struct span name)
{
    struct name_looks looks = looks_of(name);
    enum name_group group = name_group_of(kind);
    if (group == GROUP_PLACE)
        return looks.capital;
    if (!looks.capital && !looks.quoted && !looks.figure && !looks.latin)
        return false;
    if (group == GROUP_OTHER && !span_equal(kind->name, SPAN("Product")))
        return looks.quoted || looks.words >= 3;
    return looks.words > 1 || looks.quoted || !is_common_noun(morphology, name);
}

struct span identity_key(const struct morphology *morphology, const struct schema_kind *kind,
                         struct span name, struct arena *arena)
{
    struct span folded = name_fold(name, arena);
    enum name_group group = name_group_of(kind);
    if (!folded.size)
        return SPAN("");
    if (group == GROUP_PERSON)
        return person_key(folded, arena);
    if (!names_enough(morphology, kind, name))
        return SPAN("");
    return group == GROUP_ORGANIZATION ? state_unify(form_drop(folded), arena) : folded;
}
