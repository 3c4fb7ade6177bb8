/* What train and evaluate say of a measure (train/measure.h). */
#ifndef FIGURES_H
#define FIGURES_H

#include "command.h"
#include "json.h"
#include "measure.h"

/* Prints a table of figures by type; floats may be NULL, else its F1 stands beside. */
void figures_print(struct invocation *invocation, const struct measure *measure,
                   const struct measure *floats);
/* Prints what was missed or is spurious, a line each, in its context. */
void faults_print(struct invocation *invocation, const struct measure *measure,
                  const struct corpus *corpus);
/* Writes the members "types", "total" and, with faults, "errors" into an object. */
void figures_write(struct json *json, const struct measure *measure, const struct corpus *corpus,
                   bool faults, struct arena *arena);

#endif
