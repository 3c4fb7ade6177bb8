/* What the program knows of Russia before it reads a report: federal districts and subjects with
 * provinces of other countries (lexicon/subjects.txt), federal bodies and corporations with their
 * renamings and successions (lexicon/federal_bodies.txt). The heads of those files tell their
 * formats.
 *
 * A reference does not change once opened and may be shared between threads. */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "arena.h"
#include "calendar.h"
#include "error.h"

struct reference;

/* Reads the files in the folder's lexicon/. Close it with reference_close(). Errors: those of
 * mapped_file_open(), "lexicon.invalid" (file, line, problem, word), "lexicon.no_memory". */
bool reference_open(struct reference **reference, struct span data_folder, struct error *error);
/* NULL is allowed. */
void reference_close(struct reference *reference);

struct reference_names {
    struct span *items;
    size_t count;
    size_t capacity;
};

/* A name that was borne until a day (of the year or month alone where no more is known). */
struct reference_former {
    struct span name;
    struct date until;
};

struct reference_formers {
    struct reference_former *items;
    size_t count;
    size_t capacity;
};

/* ---- the country ---- */

/* The country whose districts, subjects and bodies these are; empty where no file names it. */
struct reference_country {
    struct span name;
    struct span english;
    struct reference_names also;
};

const struct reference_country *reference_country(const struct reference *reference);
/* The number by which the registry keeps the country as a region, for what is of all of it; 0 where
 * no file names it, or reference is NULL. */
uint32_t reference_country_number(const struct reference *reference);
/* Whether a name, in any case of letters, is one of the country's. */
bool reference_country_bears(const struct reference_country *country, struct span name);

/* ---- regions ---- */

struct reference_district {
    struct span name;
    struct span code;       /* "siberian" */
    struct span short_name; /* «СФО» */
    struct span english;
    struct date until; /* of one that is no more; unset */
};

enum reference_region_kind {
    REGION_SUBJECT,
    REGION_FORMER,  /* a subject that is no more: part of others since */
    REGION_PROVINCE /* of another country */
};

struct reference_region;

struct reference_successors {
    const struct reference_region **items;
    size_t count;
    size_t capacity;
};

struct reference_region {
    enum reference_region_kind kind;
    struct span name;                          /* the register's */
    struct span official;                      /* the constitution's; name where it is the same */
    struct span code;                          /* ISO 3166-2; empty where there is none */
    const struct reference_district *district; /* NULL: none */
    const struct reference_district *district_before;
    struct span capital; /* empty: a city, or not known */
    struct span country; /* of provinces */
    struct reference_names also;
    struct reference_formers was;
    struct date from;
    struct date until;
    struct reference_successors became; /* of former subjects */
    size_t number;                      /* index from 0 */
};

/* The number by which the registry keeps a region: a hash, the same for good, of its name folded.
 */
uint32_t region_number(struct span name);
/* The region (or the one whose capital or town it is) of such a number, of a name in any case of
 * letters (any of its names, its code, its capital or towns); NULL where there is none. */
const struct reference_region *reference_region_of_number(const struct reference *reference,
                                                          uint32_t number);
const struct reference_region *reference_region_named(const struct reference *reference,
                                                      struct span name);
/* Likewise as people write it in forms and addresses: «Иркутская обл.», «Татарстан респ», «г.
 * Омск», «664003, Россия, Иркутская обл., г. Иркутск»; NULL where there is none, or where there are
 * two. */
const struct reference_region *reference_region_written(const struct reference *reference,
                                                        struct span text);
/* Whether the name is one of the region itself, and not of a town in it. */
bool reference_region_bears(const struct reference_region *region, struct span name);
/* The subject of today: itself, of a former one the first that it became. */
const struct reference_region *reference_subject(const struct reference_region *region);
/* A district of a code, name or short name in any case of letters; NULL. */
const struct reference_district *reference_district_named(const struct reference *reference,
                                                          struct span name);
/* All regions, by number. */
const struct reference_region *reference_regions(const struct reference *reference, size_t *count);

/* ---- bodies ---- */

enum reference_succession {
    SUCCESSION_SPLIT,    /* it was divided between them */
    SUCCESSION_JOINED,   /* it became a part */
    SUCCESSION_FUNCTIONS /* what it did was handed over */
};

struct reference_body;

struct reference_step {
    const struct reference_body *body;
    enum reference_succession how;
    struct date date;
};

struct reference_steps {
    struct reference_step *items;
    size_t count;
    size_t capacity;
};

struct reference_body {
    struct span sort; /* "ministry", "agency", … */
    struct span name; /* the last in full */
    struct reference_names short_names;
    struct reference_formers was;
    struct date from;
    struct date until;
    struct reference_steps became;
    struct reference_steps came_of; /* the same, seen from the other end */
    uint32_t number;                /* a hash of the name, the same for good; never 0 */
};

/* The body that bears a name on a day (unset: not known). Case, quotation marks, legal forms in
 * front and the state behind it do not matter. Of a name that several bore one after another the
 * day decides. NULL where none bears it for certain. arena is for working memory. */
const struct reference_body *reference_body_named(const struct reference *reference,
                                                  struct span name, struct date day,
                                                  struct arena *arena);
/* The key under which the registry finds the body again; the same for good. */
uint64_t reference_body_key(const struct reference_body *body);
const struct reference_body *reference_body_of_number(const struct reference *reference,
                                                      uint32_t number);

#endif
