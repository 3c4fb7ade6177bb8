/* The key of a name: equal for names that, by a rule that is safe, name the same thing. */
#ifndef NAME_KEY_H
#define NAME_KEY_H

#include "morphology.h"
#include "schema.h"

/* Kinds between which readers waver, so that one thing may be found under any of them. */
enum name_group {
    GROUP_PERSON,
    GROUP_ORGANIZATION,
    GROUP_PLACE,
    GROUP_OTHER /* only the same kind */
};

enum name_group name_group_of(const struct schema_kind *kind);
/* The key of a thing's name, in arena: folded, without quotation marks and legal form; of a person
 * the given and family name. Empty where the name is too little to know the thing by: initials, one
 * name of a person, a common noun («правительство»). */
struct span identity_key(const struct morphology *morphology, const struct schema_kind *kind,
                         struct span name, struct arena *arena);
/* Whether two names of persons with the same key may be one person: false where both have a
 * patronymic and it differs. */
bool person_names_agree(struct span left, struct span right);

#endif
