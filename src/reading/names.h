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
/* The readings that grammemes allow. */
person_cases person_cases_of(grammemes marks);
grammemes person_grammemes(person_cases cases);

/* A way to read a form of a surname. */
struct surname_reading {
    person_cases cases;
    uint8_t cut;     /* bytes of the form that the nominative loses */
    const char *add; /* and what it takes instead */
};
/* The readings of a surname's form, in folded lower case, the likelier first; at most limit. */
size_t surname_readings(struct span folded, struct surname_reading *out, size_t limit);
/* The nominative of a surname as it is written, read as one of cases; narrows *cases to those of
 * the reading it took. In arena; the word itself where no reading fits. */
struct span surname_nominative(struct arena *arena, struct span word, person_cases *cases);
/* Whether the form can be one of the surname whose folded nominative is given; *cases becomes what
 * it can be. */
bool surname_is_form(struct arena *arena, struct span folded, struct span nominative,
                     person_cases *cases);
/* «ФАДЕЕВА» as «Фадеева»; other words as they are. */
struct span word_in_title_case(struct arena *arena, struct span word);

/* The text of tokens [first, end) with the words up to its head, and the head itself, in the
 * nominative; what depends on the head stays. */
struct span head_nominative(const struct scan *scan, uint32_t first, uint32_t head, uint32_t end);
/* The text with its first letter a capital. */
struct span capitalized(struct arena *arena, struct span text);

#endif
