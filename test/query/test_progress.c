/* How a programme stands: measures by their days, indicators, figures that are proposed, changes.
 */
#include "progress.h"
#include "world.h"

void add_progress(Suite *suite);

static struct world world;
static struct query_progress progress;
static struct draft draft;
static uint32_t programme;

static const char text[] =
    "О программе «Рост станков» доложено. Литейный цех строится до 2014 года. Центр открыт. "
    "Выпуск станков к 2020 году 200 штук. Выпущено 120 штук станков. Создано 30 рабочих мест. "
    "Решено расширить программу.\n";

static struct value choice(const char *kind, const char *property, const char *code)
{
    const struct schema_property *found =
        schema_property_find(kind_of(&world.fixture, kind), span_of(property));
    return (struct value){.type = VALUE_CHOICE, .choice = schema_choice_find(found, span_of(code))};
}

static struct value year(int16_t number)
{
    return (struct value){.type = VALUE_DATE, .date = {number, 0, 0}};
}

static struct value number(double value)
{
    return (struct value){.type = VALUE_NUMBER, .number = value};
}

static uint32_t fact_add(const char *kind, const char *property)
{
    uint32_t fact = draft_source(&draft, kind, "", NULL, 0);
    if (property)
        draft_claim(&draft, fact, property, entity_value(programme), "программе");
    return fact;
}

static void measure_add(const char *what, const char *status, int16_t due)
{
    uint32_t fact = fact_add("measure", "programme");
    draft_claim(&draft, fact, "what", text_value(what), what);
    draft_claim(&draft, fact, "status", choice("measure", "status", status), what);
    if (due)
        draft_claim(&draft, fact, "due", year(due), "2014 года");
}

static void figure_add(const char *measure, double value, const char *words)
{
    uint32_t fact = fact_add("figure", NULL);
    draft_claim(&draft, fact, "measure", text_value(measure), words);
    draft_claim(&draft, fact, "value", number(value), words);
}

static void indicator_add(void)
{
    uint32_t fact = fact_add("indicator", "programme");
    draft_claim(&draft, fact, "measure", text_value("выпуск станков"), "Выпуск станков");
    draft_claim(&draft, fact, "reading", choice("indicator", "reading", "target"), "к 2020 году");
    draft_claim(&draft, fact, "year", year(2020), "2020 году");
    draft_claim(&draft, fact, "value", number(200), "200");
    draft_claim(&draft, fact, "unit", text_value("штука"), "штук");
}

static void setup(void)
{
    world_init_empty(&world);
    draft_init(&draft, &world.fixture, "rost", text);
    draft.reading.published = (struct date){2015, 2, 9};
    programme = draft_source(&draft, "Programme", "Рост станков", "«Рост станков»", 0);
    measure_add("Литейный цех", "under_way", 2014);
    measure_add("Центр", "completed", 2014);
    indicator_add();
    figure_add("выпуск станков", 120, "Выпущено 120 штук");
    figure_add("рабочие места", 30, "30 рабочих мест");
    draft_claim(&draft, fact_add("decision", NULL), "what", entity_value(programme), "программу");
    draft_write(&draft);
}

static void teardown(void)
{
    world_release(&world);
}

static void ask(struct date since)
{
    CK_OK(&world.fixture, query_progress(&world.query, world_thing(&world, "Рост станков"), since,
                                         &progress, &world.fixture.error));
}

START_TEST(what_is_late_stands_first_and_silence_is_said)
{
    ask((struct date){0});
    ck_assert_uint_eq(progress.measures.count, 2);
    const struct query_progress_measure *late = &progress.measures.items[0];
    ASSERT_SPAN(late->standing, "late");
    ck_assert(span_find(late->text, SPAN("срок прошёл: 2014"), 0) != SIZE_MAX);
    ck_assert(span_find(late->text, SPAN("нет сообщений с 9"), 0) != SIZE_MAX);
    ASSERT_SPAN(progress.measures.items[1].standing, "completed");
    ck_assert_uint_eq(progress.measures.items[1].text.size, 0);
    ck_assert_uint_eq(progress.late, 1);
    ck_assert_uint_eq(progress.completed, 1);
    ck_assert_uint_eq(progress.decisions.count, 1);
    /* On a day before the end of the year it was not late. */
    world.query.today = (struct date){2014, 6, 1};
    ask((struct date){0});
    ck_assert_uint_eq(progress.late, 0);
}
END_TEST

START_TEST(figures_are_proposed_by_their_words)
{
    ask((struct date){0});
    ck_assert_uint_eq(progress.indicators.count, 1);
    const struct query_progress_indicator *indicator = &progress.indicators.items[0];
    ck_assert_uint_eq(indicator->values.count, 1);
    ASSERT_SPAN(indicator->values.items[0].reading, "target");
    ck_assert_uint_eq(indicator->proposals.count, 1);
    ck_assert(indicator->proposals.items[0].number == 120);
    ck_assert_int_eq(indicator->proposals.items[0].year.year, 2015);
    ASSERT_SPAN(indicator->proposals.items[0].claim.evidence.items[0].quote, "Выпущено 120 штук");
    ck_assert_uint_eq(progress.figures.count, 1);
    ck_assert(progress.figures.items[0].number == 30);
}
END_TEST

START_TEST(changes_are_what_the_registry_learned_since)
{
    ask((struct date){1970, 1, 1});
    ck_assert_uint_eq(progress.changes.count, 6);
    ck_assert(progress.measures.items[0].fact.is_new);
    ask((struct date){2100, 1, 1});
    ck_assert_uint_eq(progress.changes.count, 0);
    ck_assert(!progress.measures.items[0].fact.is_new);
}
END_TEST

START_TEST(what_has_no_measures_has_no_progress)
{
    ask((struct date){0});
    struct span decision = progress.decisions.items[0].id;
    CK_FAILS(
        &world.fixture,
        query_progress(&world.query, decision, (struct date){0}, &progress, &world.fixture.error),
        "query.not_programme");
}
END_TEST

void add_progress(Suite *suite)
{
    TCase *tests = tcase_create("progress");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, what_is_late_stands_first_and_silence_is_said);
    tcase_add_test(tests, figures_are_proposed_by_their_words);
    tcase_add_test(tests, changes_are_what_the_registry_learned_since);
    tcase_add_test(tests, what_has_no_measures_has_no_progress);
    suite_add_tcase(suite, tests);
}
