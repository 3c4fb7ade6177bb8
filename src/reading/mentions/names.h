/* Names: what equal names have in common, and names of persons by their endings. */
#ifndef NAMES_H
#define NAMES_H

#include "scan.h"

/* The key of a name: its words in lower case without what declension changes, parted by blanks,
 * without marks: «Ростехнологий» and «Ростехнологии» have one key. In arena. */
struct span name_key(struct arena *arena, struct span name);
/* Likewise of tokens; legal forms are left out unless there is nothing else. */
struct span name_key_of_tokens(const struct scan *scan, uint32_t first, uint32_t end);

/* Cases of persons' names are sets of readings: a bit for each case of a man's name, and one for
 * each of a woman's. */
typedef uint16_t person_cases;
enum { PERSON_CASES = 6 };
#define PERSON_MALE ((person_cases)0x3F)
#define PERSON_FEMALE ((person_cases)(0x3F << PERSON_CASES))
#define PERSON_ANY ((person_cases)(PERSON_MALE | PERSON_FEMALE))
#define PERSON_NOMINATIVE ((person_cases)(1 | 1 << PERSON_CASES))
grammemes person_grammemes(person_cases cases);

/* The parts of a person's name. */
enum { PERSON_GIVEN, PERSON_PATRONYMIC, PERSON_SURNAME, PERSON_SLOTS };
/* A word of it in the report. */
struct person_word {
    uint32_t token;
    uint8_t part;     /* enum name_part: how it is declined */
    uint8_t slot;     /* the part that it belongs to */
    struct span text; /* to be read in its place; empty for the token's own */
};
/* A way to read a name, its parts in the nominative. */
struct person_reading {
    struct span parts[PERSON_SLOTS];
    person_cases cases;
    float weight; /* only to be compared with those of other readings of the name */
};
/* The ways to read a name, the likelier first: at least one where count > 0. from is what the
 * context says of its case and gender, 0 for nothing; readings that it speaks against come last.
 * Words that do not agree have one reading, as they stand, whose weight is 0. */
size_t person_readings(const struct scan *scan, const struct person_word *words, size_t count,
                       grammemes from, const struct person_reading **out);
/* What stands beside a name says of its case and gender: «министру Петрову», «о Петрове»,
 * «сообщила Петрова»; 0 for nothing. */
grammemes person_context(const struct scan *scan, const struct sentence *sentence, uint32_t first,
                         uint32_t end);
/* The last word of a surname, by which it is known: «Штраус» of «фон Штраус». */
struct span last_word(struct span name);
/* Takes one of its readings as a person's name. */
void candidate_read(struct candidate *candidate, const struct person_reading *reading);
/* «ФАДЕЕВА» as «Фадеева»; other words as they are. */
struct span word_in_title_case(struct arena *arena, struct span word);

/* ministries.c: whether a candidate is a ministry's full name, and whether the token abbreviates it
 * («Минпромторг»); place is of the abbreviation, NO_CANDIDATE where none stands behind it. */
bool is_ministry(const struct scan *scan, const struct candidate *candidate);
bool ministry_is_called(const struct scan *scan, const struct candidate *full, uint32_t token,
                        uint32_t place);

/* Whether a head is an abbreviation that no dictionary has, «АЭС-2»: adjectives before it are a
 * she's.
 */
bool head_is_abbreviation(const struct scan *scan, uint32_t head);
/* Whether an abbreviation ends as those of universities and institutes do: «ВГТУ», «ВятГУ», «НИИ».
 */
bool abbreviation_is_research(const struct scan *scan, uint32_t token);
/* The text of tokens [first, end) with the words up to its head, and the head itself, in the
 * nominative; what depends on the head stays. */
struct span head_nominative(const struct scan *scan, uint32_t first, uint32_t head, uint32_t end);
/* The text with its first letter a capital. */
struct span capitalized(struct arena *arena, struct span text);

#endif
