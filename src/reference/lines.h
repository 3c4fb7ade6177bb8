/* Lines of the reference's files: "[section]", and "name: property values; property values".
 * Internal to the folder. */
#ifndef LINES_H
#define LINES_H

#include "arena.h"
#include "calendar.h"
#include "error.h"
#include "reference.h"

/* A file that is read; the spans live in arena. */
struct lines {
    struct arena *arena;
    const char *file;
    char separator; /* between the values of a property */
    int64_t line;
    struct span section;
    struct span rest;
    struct span properties; /* of the entry, those not yet taken */
    struct error *error;
    bool failed;
};

/* Begins to read a file of the folder's lexicon/. False with an error where it cannot be read. */
bool lines_open(struct lines *lines, struct arena *arena, struct span folder, const char *file,
                char separator, struct error *error);
/* The name of the next entry; false at the end, or where the file is not well formed: failed. */
bool lines_next(struct lines *lines, struct span *name);
/* The next property of the entry, and its values; false where there is none left. */
bool lines_property(struct lines *lines, struct span *name, struct span *values);
/* Says what is wrong with the line: problem is a code of lexicon.problem. False. */
bool lines_complain(struct lines *lines, const char *problem, struct span what);

/* Takes the next of the values; false where there is none. */
bool value_next(const struct lines *lines, struct span *values, struct span *value);
/* Takes what stands in brackets at the end of a value off it; empty where nothing does. */
struct span value_bracket(struct span *value);
bool names_read(struct lines *lines, struct span values, struct reference_names *names);
bool formers_read(struct lines *lines, struct span values, struct reference_formers *formers);
bool date_property(struct lines *lines, struct span values, struct date *date);

#endif
