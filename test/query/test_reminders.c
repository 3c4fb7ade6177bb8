/* What one is reminded of: days of facts, and what others wrote. */
#include "reminders.h"
#include "world.h"

void add_reminders(Suite *suite);

static struct world world;
static struct query_reminders reminders;

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

static void remind(struct date today, int64_t days, struct query_asker asker)
{
    const struct query_reminders_request request = {
        .asker = asker, .days = days, .now = world.fixture.now};
    world.query.today = today;
    CK_OK(&world.fixture,
          query_reminders(&world.query, &request, &reminders, &world.fixture.error));
}

static const struct query_reminder *day_of(const char *property)
{
    for (size_t i = 0; i < reminders.days.count; i++)
        if (span_equal(reminders.days.items[i].property, span_of(property)))
            return &reminders.days.items[i];
    return NULL;
}

START_TEST(days_that_come_are_told_of)
{
    remind((struct date){2016, 5, 20}, 60, (struct query_asker){0});
    const struct query_reminder *until = day_of("until");
    ck_assert_ptr_nonnull(until);
    ck_assert(until->kind == REMINDER_ENDING && !until->late);
    ck_assert_int_gt(until->known_at, 0);
    remind((struct date){2016, 7, 20}, 60, (struct query_asker){0});
    ck_assert_ptr_null(day_of("until"));
}
END_TEST

START_TEST(what_was_to_be_done_by_a_day_that_has_passed_is_late)
{
    remind((struct date){2016, 2, 20}, 30, (struct query_asker){0});
    ck_assert_ptr_nonnull(day_of("due"));
    ck_assert(!day_of("due")->late);
    remind((struct date){2016, 3, 10}, 30, (struct query_asker){0});
    ck_assert_ptr_nonnull(day_of("due"));
    ck_assert(day_of("due")->late);
    remind((struct date){2016, 5, 10}, 30, (struct query_asker){0});
    ck_assert_ptr_null(day_of("due"));
}
END_TEST

START_TEST(whoever_acts_for_an_organization_is_told_of_its_facts)
{
    int64_t nobody = 1;
    while (true) { /* an entity that has no part in what is due */
        remind((struct date){2016, 3, 10}, 30, (struct query_asker){.organization = nobody});
        if (!day_of("due"))
            break;
        ck_assert_int_lt(++nobody, 20);
    }
    ck_assert_uint_gt(reminders.entity.size, 0);
    const struct query_reminders_request all = {
        .asker = {.organization = nobody}, .all = true, .days = 30, .now = world.fixture.now};
    CK_OK(&world.fixture, query_reminders(&world.query, &all, &reminders, &world.fixture.error));
    ck_assert_ptr_nonnull(day_of("due"));
}
END_TEST

START_TEST(what_others_wrote_is_told_of)
{
    struct fixture *fixture = &world.fixture;
    struct stored_comment question = {
        .entity = 1, .author = SPAN("user:olga"), .words = SPAN("Когда?"), .made_at = fixture->now};
    struct stored_comment answer = {.entity = 1,
                                    .author = SPAN("user:boris"),
                                    .words = SPAN("Завтра."),
                                    .made_at = fixture->now};
    WRITING(fixture,
            store_comment_add(fixture->store, &question, &question.number, &fixture->error));
    answer.thread = answer.answers = question.number;
    WRITING(fixture, store_comment_add(fixture->store, &answer, &answer.number, &fixture->error));
    remind((struct date){2010, 1, 1}, 30, (struct query_asker){.author = SPAN("user:olga")});
    ck_assert_uint_eq(reminders.notes.count, 1);
    ck_assert(!reminders.notes.items[0].mention);
    ASSERT_SPAN(reminders.notes.items[0].words, "Завтра.");
    ck_assert(reminders.notes.items[0].entity.size && !reminders.notes.items[0].report.size);
    remind((struct date){2010, 1, 1}, 30, (struct query_asker){.author = SPAN("user:boris")});
    ck_assert_uint_eq(reminders.notes.count, 0);
    ASSERT_SPAN(reminders.summary, "Напоминать не о чем.");
}
END_TEST

START_TEST(what_others_wrote_on_a_report_leads_to_it)
{
    struct fixture *fixture = &world.fixture;
    struct stored_comment note = {
        .report = 1, .author = SPAN("user:olga"), .words = SPAN("Когда?"), .made_at = fixture->now};
    WRITING(fixture, store_comment_add(fixture->store, &note, &note.number, &fixture->error));
    note.thread = note.answers = note.number;
    note.author = SPAN("user:boris");
    WRITING(fixture, store_comment_add(fixture->store, &note, &note.number, &fixture->error));
    remind((struct date){2010, 1, 1}, 30, (struct query_asker){.author = SPAN("user:olga")});
    ck_assert_uint_eq(reminders.notes.count, 1);
    ck_assert(reminders.notes.items[0].report.size && !reminders.notes.items[0].entity.size);
    ck_assert_uint_gt(reminders.notes.items[0].on.size, 0);
}
END_TEST

void add_reminders(Suite *suite)
{
    TCase *tests = tcase_create("reminders");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, days_that_come_are_told_of);
    tcase_add_test(tests, what_was_to_be_done_by_a_day_that_has_passed_is_late);
    tcase_add_test(tests, whoever_acts_for_an_organization_is_told_of_its_facts);
    tcase_add_test(tests, what_others_wrote_is_told_of);
    tcase_add_test(tests, what_others_wrote_on_a_report_leads_to_it);
    suite_add_tcase(suite, tests);
}
