/* Running an action on a registry that is open for writing. */
#include "change_run.h"

#include "intake_run.h"
#include "store.h"

struct span operand(const struct changing *changing, size_t index)
{
    const struct invocation *invocation = changing->ask->invocation;
    return index < invocation->operand_count ? span_of(invocation->operands[index]) : SPAN("");
}

bool operand_entry(const struct changing *changing, size_t index, struct span *id)
{
    return query_entry(&changing->query, operand(changing, index), id, errors(changing));
}

struct error *errors(const struct changing *changing)
{
    return &changing->ask->invocation->error;
}

const char *text_of(const struct changing *changing, struct span text)
{
    return arena_copy(&changing->ask->invocation->arena, text).data;
}

struct span option_span(const struct changing *changing, const char *name)
{
    return span_of(option_value(changing->ask->invocation, name));
}

/* What the store says is a failure, what the order says a mistake. */
static int code_of(const struct error *error, int code)
{
    if (code == EXIT_INPUT && error->count &&
        span_starts_with(span_of(error->items[0].key), SPAN("registry.")))
        return EXIT_FAILED;
    return code;
}

static int store_use(struct ask *ask, int (*run)(struct changing *changing))
{
    struct invocation *invocation = ask->invocation;
    struct changing changing = {.ask = ask,
                                .work = {.arena = &invocation->arena,
                                         .author = user_author(&invocation->arena),
                                         .now = clock_now()},
                                .query = ask->query};
    if (!store_open(&changing.work.store, option_value(invocation, "registry"), STORE_WRITE,
                    ask->schema, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    changing.query.store = changing.work.store;
    int code = run(&changing);
    store_close(changing.work.store);
    if (code == EXIT_USAGE)
        return invocation_misused(invocation);
    return code == EXIT_DONE ? code
                             : invocation_fail(invocation, code_of(&invocation->error, code));
}

int actions_run(struct ask *ask, const struct action *actions, size_t count, const char *unknown)
{
    struct invocation *invocation = ask->invocation;
    struct span action =
        invocation->operand_count ? span_of(invocation->operands[0]) : span_of(actions[0].name);
    for (size_t i = 0; i < count; i++) {
        if (!span_equal(action, span_of(actions[i].name)))
            continue;
        if (invocation->operand_count >= actions[i].least &&
            invocation->operand_count <= actions[i].most)
            return store_use(ask, actions[i].run);
        bool few = invocation->operand_count < actions[i].least;
        error_add(&invocation->error, few ? "command.too_few" : "command.too_many", "operand",
                  invocation->operand_count ? invocation->operands[invocation->operand_count - 1]
                                            : "",
                  NULL);
        return invocation_misused(invocation);
    }
    error_add(&invocation->error, unknown, "action", invocation->operands[0], NULL);
    return invocation_misused(invocation);
}
