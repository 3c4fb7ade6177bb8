/* Inside src/sourcing/ alone: the linear program of a component, and where each minimum lot stands.
 *
 * An arc with a minimum lot is free (any share), up (at least the lot) or down (nothing). The
 * program without lots bounds that with them: a share between nothing and the lot is let through.
 * Shares at their lots keep to all rows whenever an arc is put up, so a program without a row for
 * the value never lacks a solution. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <coin/Clp_C_Interface.h>

#include "component.h"

enum lot_state { LOT_FREE, LOT_UP, LOT_DOWN };

struct program {
    const struct component *component;
    const struct cover_watch *watch;
    double done; /* of all work, before this component */
    Clp_Simplex *model;
    double scale;    /* values and penalties are divided by it */
    uint8_t *states; /* by column: enum lot_state */
    double *lower;   /* by column */
    double *upper;   /* by column */
    double *forced;  /* by row: what shares at their lots take */
    double work;     /* of all solutions so far: iterations times rows */
    bool stopped;    /* by the watch */
};

enum program_end { PROGRAM_SOLVED, PROGRAM_INFEASIBLE, PROGRAM_STOPPED };

/* Makes the program, all lots free, in arena; false where Clp has no memory. Release it. */
bool program_init(struct program *program, const struct component *component,
                  const struct cover_watch *watch, double done, struct arena *arena);
void program_release(struct program *program);
/* Minimizes, over columns, values_by times values plus penalties_by times penalties. */
void program_aim(struct program *program, double values_by, double penalties_by,
                 struct arena *arena);
/* From now on at least so much value is covered. */
void program_hold_value(struct program *program, double value, struct arena *arena);
/* Solves it as the lots stand: from the last solution, by the dual method where bounds have changed
 * and the primal one where the aim has. */
enum program_end program_solve(struct program *program, bool dual);
/* What was minimized, in units of value. */
double program_result(const struct program *program);
/* The shares of the last solution, by column. */
const double *program_shares(const struct program *program);
/* Puts a column's lot; false, and nothing is changed, where it cannot be up. */
bool program_put(struct program *program, size_t column, enum lot_state state);
/* Whether a share is between nothing and the lot. */
bool program_violated(const struct program *program, size_t column);

#endif
