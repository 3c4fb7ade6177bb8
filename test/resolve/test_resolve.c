/* Writing readings into the registry. */
#include "fixture.h"

void add_resolve(Suite *suite);

/* A report of an agreement, with the words that prove it. */
static void trial_agreement(struct trial *trial, struct fixture *fixture, const char *id)
{
    trial_init(trial, fixture, id, "ОАО «Заря» и Орловская область подписали меморандум на 5 лет.");
    uint32_t firm = trial_entity(trial, "Company", "ОАО «Заря»", "ОАО «Заря»");
    uint32_t region = trial_entity(trial, "Region", "Орловская область", "Орловская область");
    uint32_t agreement = trial_fact(trial, "agreement");
    trial_claim(trial, agreement, "parties", entity_value(firm), "ОАО «Заря»");
    trial_claim(trial, agreement, "parties", entity_value(region), "Орловская область");
    trial_claim(trial, agreement, "term",
                (struct value){.type = VALUE_DURATION, .duration = {.years = 5}}, "5 лет");
}

START_TEST(writes_what_was_read)
{
    struct fixture fixture;
    struct trial trial;
    struct stored_claims claims;
    fixture_init(&fixture);
    trial_agreement(&trial, &fixture, "a");
    struct resolution resolution = trial_resolve(&trial);
    ck_assert_int_eq(resolution.outcome, RESOLVED_NEW);
    ck_assert_uint_eq(resolution.minted, 2);
    ck_assert_uint_eq(resolution.matched, 0);
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .words = true};
    CK_OK(&fixture, store_claims_of_report(fixture.store, resolution.report, &wanted,
                                           &fixture.arena, &claims, &fixture.error));
    ck_assert_uint_eq(claims.count, 5);
    ASSERT_SPAN(claims.items[0].property->name, "name");
    ASSERT_SPAN(claims.items[0].evidence[0].words, "ОАО «Заря»");
    ASSERT_SPAN(claims.items[4].text, "P5Y");
    ck_assert_double_eq(claims.items[4].confidence, 0.8);
    ASSERT_SPAN(claims.items[4].author, "test 1");
    fixture_release(&fixture);
}
END_TEST

START_TEST(reading_twice_changes_nothing)
{
    struct fixture fixture;
    struct trial trial;
    bool known;
    fixture_init(&fixture);
    trial_agreement(&trial, &fixture, "a");
    CK_OK(&fixture, resolve_is_known(fixture.store, &trial.report, fixture.version, &trial.origin,
                                     &fixture.arena, &known, &fixture.error));
    ck_assert(!known);
    trial_resolve(&trial);
    struct span before = dump_of(&fixture);
    CK_OK(&fixture, resolve_is_known(fixture.store, &trial.report, fixture.version, &trial.origin,
                                     &fixture.arena, &known, &fixture.error));
    ck_assert(known);
    ck_assert_int_eq(trial_resolve(&trial).outcome, RESOLVED_UNCHANGED);
    trial.origin.path = SPAN("/elsewhere/copy.txt");
    ck_assert_int_eq(trial_resolve(&trial).outcome, RESOLVED_UNCHANGED);
    ck_assert(span_equal(before, dump_of(&fixture)));
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_new_reader_keeps_the_ids)
{
    struct fixture fixture;
    struct trial trial;
    struct stored_sources before, after;
    fixture_init(&fixture);
    trial_agreement(&trial, &fixture, "a");
    int64_t report = trial_resolve(&trial).report;
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, report, &fixture.arena, &before, &fixture.error));
    /* The new reader finds the same agreement, with less of it, behind another fact. */
    fixture.version = SPAN("test 2");
    trial_init(&trial, &fixture, "a",
               "ОАО «Заря» и Орловская область подписали меморандум на 5 лет.");
    uint32_t firm = trial_entity(&trial, "Organization", "ОАО «Заря»", "ОАО «Заря»");
    uint32_t other = trial_fact(&trial, "partnership");
    trial_claim(&trial, other, "parties", entity_value(firm), "ОАО «Заря»");
    uint32_t agreement = trial_fact(&trial, "agreement");
    trial_claim(&trial, agreement, "term",
                (struct value){.type = VALUE_DURATION, .duration = {.years = 5}}, "на 5 лет");
    struct resolution resolution = trial_resolve(&trial);
    ck_assert_int_eq(resolution.outcome, RESOLVED_AGAIN);
    ck_assert_int_eq(resolution.report, report);
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, report, &fixture.arena, &after, &fixture.error));
    ck_assert_uint_eq(after.count, 3);
    ck_assert_int_eq(after.items[0].canonical, before.items[0].canonical);
    ck_assert_int_ne(after.items[1].canonical, before.items[2].canonical);
    ck_assert_int_eq(after.items[2].canonical, before.items[2].canonical);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_changed_file_supersedes_the_old_one)
{
    struct fixture fixture;
    struct trial trial;
    struct stored_report report;
    bool found;
    fixture_init(&fixture);
    trial_init(&trial, &fixture, "a", "Завод «Буран» строится.");
    int64_t first = trial_resolve(&trial).report;
    trial_init(&trial, &fixture, "a", "Завод «Буран» построен.");
    struct resolution resolution = trial_resolve(&trial);
    ck_assert_int_eq(resolution.outcome, RESOLVED_VERSION);
    ck_assert_int_eq(resolution.superseded, first);
    CK_OK(&fixture,
          store_report(fixture.store, first, &fixture.arena, &report, &found, &fixture.error));
    ck_assert_int_eq(report.superseded_by, resolution.report);
    /* From standard input nothing supersedes anything. */
    trial_init(&trial, &fixture, "a", "Завод «Буран» закрыт.");
    trial.origin.path = SPAN("");
    ck_assert_int_eq(trial_resolve(&trial).outcome, RESOLVED_NEW);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_file_that_is_changed_back_is_the_newest_again)
{
    struct fixture fixture;
    struct trial trial;
    struct stored_report report;
    bool found, known;
    fixture_init(&fixture);
    trial_init(&trial, &fixture, "a", "Завод «Буран» строится.");
    struct trial back = trial;
    back.reading.report = &back.report;
    back.report.blocks = &back.block;
    int64_t first = trial_resolve(&trial).report;
    trial_init(&trial, &fixture, "a", "Завод «Буран» построен.");
    int64_t second = trial_resolve(&trial).report;
    CK_OK(&fixture, resolve_is_known(fixture.store, &back.report, fixture.version, &back.origin,
                                     &fixture.arena, &known, &fixture.error));
    ck_assert(!known);
    struct resolution resolution = trial_resolve(&back);
    ck_assert_int_eq(resolution.outcome, RESOLVED_VERSION);
    ck_assert_int_eq(resolution.report, first);
    CK_OK(&fixture,
          store_report(fixture.store, second, &fixture.arena, &report, &found, &fixture.error));
    ck_assert_int_eq(report.superseded_by, first);
    CK_OK(&fixture,
          store_report(fixture.store, first, &fixture.arena, &report, &found, &fixture.error));
    ck_assert_int_eq(report.superseded_by, 0);
    ck_assert_int_ne(report.reading, 0);
    ck_assert_int_eq(trial_resolve(&back).outcome, RESOLVED_UNCHANGED);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_superseded_text_elsewhere_stays_superseded)
{
    struct fixture fixture;
    struct trial trial;
    bool known;
    fixture_init(&fixture);
    trial_init(&trial, &fixture, "a", "Завод «Буран» строится.");
    trial_resolve(&trial);
    trial_init(&trial, &fixture, "a", "Завод «Буран» построен.");
    trial_resolve(&trial);
    trial_init(&trial, &fixture, "copy", "Завод «Буран» строится.");
    CK_OK(&fixture, resolve_is_known(fixture.store, &trial.report, fixture.version, &trial.origin,
                                     &fixture.arena, &known, &fixture.error));
    ck_assert(known);
    ck_assert_int_eq(trial_resolve(&trial).outcome, RESOLVED_UNCHANGED);
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_the_user_states_alone_is_no_new_reading)
{
    struct fixture fixture;
    struct trial trial;
    struct stored_report report;
    bool found, known;
    fixture_init(&fixture);
    trial_agreement(&trial, &fixture, "a");
    int64_t number = trial_resolve(&trial).report;
    trial.origin.stated.publisher = SPAN("Вестник");
    CK_OK(&fixture, resolve_is_known(fixture.store, &trial.report, fixture.version, &trial.origin,
                                     &fixture.arena, &known, &fixture.error));
    ck_assert(!known);
    ck_assert_int_eq(trial_resolve(&trial).outcome, RESOLVED_STATED);
    CK_OK(&fixture,
          store_report(fixture.store, number, &fixture.arena, &report, &found, &fixture.error));
    ASSERT_SPAN(report.publisher, "Вестник");
    ck_assert_int_eq(report.reading, 1);
    /* A date that is stated is one from which relative dates were resolved anew. */
    trial.origin.stated.published = trial.report.published = (struct date){2016, 3, 1};
    trial.report.published_by_user = true;
    ck_assert_int_eq(trial_resolve(&trial).outcome, RESOLVED_AGAIN);
    ck_assert_int_eq(trial_resolve(&trial).outcome, RESOLVED_UNCHANGED);
    CK_OK(&fixture,
          store_report(fixture.store, number, &fixture.arena, &report, &found, &fixture.error));
    ck_assert_int_eq(report.published.year, 2016);
    ck_assert(report.published_by_user);
    /* Read again without stating it, the report keeps the date, also under a new reader. */
    trial.origin.stated = (struct report_statement){0};
    trial.report.published = (struct date){2010, 1, 1};
    trial.report.published_by_user = false;
    ck_assert_int_eq(trial_resolve(&trial).outcome, RESOLVED_UNCHANGED);
    fixture.version = SPAN("test 2");
    CK_OK(&fixture, resolve_is_known(fixture.store, &trial.report, fixture.version, &trial.origin,
                                     &fixture.arena, &known, &fixture.error));
    ck_assert(!known);
    ck_assert_int_eq(trial.report.published.year, 2016);
    ck_assert(trial.report.published_by_user);
    fixture_release(&fixture);
}
END_TEST

START_TEST(knows_firms_again_by_name)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = resolve_firm(&fixture, "a", "Company", "ОАО «Росбуран»").report;
    struct resolution again = resolve_firm(&fixture, "b", "Organization", "Росбуран");
    ck_assert_uint_eq(again.matched, 1);
    ck_assert_int_eq(canonical_of(&fixture, again.report, "Росбуран"),
                     canonical_of(&fixture, a, "ОАО «Росбуран»"));
    ck_assert_uint_eq(resolve_firm(&fixture, "c", "Company", "Завод «Росбуран»").matched, 1);
    ck_assert_uint_eq(resolve_firm(&fixture, "d", "Region", "Росбуран").minted, 1);
    ck_assert_uint_eq(resolve_firm(&fixture, "e", "PublicBody", "Правительство").minted, 1);
    ck_assert_uint_eq(resolve_firm(&fixture, "f", "PublicBody", "Правительство").minted, 1);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_name_alone_is_no_person)
{
    struct fixture fixture;
    fixture_init(&fixture);
    ck_assert_uint_eq(resolve_firm(&fixture, "a", "Person", "Пётр Ильич Сомов").minted, 1);
    ck_assert_uint_eq(resolve_firm(&fixture, "b", "Person", "Пётр Ильич Сомов").matched, 1);
    ck_assert_uint_eq(resolve_firm(&fixture, "c", "Person", "Пётр Сомов").minted, 1);
    ck_assert_uint_eq(resolve_firm(&fixture, "d", "Person", "Сомов").minted, 1);
    ck_assert_uint_eq(resolve_firm(&fixture, "e", "Person", "П. И. Сомов").minted, 1);
    ck_assert_uint_eq(resolve_firm(&fixture, "f", "Person", "Пётр Львович Сомов").minted, 1);
    ck_assert_uint_eq(resolve_firm(&fixture, "g", "Person", "Пётр Львович Сомов").matched, 1);
    fixture_release(&fixture);
}
END_TEST

START_TEST(twins_of_one_report_are_one)
{
    struct fixture fixture;
    struct trial trial;
    fixture_init(&fixture);
    trial_init(&trial, &fixture, "a", "ОАО «Заря» растёт. Рядом с ОАО «Заря» — парк.");
    trial_entity(&trial, "Company", "ОАО «Заря»", "ОАО «Заря»");
    trial_entity(&trial, "Company", "ОАО «Заря»", "ОАО «Заря»");
    struct resolution resolution = trial_resolve(&trial);
    ck_assert_uint_eq(resolution.minted, 1);
    ck_assert_uint_eq(resolution.matched, 1);
    fixture_release(&fixture);
}
END_TEST

START_TEST(keeps_nothing_without_proof)
{
    struct fixture fixture;
    struct trial trial;
    struct stored_sources sources;
    fixture_init(&fixture);
    trial_init(&trial, &fixture, "a", "ОАО «Заря» подписало договор.");
    trial_entity(&trial, "Company", "ОАО «Заря»", "ОАО «Заря»");
    uint32_t unnamed = trial_entity(&trial, "Company", "Тень", NULL);
    trial.entities[unnamed - 1].listed = false;
    uint32_t proved = trial_fact(&trial, "agreement"), bare = trial_fact(&trial, "agreement");
    trial_claim(&trial, proved, "continues", (struct value){.type = VALUE_FACT, .fact = bare},
                "договор");
    trial_claim(&trial, proved, "term", (struct value){.type = VALUE_DATE, .date = {2015, 0, 0}},
                "договор");
    trial_claim(&trial, bare, "parties", entity_value(unnamed), NULL);
    int64_t report = trial_resolve(&trial).report;
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, report, &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 2);
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    struct stored_claims claims;
    CK_OK(&fixture, store_claims_of_report(fixture.store, report, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    ck_assert_uint_eq(claims.count, 1);
    fixture_release(&fixture);
}
END_TEST

START_TEST(resolves_what_the_reader_reads)
{
    struct fixture fixture;
    struct report report;
    struct reading reading;
    struct resolution resolution;
    struct report_hint hint = {.id = SPAN("r"), .source = SPAN("r.txt")};
    struct resolve_origin origin = {.author = SPAN("user:olga"), .now = 5};
    bool known;
    fixture_init(&fixture);
    struct span text = SPAN("Губернатор Орловской области Пётр Сомов встретился с директором "
                            "ОАО «Заря» Анной Лосевой.\n");
    CK_OK(&fixture, report_of_bytes(&fixture.arena, text, &hint, &report, &fixture.error));
    reading_of(fixture.reader, &fixture.arena, &report, &reading);
    CK_OK(&fixture, resolve_report(fixture.store, fixture.reader, &reading, &origin, &fixture.arena,
                                   &resolution, &fixture.error));
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    ck_assert_int_eq(resolution.outcome, RESOLVED_NEW);
    ck_assert_uint_ge(resolution.minted, 3);
    struct span version = resolve_reader_version(fixture.reader, &fixture.arena);
    CK_OK(&fixture, resolve_is_known(fixture.store, &report, version, &origin, &fixture.arena,
                                     &known, &fixture.error));
    ck_assert(known);
    fixture_release(&fixture);
}
END_TEST

void add_resolve(Suite *suite)
{
    SUITE_ADD(suite, writes_what_was_read);
    SUITE_ADD(suite, reading_twice_changes_nothing);
    SUITE_ADD(suite, a_new_reader_keeps_the_ids);
    SUITE_ADD(suite, a_changed_file_supersedes_the_old_one);
    SUITE_ADD(suite, a_file_that_is_changed_back_is_the_newest_again);
    SUITE_ADD(suite, a_superseded_text_elsewhere_stays_superseded);
    SUITE_ADD(suite, what_the_user_states_alone_is_no_new_reading);
    SUITE_ADD(suite, knows_firms_again_by_name);
    SUITE_ADD(suite, a_name_alone_is_no_person);
    SUITE_ADD(suite, twins_of_one_report_are_one);
    SUITE_ADD(suite, keeps_nothing_without_proof);
    SUITE_ADD(suite, resolves_what_the_reader_reads);
}
