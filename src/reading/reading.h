/* The reading of one report: its mentions, entities and facts, each with the words that prove it.
 *
 * docs/reading.md is the contract of the JSON; this is the same in memory. Offsets here are bytes
 * of the report's text; the JSON's are code points, converted at that border alone. */
#ifndef READING_H
#define READING_H

#include "json.h"
#include "morphology.h"
#include "report.h"
#include "schema.h"
#include "token.h"
#include "value.h"

enum mention_type {
    MENTION_PERSON,
    MENTION_ORGANIZATION,
    MENTION_PLACE,
    MENTION_POSITION,
    MENTION_PRODUCT,
    MENTION_EVENT,
    MENTION_PROGRAMME,
    MENTION_DOCUMENT,
    MENTION_DATE,
    MENTION_MONEY,
    MENTION_TYPES
};

struct mention {
    struct range range;
    struct range name; /* the naming words; the whole range, or empty where has_name is false */
    bool has_name;
    uint8_t type; /* enum mention_type */
    bool by_reference; /* a pronoun or descriptor that only points at its entity: «глава региона» */
    uint32_t entity; /* number of its entity, from 1; NO_ENTITY */
    uint32_t first;  /* its tokens */
    uint32_t token_count;
    uint32_t head;       /* index of the token whose case is the mention's */
    grammemes grammemes; /* of the head: case (a set where unsure), number, gender */
    struct value value;  /* of dates: VALUE_DATE, relative ones resolved, or VALUE_DURATION for
                            «5 лет»; VALUE_NONE where the report's date is wanted and not given;
                            of money: VALUE_MONEY */
};

struct form;

/* What is known of a token before any mention is sought; words[i] belongs to tokens.items[i]. */
struct word {
    const struct form *form;         /* inside src/reading: what follows from its letters alone */
    const struct analysis *analyses; /* most probable first; none of numbers, marks and addresses */
    grammemes grammemes; /* of all analyses together: cases, numbers, genders and marks */
    uint32_t entry;      /* what the lexicons say of it: see lexicon.h; 0 for nothing */
    uint32_t sentence;   /* index of its sentence */
    uint32_t mention;    /* 1 + index of the outermost mention that covers it; 0 where none does */
    uint8_t analysis_count;
};

struct entity {
    const struct schema_kind *schema;
    struct span name; /* nominative, as a person would write it in a register */
    const struct span *aliases;
    size_t alias_count;
    grammemes gender; /* of persons; 0 where unknown */
    uint32_t place;   /* of a body the entity of the place in its name; NO_ENTITY */
    bool listed;      /* named by the report: stands in the JSON's entities */
};

/* A property of a fact with its value and its evidence. */
struct claim {
    const struct schema_property *property;
    struct value value;
    const struct range *evidence;
    size_t evidence_count;
    uint32_t
        telling; /* number of the fact's telling that gave it, from 1; 0: concluded from others */
};

/* Where the grammar has a pattern. */
struct pattern_place {
    const char *name;
    const char *file;
    unsigned line;
};

/* A place of the text at which a pattern found a fact, or more of one. */
struct telling {
    const struct pattern_place *pattern;
    double confidence; /* the pattern's */
    struct range range;
    uint32_t sentence;
    bool extends; /* what it found only adds to a fact */
};

/* What a fact's confidence is made of; calibration.h weighs it. */
struct confidence_basis {
    double pattern;     /* the greatest of its patterns' */
    unsigned sentences; /* that tell it, those that only add to it not counted */
    unsigned distance;  /* sentences from what tells it to the farthest that completes it */
};

struct fact {
    const struct schema_kind *kind;
    const struct claim *claims; /* a listed property has one claim for each of its values */
    size_t claim_count;
    double confidence; /* 0 to 1 */
    struct confidence_basis basis;
    struct telling *tellings; /* first the one that the others were joined into */
    size_t telling_count;
};

/* Why what a pattern found is no fact. */
enum refusal_reason {
    REFUSED_OTHER,      /* a step after matching says so, and no more */
    REFUSED_BY_GUARD,   /* an "unless" of its pattern was found beside it */
    REFUSED_INCOMPLETE, /* it lacks a property without which its kind says nothing */
    REFUSED_CIRCULAR,   /* a thing would be part of itself */
    REFUSED_OUTDONE,    /* another one says the same of the same words, or more */
    REFUSED_ELSEWHERE,  /* the report says elsewhere what it leaves open */
    REFUSED_DIFFERENT,  /* it contradicts what it would add to */
    REFUSED_LONELY,     /* there is nothing that it could add to */
    REFUSAL_REASONS
};

struct refusal {
    const struct schema_kind *kind;
    struct telling telling;
    enum refusal_reason reason;
    struct range guard; /* of REFUSED_BY_GUARD: the words that were found, and the line that */
    unsigned line;      /* seeks them */
};

/* A thing that could be a side of a fact, and what is seen of it: side_weights.h. */
struct choice_thing {
    uint32_t entity;
    double share;        /* how likely it is the side, from 0 to 1 */
    const double *looks; /* by their numbers there */
};

/* What a side of a fact was, or would have been, chosen from. */
struct choice {
    uint32_t fact; /* index among the reading's facts */
    bool lacking;  /* nothing else found the side */
    const struct schema_property *property;
    const struct choice_thing *things;
    size_t thing_count;
};

struct reading {
    const struct report *report;
    struct tokens tokens;
    struct word *words;       /* tokens.count of them */
    struct mention *mentions; /* by start, the longer first */
    size_t mention_count;
    struct entity *entities; /* entity number n is entities[n - 1] */
    size_t entity_count;
    struct fact *facts;
    size_t fact_count;
    const struct refusal *refusals; /* in the order of the text */
    size_t refusal_count;
    const struct choice *choices; /* none unless the reader keeps them */
    size_t choice_count;
    const struct range
        *capped;         /* sentences in which the matcher reached its bound of work: there */
    size_t capped_count; /* may be more in them than was found */
};

/* What a reader knows: dictionary, lexicons, grammar, schema. It does not change once opened and is
 * shared by all threads. */
struct fields;
struct reference;
struct reader;
struct tags;

/* Loads what a reader needs from the folder of data files; close it with reader_close(). Errors:
 * of the dictionary, "lexicon.invalid" and the keys grammar.* (file, line, column: see grammar.h).
 */
bool reader_open(struct reader **reader, struct span data_folder, struct error *error);
/* The same from the text of lexicons and grammar, though they stand compiled beside it. */
bool reader_open_text(struct reader **reader, struct span data_folder, struct error *error);

/* The file in the folder of data in which lexicons and grammar stand compiled. */
#define READER_COMPILED "compiled.bin"
/* Writes what a reader by reader_open_text() knows. Errors: "file.cannot_write",
 * "lexicon.no_memory". */
bool reader_compile(const struct reader *reader, struct span data_folder, const char *path,
                    struct error *error);
/* Why a reader's knowledge is not from that file, in one word: "text" where nobody asked for it,
 * "missing", "sources" where it was made from something else, or how it is damaged. NULL where it
 * is. */
const char *reader_compiled_problem(const struct reader *reader);

/* What such a file holds. */
struct compiled_section {
    const char *name;
    size_t count;
    size_t size; /* in bytes */
};
enum { COMPILED_SECTIONS = 48 };
/* The sections of a file, at most limit of them. 0 where it is damaged: *problem says how. */
size_t compiled_describe(struct span bytes, struct compiled_section *sections, size_t limit,
                         const char **problem);

/* Readings keep from now on what sides were chosen from, also of facts of which a pattern found the
 * side: what choices are learnt from. Call before the reader is shared. */
void reader_keep_choices(struct reader *reader);

void reader_close(struct reader *reader);
/* Lets the system have back the memory of what the reader is compiled into, which is read again
 * where it is looked at: for whoever seldom reads reports. */
void reader_rest(const struct reader *reader);
const struct schema *reader_schema(const struct reader *reader);
const struct reference *reader_reference(const struct reader *reader);
const struct fields *reader_fields(const struct reader *reader);
const struct morphology *reader_morphology(const struct reader *reader);
/* What JSON says of the reader: program, model and grammar version (digest of its files). */
struct span reader_program(const struct reader *reader);
struct span reader_grammar(const struct reader *reader);

/* Reads a report into reading, all of it in arena; the report must outlive it. Call within
 * arena_run(). Linear in the length of the text. */
void reading_of(const struct reader *reader, struct arena *arena, const struct report *report,
                struct reading *reading);

/* What a thread remembers from report to report: the forms of words that it met, with what the
 * dictionary, the lexicons and the grammar say of them. It makes reading faster and changes nothing
 * in what is read. */
struct reading_memory;

/* The usual limit: about as many forms as thousands of reports have, and 14 MB once all are met. */
enum { READING_MEMORY_FORMS = 32 * 1024 };
/* Makes a memory that keeps at most limit forms; its size is fixed here. Free it with
 * reading_memory_free(). False where there is no memory. */
bool reading_memory_new(struct reading_memory **memory, size_t limit);
void reading_memory_free(struct reading_memory *memory);
/* As reading_of(), with a memory (NULL: none) with which no other thread reads meanwhile. The
 * reading points into it and holds until the memory forgets.
 *
 * Where a memory is nearly full before a report, it forgets all; where it gets full within one, the
 * forms that are new then have no number. Until the next report forms keep their numbers, so that
 * whoever has records of his own by number clears them when the epoch is another one. */
void reading_with_memory(const struct reader *reader, struct reading_memory *memory,
                         struct arena *arena, const struct report *report, struct reading *reading);
/* Whether the next reading makes the memory (NULL: no) forget. */
bool reading_memory_forgets(const struct reading_memory *memory);
/* Above all numbers of forms; 0 without a memory. */
size_t reading_memory_limit(const struct reading_memory *memory);
/* How often it forgot all. */
uint64_t reading_memory_epoch(const struct reading_memory *memory);

/* Nested mentions of all types that the model was trained with (NEREL's 29), in the order of the
 * text, longer ones first, into tags, in arena; none where the reader has no model. memory is the
 * one that the reading was made with, or NULL. Call within arena_run(). */
void reading_find_types(const struct reader *reader, struct reading_memory *memory,
                        struct arena *arena, const struct reading *reading, struct tags *tags);
/* The name of the type of such a mention («PROFESSION»). */
const char *reading_type(const struct reader *reader, uint32_t type);

/* Writes the reading as one JSON object. types (NULL: none) are written as its mentions, in place
 * of its own. */
void reading_write_json(const struct reader *reader, const struct reading *reading,
                        const struct tags *types, struct json *json);
/* Writes how the facts came about as one JSON object: docs/facts.md. all: with the refusals. */
void reading_write_explanation(const struct reading *reading, bool all, struct json *json);
/* The name of a reason there: "guard", "incomplete", …. */
const char *refusal_name(enum refusal_reason reason);

#endif
