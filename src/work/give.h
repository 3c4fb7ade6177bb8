/* Internal to the folder: values as users give them, by hand or by words of a report. */
#ifndef GIVE_H
#define GIVE_H

#include "work.h"

/* Reads a value that the property takes: normalized ("2015-02-09", "P5Y", "2000000 RUB") or as
 * people write it ("9 февраля 2015", "5 лет", "2 млн руб."), a code, a text, the id of a thing or
 * fact that the report names, or "PERSON > BODY", the ids of who signed and for whom. What is named
 * becomes the number of a source of the report. *fits is false where text is no such value. */
bool value_give(const struct work *work, int64_t report, const struct schema_property *property,
                struct span text, struct value *value, bool *fits, struct error *error);

/* A report with its reading, by which words are understood. */
struct given_report {
    struct stored_report stored;
    const struct report *report;
    const struct reading *reading;
    struct stored_sources sources;
    struct stored_mentions mentions; /* of the registry */
};

/* Reads a stored report again; published is the date that a user stated of it, or unset. Nothing is
 * written. */
bool stored_read(const struct work *work, const struct stored_report *stored, struct date published,
                 struct report **report, struct reading **reading, struct error *error);
/* Whether the reader read the report. Errors: "work.is_list" (id), "work.is_entry" (id: what users
 * state of their own is changed, not corrected). */
bool report_is_read(const struct work *work, const struct stored_report *stored,
                    struct error *error);
/* The report of an id that holds, read again. Errors: "work.unknown_report" (id), those of
 * report_is_read(). */
bool given_report_read(const struct work *work, struct span id, struct given_report *given,
                       struct error *error);
/* The range of words of its text: "120-135" in code points, or the words themselves, which stand
 * there once. Errors: "work.no_words" (words), "work.many_words" (words). */
bool words_give(const struct work *work, const struct given_report *given, struct span words,
                struct range *range, struct error *error);
/* The same of several places, with blanks between them ("120-135 200-215"); ranges are in arena. */
bool places_give(const struct work *work, const struct given_report *given, struct span words,
                 struct range **ranges, size_t *count, struct error *error);
/* The value that words of the report have for the property; *fits is false where they have none. */
void value_of_words(const struct work *work, const struct given_report *given,
                    const struct schema_property *property, struct range range, struct value *value,
                    bool *fits);
/* The words of a range with single blanks between them; in arena. */
struct span words_join(struct arena *arena, struct span text, struct range range);

#endif
