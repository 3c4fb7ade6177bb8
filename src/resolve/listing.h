/* A user's own list of organizations as a table (CSV): who they are, for the registry.
 *
 * The first line names the columns, in Russian or English and in any case: name (название,
 * наименование, организация), inn (инн), ogrn (огрн), aliases (другие названия, синонимы; parted by
 * "|" or ";"), region (регион, субъект: a subject of Russia by name or ISO 3166-2 code). name must
 * be there, others need not, and what else stands there is not looked at. A line that says what
 * cannot be is a problem and left out; the others count. */
#ifndef LISTING_H
#define LISTING_H

#include "reference.h"

enum {
    LISTED_ALIASES = 8,
    LISTED_MOST = 20000 /* organizations of one list: each costs 5 KB while it is taken in */
};

/* A value, and where in the text it stands. */
struct listed_cell {
    struct span text; /* empty: not said */
    struct range range;
};

struct listed {
    size_t line; /* from 1 */
    struct listed_cell name;
    struct listed_cell inn;  /* ten or twelve digits, whose check digits are right */
    struct listed_cell ogrn; /* thirteen or fifteen */
    struct listed_cell region_said;
    const struct reference_region *region; /* NULL: not said */
    struct listed_cell aliases[LISTED_ALIASES];
    size_t alias_count;
};

/* A line that was left out. */
struct listing_problem {
    size_t line;
    const char *key; /* of a message: "listing.bad_inn" … */
    struct span value;
    size_t other; /* of "listing.duplicate": the line that says the same */
};

struct listing {
    struct {
        struct listed *items;
        size_t count;
        size_t capacity;
    } organizations;
    struct {
        struct listing_problem *items;
        size_t count;
        size_t capacity;
    } problems; /* by line */
};

/* Reads a list; text is UTF-8 and must outlive it. reference may be NULL: then regions are not
 * known, and said ones are problems. file goes into the errors: "listing.no_columns" (file),
 * "listing.too_many" (file, limit). */
bool listing_read(struct span text, struct span file, const struct reference *reference,
                  struct arena *arena, struct listing *listing, struct error *error);

/* Whether a text is an ИНН (10 or 12 digits) or ОГРН (13 or 15) whose check digits are right. */
bool inn_is_right(struct span text);
bool ogrn_is_right(struct span text);

#endif
