/* The linear program of a component. */
#include "program.h"

#include <float.h>

enum {
    CHUNK = 2000,    /* iterations between questions to the watch: below a second or two */
    SOLVE_COST = 100 /* what beginning costs, in iterations */
};
static const double share_tolerance = 1e-7; /* Clp's own for rows */

bool program_init(struct program *program, const struct component *component,
                  const struct cover_watch *watch, double done, struct arena *arena)
{
    size_t columns = component->arc_count, rows = component->row_count;
    double *ones = ARENA_NEW(arena, double, rows + 1), *none = ARENA_NEW(arena, double, rows + 1);
    double *zeros = ARENA_NEW(arena, double, columns + 1);
    *program =
        (struct program){.component = component, .watch = watch, .done = done, .scale = DBL_MIN};
    program->states = ARENA_NEW(arena, uint8_t, columns + 1);
    program->lower = ARENA_NEW(arena, double, columns + 1);
    program->upper = ARENA_NEW(arena, double, columns + 1);
    program->forced = ARENA_NEW(arena, double, rows + 1);
    for (size_t i = 0; i < rows; i++) {
        ones[i] = 1;
        none[i] = -DBL_MAX;
    }
    for (size_t i = 0; i < columns; i++) {
        program->upper[i] = component->most[i];
        if (component->values[i] > program->scale)
            program->scale = component->values[i];
    }
    program->model = Clp_newModel();
    if (!program->model)
        return false;
    Clp_setLogLevel(program->model, 0);
    Clp_setDualTolerance(program->model, 1e-9);
    Clp_loadProblem(program->model, (int)columns, (int)rows, component->starts, component->rows,
                    component->entries, program->lower, program->upper, zeros, none, ones);
    return true;
}

void program_release(struct program *program)
{
    if (program->model)
        Clp_deleteModel(program->model);
    program->model = NULL;
}

void program_aim(struct program *program, double values_by, double penalties_by,
                 struct arena *arena)
{
    size_t columns = program->component->arc_count;
    double *aims = ARENA_NEW(arena, double, columns + 1);
    for (size_t i = 0; i < columns; i++)
        aims[i] = (values_by * program->component->values[i] +
                   penalties_by * program->component->penalties[i]) /
                  program->scale;
    Clp_chgObjCoefficients(program->model, aims);
}

void program_hold_value(struct program *program, double value, struct arena *arena)
{
    size_t columns = program->component->arc_count;
    CoinBigIndex starts[] = {0, (CoinBigIndex)columns};
    int *indices = ARENA_NEW(arena, int, columns + 1);
    double *entries = ARENA_NEW(arena, double, columns + 1);
    double lower = value / program->scale, upper = DBL_MAX;
    for (size_t i = 0; i < columns; i++) {
        indices[i] = (int)i;
        entries[i] = program->component->values[i] / program->scale;
    }
    Clp_addRows(program->model, 1, &lower, &upper, starts, indices, entries);
}

static bool goes_on(struct program *program)
{
    const struct cover_watch *watch = program->watch;
    if (!program->stopped && watch->goes_on && !watch->goes_on(watch->context, program->done))
        program->stopped = true;
    return !program->stopped;
}

enum program_end program_solve(struct program *program, bool dual)
{
    enum { OPTIMAL = 0, INFEASIBLE = 1, LIMIT = 3 };
    int status = LIMIT;
    Clp_chgColumnLower(program->model, program->lower);
    Clp_chgColumnUpper(program->model, program->upper);
    while (status == LIMIT) {
        if (!goes_on(program))
            return PROGRAM_STOPPED;
        Clp_setNumberIterations(program->model, 0);
        Clp_setMaximumIterations(program->model, CHUNK);
        if (dual)
            Clp_dual(program->model, 0);
        else
            Clp_primal(program->model, 0);
        status = Clp_status(program->model);
        program->work += (Clp_numberIterations(program->model) + SOLVE_COST) *
                         (double)Clp_getNumRows(program->model);
    }
    return status == OPTIMAL ? PROGRAM_SOLVED : PROGRAM_INFEASIBLE;
}

double program_result(const struct program *program)
{
    return Clp_objectiveValue(program->model) * program->scale;
}

const double *program_shares(const struct program *program)
{
    return Clp_getColSolution(program->model);
}

/* Takes a share at its lot into the rows, or out of them. */
static void force(struct program *program, size_t column, double share)
{
    const struct component *component = program->component;
    for (int i = component->starts[column]; i < component->starts[column + 1]; i++)
        program->forced[component->rows[i]] += component->entries[i] * share;
}

static bool can_be_up(const struct program *program, size_t column)
{
    const struct component *component = program->component;
    for (int i = component->starts[column]; i < component->starts[column + 1]; i++)
        if (program->forced[component->rows[i]] + component->entries[i] * component->least[column] >
            1 + share_tolerance)
            return false;
    return true;
}

bool program_put(struct program *program, size_t column, enum lot_state state)
{
    const struct component *component = program->component;
    if (program->states[column] == state)
        return true;
    if (state == LOT_UP && !can_be_up(program, column))
        return false;
    if (program->states[column] == LOT_UP)
        force(program, column, -component->least[column]);
    if (state == LOT_UP)
        force(program, column, component->least[column]);
    program->states[column] = (uint8_t)state;
    program->lower[column] = state == LOT_UP ? component->least[column] : 0;
    program->upper[column] = state == LOT_DOWN ? 0 : component->most[column];
    return true;
}

bool program_violated(const struct program *program, size_t column)
{
    double share = program_shares(program)[column], least = program->component->least[column];
    return program->states[column] == LOT_FREE && share > share_tolerance &&
           share < least - share_tolerance;
}
