/* Clues of a name: the keys under which a thing is found as a candidate. Internal to the folder.
 *
 * A key is a hash of what names share: «p|сергей чемезов», «l|рвк» (a long name that РВК
 * abbreviates). Some are kept with the thing, some are sought, most are both: an abbreviation seeks
 * long names and is kept as an abbreviation. With a region behind it a key finds the one of many
 * that is there. */
#ifndef CLUE_H
#define CLUE_H

#include "reference.h"
#include "schema.h"
#include "shape.h"

/* What the name of a candidate has to do with that of the thing; the first ones say more. */
enum relation {
    RELATION_KNOWN,           /* the lexicons list one body under both */
    RELATION_SAME,            /* the same but for case, quotation marks and legal form */
    RELATION_IN_REGION,       /* the same words, in one region */
    RELATION_INNER_IN_REGION, /* the same between the quotation marks, in one region */
    RELATION_INNER,           /* «Микран» of «НПФ „Микран“» */
    RELATION_SHORT_IN_REGION, /* one abbreviates the other, in one region */
    RELATION_SHORT,
    RELATION_SYLLABLES, /* «Минпромторг»: Министерство промышленности и торговли */
    RELATION_INITIALS_IN_REGION,
    RELATION_INITIALS, /* «И. Сидоров»: Иван Сидоров */
    RELATION_LIKE,     /* but for a slip of the keyboard, or in another alphabet */
    RELATIONS
};

struct clue {
    uint64_t key;
    uint8_t relation; /* enum relation */
    bool sought;
    bool kept;
};

enum { CLUES = 96 };
struct clues {
    struct clue items[CLUES];
    size_t count;
};

/* A person's name by its parts; folded, empty where it has none. */
struct person_name {
    struct span given;
    struct span patronymic;
    struct span family;
    bool initials; /* of the given name there is the first letter alone */
};

/* Takes a person's name apart; false where it has no family name beside a given name or initial. */
bool person_name_of(struct span name, struct arena *arena, struct person_name *parts);
/* The clues of a person's name; regions are those that the person may be of. Added to clues. */
void person_clues(const struct person_name *name, const uint32_t *regions, size_t region_count,
                  struct arena *arena, struct clues *clues);
/* The clues of a place's name as place_name() gives it. Added to clues. */
void place_clues(struct span name, struct clues *clues, struct arena *arena);
/* Where a thing is for its clues. */
struct clue_place {
    uint32_t region;  /* 0: not known */
    uint32_t country; /* whose body it may be where its name tells no region; 0: of none */
};
/* The clues of the name of anything else. alias: it is a name beside the one in full, and may be
 * short. Added to clues. */
void thing_clues(const struct schema_kind *kind, const struct name_shape *shape,
                 struct clue_place place, bool alias, struct arena *arena, struct clues *clues);

/* The clue of a federal body that the reference knows. Added to clues. */
void body_clue(const struct reference_body *body, struct clues *clues);

/* The clue of an organization's number, ИНН or ОГРН. Added to clues. */
void number_clue(const char *sort, struct span number, struct clues *clues, struct arena *arena);

/* Whether two words or names differ by one slip (a letter too many, too few, another one, or two
 * changed about; of long ones two slips), or one is the other in Latin letters. Folded. */
bool names_are_like(struct span left, struct span right);
/* Whether the word is made of the beginnings of the name's words: «минпромторг». Folded. */
bool is_made_of_syllables(struct span word, const struct name_shape *name);

#endif
