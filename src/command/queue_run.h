/* Reading reports from the queue of a registry, beside other programs that do the same.
 *
 * One thread adds the inputs to the queue, in their order; the others take some of the first ones,
 * read them, wait until all before those are in the registry, and write them in one transaction. A
 * program reads what others added too, and is done when the queue is empty. */
#ifndef QUEUE_RUN_H
#define QUEUE_RUN_H

#include "intake_run.h"

/* What intake_run() does, by the queue. done() is told of the reports that this program read, once
 * they are committed. */
bool queue_run(struct intake_run *run);

#endif
