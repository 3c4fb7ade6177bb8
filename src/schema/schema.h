/* The schema as data: kinds of entity and fact, their properties, types, choices and labels.
 *
 * schema/schema.json declares all of it; storage, validation, API, labels and exports follow from
 * it, and a new property is one line there. An agreement, an office, a membership is itself an
 * entity, so facts' kinds and entities' schemata stand in one list and differ by is_fact. A schema
 * does not change once loaded and may be shared between threads. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "arena.h"
#include "error.h"

enum value_type {
    VALUE_NONE,
    VALUE_TEXT,
    VALUE_ENTITY,         /* an entity of the same reading */
    VALUE_ENTITY_OR_TEXT, /* a property's type alone: a value is one or the other */
    VALUE_FACT,           /* a fact of the same reading */
    VALUE_FACT_OR_ENTITY, /* a property's type alone */
    VALUE_DATE,
    VALUE_DURATION,
    VALUE_MONEY,
    VALUE_INTEGER,
    VALUE_NUMBER,
    VALUE_BOOLEAN,
    VALUE_CHOICE,    /* one of the property's codes */
    VALUE_SIGNATORY, /* a person, and whom he signs for */
    VALUE_TYPES
};

/* What a user reads, in both languages of the catalogue. */
struct schema_label {
    struct span ru;
    struct span en;
};

enum { SCHEMA_CODE_ROOM = 64 /* bytes of a choice's code and its end */ };

struct schema_choice {
    struct span code;
    struct schema_label label;
};

struct schema_property {
    struct span name; /* the JSON key */
    enum value_type type;
    bool listed;     /* an array in JSON */
    bool progresses; /* another value of a later report is no contradiction but what came next */
    bool required;   /* a user who states such a fact says it; a report need not */
    bool aside;      /* a text that says nothing in the name of a fact: a unit, a code */
    bool shares;  /* whom it names share messages and files about the fact that nobody else sees */
    bool editors; /* of users those alone state it who may edit: what is decided for all */
    struct schema_label label;
    struct span ftm; /* FollowTheMoney's property; empty where there is none */
    const struct schema_choice *choices;
    size_t choice_count;
    /* Of a date: where no report tells it, lists reckon it as the one day and the other's length of
     * time. NULL: they do not. */
    const struct schema_property *from, *lasting;
    const struct span *of; /* kinds, or families of things, of what a user names; none: of any */
    size_t of_count;
};

struct schema_kind {
    struct span name;
    unsigned number; /* its place in schema.kinds */
    bool is_fact;
    bool editors;       /* of users those alone state such a fact, and add to one, who may edit */
    struct span family; /* of things: person, body, firm, place, agreement, project: its colour */
    struct schema_label label;  /* singular: «Соглашение» */
    struct schema_label plural; /* «Соглашения» */
    struct span ftm;
    const struct schema_property *properties;
    size_t property_count;
    const struct schema_property *order; /* by which its facts are listed; NULL: by nothing */
};

struct schema {
    struct arena arena; /* holds all the rest */
    const struct schema_kind *kinds;
    size_t kind_count;
};

/* Reads a schema from JSON into a new struct; release it with schema_free(). Errors:
 * "schema.invalid" (file, place, problem). file is the name used in errors. */
bool schema_load(struct schema **schema, struct span json, const char *file, struct error *error);
void schema_free(struct schema *schema);
/* The kind or property of a name; NULL where there is none. */
const struct schema_kind *schema_kind_find(const struct schema *schema, struct span name);
const struct schema_property *schema_property_find(const struct schema_kind *kind,
                                                   struct span name);
/* Whether what is of the kind may stand under a property that takes things or facts. */
bool schema_property_takes(const struct schema_property *property, const struct schema_kind *kind);
/* The choice of a code; NULL where the property has no such choice. */
const struct schema_choice *schema_choice_find(const struct schema_property *property,
                                               struct span code);

#endif
