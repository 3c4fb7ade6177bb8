/* Fields of activity, by the words of lexicon/fields.txt, whose head tells the format.
 *
 * Fields do not change once opened and may be shared between threads. */
#ifndef FIELDS_H
#define FIELDS_H

#include "morphology.h"
#include "reference.h"

struct fields;

struct field {
    struct span code;
    struct span ru;
    struct span en;
    struct reference_names okved; /* classes of ОКВЭД2 */
    struct reference_names okpd;  /* of ОКПД2 */
};

/* Reads lexicon/fields.txt in the folder; morphology must outlive it. Close it with fields_close().
 * Errors: as reference_open(). */
bool fields_open(struct fields **fields, struct span data_folder,
                 const struct morphology *morphology, struct error *error);
/* NULL is allowed. */
void fields_close(struct fields *fields);

/* All fields, in the order of the file. */
const struct field *fields_all(const struct fields *fields, size_t *count);
/* The field of a code, or of a name in either language whatever its case; NULL. */
const struct field *field_named(const struct fields *fields, struct span name);

enum { FIELDS_MOST = 3 };
/* The fields of a text into out (FIELDS_MOST of room), the best first; their number, 0 where no
 * word tells. At most the first 64 words count. */
size_t fields_of_text(const struct fields *fields, struct span text, const struct field **out);

#endif
