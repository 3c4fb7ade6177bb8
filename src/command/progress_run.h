/* uzel show ID --progress: how a programme stands. */
#ifndef PROGRESS_RUN_H
#define PROGRESS_RUN_H

#include "ask.h"

/* Asks for the progress of the programme of the id, as of --since, and prints it; the exit code. */
int progress_ask(struct ask *ask, struct span id);

/* Prints properties with their values and what proves each. */
void properties_print(struct ask *ask, const struct query_properties *properties);

#endif
