/* Inside src/query/ alone: what the JSON of all answers shares. */
#ifndef WRITE_H
#define WRITE_H

#include "lookup.h"

/* A key with a value of each kind; *_text writes null where the span is empty. */
void key_text(struct json *json, const char *key, struct span text);
void key_count(struct json *json, const char *key, size_t count);
void key_flag(struct json *json, const char *key, bool flag);
/* "key": "2015-02-09" and "key_text": "9 февраля 2015 г."; nulls where no date is set. */
void key_date(const struct query *query, struct json *json, const char *key, struct date date);
void value_write(const struct query_value *value, struct json *json);
/* null where it is VALUE_NONE. */
void key_value(struct json *json, const char *key, const struct query_value *value);
/* The member "reasons" of a match. */
struct match;
void reasons_write(const struct query *query, const struct match *match, struct json *json);
void values_write(const struct query_values *values, struct json *json);
void evidences_write(const struct query *query, const struct query_evidences *evidence,
                     struct json *json);
/* The members of a claim, within an object that is open. */
void claim_write_members(const struct query *query, const struct query_claim *claim,
                         struct json *json);
/* The member "properties": those that have a claim, with what proves them. */
void properties_write(const struct query *query, const struct query_properties *properties,
                      struct json *json);
/* "kind", "family" of a kind. */
void kind_write_members(const struct schema_kind *kind, struct json *json);
/* "columns" and "rows" of a list, within an object that is open. */
void list_write_columns(const struct query_list *list, struct json *json);
void list_write_rows(const struct query_list *list, struct json *json);
/* The member "filters". */
void facets_write(const struct query_facets *all, size_t count, struct json *json);

/* Members "regions" and "reference" of a card. */
void regions_write(const struct query_card *card, struct json *json);
void reference_write(const struct query *query, const struct query_reference *reference,
                     struct json *json);

/* Members "fields" (codes) and "fields_stated" of a claim or row; nothing where it has none by its
 * nature. The member "fields" of a card, with names and classes; of the schema, all of them. */
void field_codes_write(const struct query_fields *fields, struct json *json);
void fields_write(const struct query *query, const struct query_fields *fields, struct json *json);
void fields_write_all(const struct query *query, struct json *json);

#endif
