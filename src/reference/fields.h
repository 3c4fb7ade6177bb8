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

/* Fields as bits: their places in fields_all(). */
struct field_set {
    uint64_t bits[2];
};
void field_set_add(struct field_set *set, const struct fields *fields, const struct field *field);
bool field_set_has(const struct field_set *set, const struct fields *fields,
                   const struct field *field);

/* What was found of texts before, and of the entities of a registry; for one thread. */
struct field_memory;
/* False where the system has no memory left; free it with field_memory_free(). */
bool field_memory_new(struct field_memory **memory);
/* NULL is allowed. */
void field_memory_free(struct field_memory *memory);
/* As fields_of_text(), out of the memory where the text was met before; memory NULL: none is kept.
 */
size_t fields_of_text_recall(struct field_memory *memory, const struct fields *fields,
                             struct span text, const struct field **out);

/* The fields of an entity; false where they are not kept. */
bool field_memory_find(const struct field_memory *memory, int64_t number, struct field_set *set);
void field_memory_keep(struct field_memory *memory, int64_t number, struct field_set set);
/* Forgets one entity, or all, since what the registry knows of them has changed. */
void field_memory_drop(struct field_memory *memory, int64_t number);
void field_memory_forget(struct field_memory *memory);
/* Two numbers that whoever keeps entities in the memory keeps beside them; 0 at first. */
int64_t *field_memory_notes(struct field_memory *memory);

#endif
