/* Orders of a user. */
#include "orders.h"

struct work work_of(struct fixture *fixture)
{
    fixture->now += 1000;
    return (struct work){.store = fixture->store,
                         .reader = fixture->reader,
                         .arena = &fixture->arena,
                         .author = SPAN("user:olga"),
                         .now = fixture->now,
                         .fields = reader_fields(fixture->reader),
                         .reference = reader_reference(fixture->reader)};
}

int64_t add_text(struct fixture *fixture, const char *id, const char *text)
{
    struct work work = work_of(fixture);
    struct report_hint hint = {.id = span_of(id), .source = span_of(id)};
    struct work_report done;
    CK_OK(fixture, work_report_add(&work, span_of(text), &hint, &done, &fixture->error));
    return done.report.number;
}

struct span id_of(struct fixture *fixture, int64_t number)
{
    char id[CANONICAL_TEXT];
    return arena_copy(&fixture->arena, span_of(canonical_write(number, id)));
}

struct work_decision order_do(struct fixture *fixture, struct work_order order)
{
    struct work work = work_of(fixture);
    struct work_decision decision;
    order.reason = SPAN("проверено");
    CK_OK(fixture, work_decide(&work, &order, &decision, &fixture->error));
    CK_OK(fixture, store_check(fixture->store, &fixture->error));
    return decision;
}

void order_undo(struct fixture *fixture, int64_t number)
{
    order_do(fixture, (struct work_order){.action = SPAN("undo"), .number = number});
}

void decide_fails(struct fixture *fixture, struct work_order order, const char *key)
{
    struct work work = work_of(fixture);
    struct work_decision decision;
    ck_assert(!work_decide(&work, &order, &decision, &fixture->error));
    ck_assert_str_eq(fixture->error.items[0].key, key);
    error_release(&fixture->error);
}
