/* What a new reading of a report would change. */
#include "fixture.h"

void add_diff(Suite *suite);

static struct fixture fixture;
static struct trial trial;
static struct reading_changes changes;

/* A report of a firm that leads a cluster of the same name, with an agreement. */
static void begin(const char *term, bool region)
{
    trial_init(&trial, &fixture, "a",
               "Завод «Заря» и кластер «Заря»: соглашение на 5 лет, 7 лет, Орловская область.");
    uint32_t firm = trial_entity(&trial, "Company", "Заря", "Завод «Заря»");
    trial_entity(&trial, "Cluster", "Заря", "кластер «Заря»");
    if (region)
        trial_entity(&trial, "Region", "Орловская область", "Орловская область");
    uint32_t agreement = trial_fact(&trial, "agreement");
    trial_claim(&trial, agreement, "parties", entity_value(firm), "Завод «Заря»");
    struct value value = {.type = VALUE_DURATION};
    ck_assert(duration_read(span_of(term), &value.duration));
    trial_claim(&trial, agreement, "term", value, *term && term[1] == '5' ? "5 лет" : "7 лет");
}

static void compare(void)
{
    struct resolve_work work = {.store = fixture.store,
                                .schema = reader_schema(fixture.reader),
                                .morphology = fixture.morphology,
                                .reader_version = fixture.version,
                                .reading = &trial.reading,
                                .origin = &trial.origin,
                                .arena = &fixture.arena,
                                .error = &fixture.error};
    CK_OK(&fixture, diff_make(&work, 1, &changes));
}

static void setup(void)
{
    fixture_init(&fixture);
    begin("P5Y", false);
    trial_resolve(&trial);
}

static void teardown(void)
{
    fixture_release(&fixture);
}

START_TEST(the_same_reading_changes_nothing)
{
    struct span before = dump_of(&fixture);
    begin("P5Y", false);
    compare();
    ck_assert_uint_eq(changes.count, 0);
    ck_assert(span_equal(dump_of(&fixture), before));
}
END_TEST

START_TEST(another_value_is_added_and_the_old_one_gone)
{
    begin("P7Y", false);
    compare();
    ck_assert_uint_eq(changes.count, 2);
    ck_assert(changes.items[0].added && !changes.items[1].added);
    ASSERT_SPAN(changes.items[0].value, "P7Y");
    ASSERT_SPAN(changes.items[1].value, "P5Y");
    ck_assert_int_ne(changes.items[1].canonical, 0);
}
END_TEST

START_TEST(a_new_thing_has_no_id_yet)
{
    begin("P5Y", true);
    compare();
    ck_assert_uint_eq(changes.count, 1);
    ck_assert(changes.items[0].added);
    ck_assert_int_eq(changes.items[0].canonical, 0);
    ASSERT_SPAN(changes.items[0].name, "Орловская область");
    ASSERT_SPAN(changes.items[0].property->name, "name");
}
END_TEST

START_TEST(namesakes_of_two_kinds_keep_their_ids)
{
    struct stored_sources before, after;
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, 1, &fixture.arena, &before, &fixture.error));
    fixture.version = SPAN("test 2");
    begin("P5Y", false);
    trial_resolve(&trial);
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, 1, &fixture.arena, &after, &fixture.error));
    ck_assert_uint_eq(after.count, before.count);
    for (size_t i = 0; i < after.count; i++)
        ck_assert_int_eq(after.items[i].canonical, before.items[i].canonical);
}
END_TEST

void add_diff(Suite *suite)
{
    TCase *tests = tcase_create("diff");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, the_same_reading_changes_nothing);
    tcase_add_test(tests, another_value_is_added_and_the_old_one_gone);
    tcase_add_test(tests, a_new_thing_has_no_id_yet);
    tcase_add_test(tests, namesakes_of_two_kinds_keep_their_ids);
    suite_add_tcase(suite, tests);
}
