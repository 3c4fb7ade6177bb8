/* Orders of a user, for the tests of decisions. */
#ifndef ORDERS_H
#define ORDERS_H

#include "../resolve/fixture.h"
#include "decide.h"

/* A change by user:olga, a second after the one before. */
struct work work_of(struct fixture *fixture);
/* Takes a report in; its number. */
int64_t add_text(struct fixture *fixture, const char *id, const char *text);
/* The id of a canonical entity, in the fixture's arena. */
struct span id_of(struct fixture *fixture, int64_t number);
/* Decides, and checks the registry. */
struct work_decision order_do(struct fixture *fixture, struct work_order order);
/* Undoes a decision, and checks the registry. */
void order_undo(struct fixture *fixture, int64_t number);
/* Says that the order is refused for the reason. */
void decide_fails(struct fixture *fixture, struct work_order order, const char *key);

#endif
