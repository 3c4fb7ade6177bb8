/* The engine that the tests of a program run on: SQLite, or PostgreSQL where test/postgres.sh runs
 * the program. */
#ifndef PLACE_H
#define PLACE_H

#include <stdbool.h>
#include <stddef.h>

enum { PLACE_SIZE = 256 };

bool place_is_postgres(void);
/* The place of a new registry of a name: a file in the folder, or a schema of its own. */
void place_of(char place[PLACE_SIZE], const char *folder, const char *name);
/* Removes a registry, if it is there. */
void place_remove(const char *place);
/* Runs SQL on the server, the schema's name in place of %1$s; true where it succeeded. */
bool place_schema_sql(const char *place, const char *format);

#endif
