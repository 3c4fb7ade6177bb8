/* Answering with the network's picture. */
#ifndef PICTURE_RUN_H
#define PICTURE_RUN_H

#include "ask.h"
#include "picture.h"

/* Asks for the picture and prints it as --format says: as a table of its edges, JSON, CSV or GEXF.
 * The exit code; -1 with an error where it cannot be answered. */
int picture_run(struct ask *ask, const struct query_picture_request *request);

#endif
