/* Groups of kinds, and lists of words by which names are compared. */
#ifndef NAME_LISTS_H
#define NAME_LISTS_H

#include "schema.h"

/* Kinds between which readers waver, so that one thing may be found under any of them. */
enum name_group {
    GROUP_PERSON,
    GROUP_ORGANIZATION,
    GROUP_PLACE,
    GROUP_OTHER /* only the same kind */
};

enum name_group name_group_of(const struct schema_kind *kind);
/* Lists of words in lexicon/name_keys.txt. */
enum name_word_list {
    NAME_WORD_FORM, /* legal forms: «ооо» */
    NAME_WORD_WIDE  /* of bodies that are of more than one region: «федеральный» */
};
/* Whether a folded word is in the list. */
bool is_listed_word(struct span word, enum name_word_list list);

#endif
