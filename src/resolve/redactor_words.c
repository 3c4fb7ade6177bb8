/* The words by which a value is found in texts. */
#include <string.h>

#include "redactor.h"
#include "utf8.h"

static const grammemes cases[] = {GRAM_NOMINATIVE, GRAM_GENITIVE,     GRAM_DATIVE,
                                  GRAM_ACCUSATIVE, GRAM_INSTRUMENTAL, GRAM_LOCATIVE};
enum { CASES = 6, FORMS = 64 };

/* The forms of one word. */
struct forms {
    struct span items[FORMS];
    size_t count;
};

/* A person's name by its words: each may be of parts joined with hyphens, folded with spaces. */
struct person {
    struct forms words[NAME_WORDS];
    uint8_t parts[NAME_WORDS];
    size_t count;
};

static void form_add(struct forms *forms, struct span folded)
{
    for (size_t i = 0; i < forms->count; i++)
        if (span_equal(forms->items[i], folded))
            return;
    if (folded.size && forms->count < FORMS)
        forms->items[forms->count++] = folded;
}

/* ---- needles ---- */

static size_t words_count(struct span folded)
{
    size_t count = folded.size > 0;
    for (size_t i = 0; i < folded.size; i++)
        count += folded.data[i] == ' ';
    return count;
}

/* Adds a needle whose places are forms one after another; a form of several words takes several
 * places, so all of a place have equally many. */
static bool needle_add(const struct forms *const *places, size_t count, bool weak,
                       struct arena *arena, struct needles *needles)
{
    size_t total = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        total += words_count(places[i]->items[0]);
    if (!total || total > NEEDLE_WORDS)
        return false;
    for (size_t i = 0; i < count; at += words_count(places[i]->items[0]), i++) {
        for (size_t j = 0; j < places[i]->count; j++) {
            struct span rest = places[i]->items[j], word;
            if (words_count(rest) != words_count(places[i]->items[0]))
                continue;
            for (size_t k = 0; span_next_part(&rest, ' ', &word); k++)
                *ARRAY_PUSH(arena, needles) = (struct needle_word){.folded = word,
                                                                   .needle = needles->needles,
                                                                   .place = (uint8_t)(at + k),
                                                                   .places = (uint8_t)total,
                                                                   .weak = weak};
        }
    }
    needles->needles++;
    return true;
}

/* ---- persons ---- */

static size_t name_split(struct span name, struct name_word *words)
{
    struct span word;
    size_t count = 0;
    while (span_next_part(&name, ' ', &word))
        if (word.size && count < NAME_WORDS)
            words[count++] = (struct name_word){.text = word, .form = word};
    return count;
}

/* The parts where the name could not be read: the family name stands last. */
static void parts_guess(struct person *person, struct name_word *words)
{
    for (size_t i = 0; i < person->count; i++)
        person->parts[i] = (uint8_t)(i + 1 == person->count ? NAME_SURNAME
                                     : i == 0               ? NAME_GIVEN
                                                            : NAME_PATRONYMIC);
    for (size_t i = 0; i < person->count && i < NAME_WORDS; i++)
        if (utf8_count(words[i].text) <= 2)
            person->parts[i] = NAME_INITIAL;
}

static bool person_inflect(const struct morphology *morphology, struct span name,
                           struct arena *arena, struct person *person)
{
    struct name_word words[NAME_WORDS];
    bool read = true;
    person->count = name_split(name, words);
    for (size_t i = 0; i < person->count; i++)
        form_add(&person->words[i], words_fold(words[i].text, arena));
    for (size_t c = 0; c < CASES; c++) {
        name_split(name, words);
        grammemes found;
        read &= morphology_inflect_name(morphology, words, person->count, GRAM_NOMINATIVE, cases[c],
                                        arena, &found);
        for (size_t i = 0; i < person->count && read; i++) {
            form_add(&person->words[i], words_fold(words[i].form, arena));
            person->parts[i] = words[i].part;
        }
    }
    if (!read)
        parts_guess(person, words);
    return person->count > 0 && person->words[0].count > 0;
}

/* Whether a word of a text may be a form of a word of the name: it begins alike. */
static bool is_form(struct span word, struct span known)
{
    enum { ENDING = 6, STEM = 6 };
    size_t shared = 0;
    while (shared < word.size && shared < known.size && word.data[shared] == known.data[shared])
        shared++;
    return shared >= STEM && shared + ENDING >= known.size && shared + ENDING >= word.size;
}

static void mentions_take(const struct span *mentions, size_t count, struct arena *arena,
                          struct person *person)
{
    for (size_t i = 0; i < count; i++) {
        struct span rest = words_fold(mentions[i], arena), word;
        while (span_next_part(&rest, ' ', &word))
            for (size_t j = 0; j < person->count; j++)
                if (person->words[j].count && is_form(word, person->words[j].items[0]))
                    form_add(&person->words[j], word);
    }
}

static const struct forms *part_find(const struct person *person, enum name_part part)
{
    for (size_t i = 0; i < person->count; i++)
        if (person->parts[i] == part && person->words[i].count)
            return &person->words[i];
    return NULL;
}

/* The first letter of a word. */
static const struct forms *initial_of(const struct forms *word, struct arena *arena)
{
    struct forms *initial = ARENA_NEW(arena, struct forms, 1);
    size_t letter = 0;
    utf8_next(word->items[0], &letter);
    form_add(initial, span_slice(word->items[0], 0, letter));
    return initial;
}

#define NEEDLE(weak, ...)                                                                          \
    needle_add((const struct forms *const[]){__VA_ARGS__},                                         \
               sizeof((const struct forms *const[]){__VA_ARGS__}) / sizeof(void *), weak, arena,   \
               needles)

/* The orders and short forms of given name, patronymic (NULL: not known) and family name. */
static void person_orders(const struct forms *given, const struct forms *patronymic,
                          const struct forms *family, struct arena *arena, struct needles *needles)
{
    const struct forms *first = initial_of(given, arena);
    NEEDLE(false, given, family);
    NEEDLE(false, family, given);
    NEEDLE(true, family);
    NEEDLE(true, first, family);
    NEEDLE(true, family, first);
    if (!patronymic)
        return;
    const struct forms *second = initial_of(patronymic, arena);
    NEEDLE(false, given, patronymic, family);
    NEEDLE(false, family, given, patronymic);
    NEEDLE(true, given, patronymic);
    NEEDLE(true, first, second, family);
    NEEDLE(true, family, first, second);
}

/* The words as they stand: of «И. Петров», a name with a particle, one word. */
static bool person_as_is(const struct person *person, bool weak, struct arena *arena,
                         struct needles *needles)
{
    const struct forms *places[NAME_WORDS];
    size_t count = 0;
    for (size_t i = 0; i < person->count; i++)
        if (person->words[i].count)
            places[count++] = &person->words[i];
    return count && needle_add(places, count, weak, arena, needles);
}

bool person_needles(const struct morphology *morphology, struct span name,
                    const struct span *mentions, size_t mention_count, bool alone,
                    struct arena *arena, struct needles *needles)
{
    struct person *person = ARENA_NEW(arena, struct person, 1);
    if (!person_inflect(morphology, name, arena, person))
        return false;
    mentions_take(mentions, mention_count, arena, person);
    const struct forms *given = part_find(person, NAME_GIVEN);
    const struct forms *family = part_find(person, NAME_SURNAME);
    bool initials = part_find(person, NAME_INITIAL) != NULL;
    bool full = given && family;
    if (!person_as_is(person, !full && (initials || person->count == 1) && !alone, arena, needles))
        return false;
    if (full)
        person_orders(given, part_find(person, NAME_PATRONYMIC), family, arena, needles);
    return true;
}

bool words_are_person(const struct morphology *morphology, struct span words, struct arena *arena,
                      struct span *name)
{
    struct name_word parts[NAME_WORDS];
    size_t count = name_split(words, parts);
    bool given = false, family = false;
    *name = SPAN("");
    if (count < 2 || count > 4 ||
        !morphology_inflect_name(morphology, parts, count, 0, GRAM_NOMINATIVE, arena, NULL))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t first = 0;
        given |= parts[i].part == NAME_GIVEN;
        family |= parts[i].part == NAME_SURNAME;
        if (!code_point_is_upper(utf8_next(parts[i].text, &first)))
            return false;
        *name = i ? arena_format(arena, "%.*s %.*s", SPAN_ARGS(*name), SPAN_ARGS(parts[i].form))
                  : parts[i].form;
    }
    return given && family;
}

/* ---- other words ---- */

bool phrase_needles(const struct morphology *morphology, struct span words, struct arena *arena,
                    struct needles *needles)
{
    struct span seen[CASES + 1];
    size_t count = 0;
    bool added = false;
    seen[count++] = words_fold(words, arena);
    for (size_t c = 0; c < CASES; c++)
        seen[count++] =
            words_fold(morphology_inflect_phrase(morphology, words, 0, cases[c], arena), arena);
    for (size_t i = 0; i < count; i++) {
        struct forms form = {{seen[i]}, 1};
        const struct forms *place = &form;
        bool twice = false;
        for (size_t j = 0; j < i; j++)
            twice |= span_equal(seen[i], seen[j]);
        added |= !twice && needle_add(&place, 1, false, arena, needles);
    }
    return added;
}
