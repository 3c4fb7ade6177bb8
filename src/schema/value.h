/* A value of a property, as readings give it and the registry keeps it. */
#ifndef VALUE_H
#define VALUE_H

#include "calendar.h"
#include "schema.h"

enum { NO_ENTITY = 0 }; /* entities and facts of a reading count from 1 */

struct money {
    double value;
    char currency[4]; /* ISO 4217, zero-terminated */
    bool approximate;
};

/* Which member of the union holds is said by type; never one of the two ..._OR_... types. */
struct value {
    enum value_type type;
    union {
        struct span text; /* VALUE_TEXT */
        uint32_t entity;  /* VALUE_ENTITY: number in its reading, from 1 */
        uint32_t fact;    /* VALUE_FACT: number in its reading, from 1 */
        struct date date; /* VALUE_DATE */
        struct duration duration;
        struct money money;
        int64_t integer;
        double number;
        bool boolean;
        const struct schema_choice *choice;
        struct {
            uint32_t person;
            uint32_t on_behalf_of; /* NO_ENTITY where the report does not say */
        } signatory;
    };
};

/* The name of a type as the schema and the registry write it: "text", "entity", "signatory", …;
 * NULL for VALUE_NONE. */
const char *value_type_name(enum value_type type);
/* The type of a name; VALUE_NONE where there is none. */
enum value_type value_type_find(struct span name);
/* Whether a value may stand under a property of the type. */
bool value_fits(enum value_type property_type, enum value_type value_type);
/* Whether two values of one reading are the same. */
bool value_equal(const struct value *left, const struct value *right);
/* The normalized text of a value: what the registry stores, compares and keys decisions by; in
 * arena. Text without outer space; dates and durations in ISO 8601; money "2000000000 RUB" with a
 * leading "~" where approximate; choices by code. Entities, facts and signatories have none here
 * (their text is their key elsewhere): empty. */
struct span value_text(const struct value *value, struct arena *arena);
/* Reads what value_text() wrote; false where text is no such value. property gives the choices. */
bool value_read(struct span text, enum value_type type, const struct schema_property *property,
                struct value *value);

struct json; /* its functions share names with the library that reads JSON */

/* Writes a date, duration, number, boolean or choice as one JSON value. False, and nothing written,
 * where the value is of another type: those look different in readings and in answers. */
bool value_write_plain(const struct value *value, struct json *json);

#endif
