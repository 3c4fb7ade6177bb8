/* What an expert and an applicant have in common. */
#include "conflicts.h"
#include "world.h"

void add_conflicts(Suite *suite);

static struct world world;

static const char told[] =
    "«Звезда» и ОАО «Вымпел» входят в Холдинг. Экспертом был Игорь Белов, бывший директор "
    "«Звезды». Олег Дроздов, директор «Луны», и Игорь Белов подписали соглашение «Луны» и "
    "Института связи. Завод строит ОАО «Вымпел». Нина Чужая — директор «Зари». "
    "Пётр Дальний — директор Департамента закупок ОАО «Вымпел».\n";

static int64_t number_of(const char *name)
{
    int64_t number = 0;
    ck_assert(canonical_read(world_thing(&world, name), &number));
    return number;
}

static struct value chosen(const char *kind, const char *property, const char *code)
{
    const struct schema_choice *choice = schema_choice_find(
        schema_property_find(kind_of(&world.fixture, kind), span_of(property)), span_of(code));
    ck_assert_ptr_nonnull(choice);
    return (struct value){.type = VALUE_CHOICE, .choice = choice};
}

static void office(struct draft *draft, uint32_t person, uint32_t body, bool former)
{
    uint32_t fact = draft_source(draft, "occupation", "", NULL, 0);
    draft_claim(draft, fact, "person", entity_value(person), "директор");
    draft_claim(draft, fact, "position", text_value("директор"), "директор");
    draft_claim(draft, fact, "organization", entity_value(body), "директор");
    if (former)
        draft_claim(draft, fact, "status", chosen("occupation", "status", "former"), "бывший");
}

static void part_of(struct draft *draft, uint32_t part, uint32_t whole)
{
    uint32_t fact = draft_source(draft, "subordination", "", NULL, 0);
    draft_claim(draft, fact, "part", entity_value(part), "входят");
    draft_claim(draft, fact, "whole", entity_value(whole), "Холдинг");
}

static void sign(struct draft *draft, uint32_t fact, uint32_t person)
{
    draft_claim(draft, fact, "signatories",
                (struct value){.type = VALUE_SIGNATORY, .signatory = {.person = person}},
                "подписали");
}

static void setup(void)
{
    struct draft draft;
    world_init(&world);
    draft_init(&draft, &world.fixture, "svyazi", told);
    draft.reading.published = world_day("2015-11-25");
    uint32_t star = draft_source(&draft, "Company", "Звезда", "Звезда", 0);
    uint32_t firm =
        draft_source(&draft, "Company", "ОАО «Вымпел»", "ОАО «Вымпел»", number_of("ОАО «Вымпел»"));
    uint32_t holding = draft_source(&draft, "Company", "Холдинг", "Холдинг", 0);
    uint32_t moon = draft_source(&draft, "Company", "Луна", "Луны", 0);
    uint32_t dawn = draft_source(&draft, "Company", "Заря", "Зари", 0);
    uint32_t expert = draft_source(&draft, "Person", "Игорь Белов", "Игорь Белов", 0);
    uint32_t other = draft_source(&draft, "Person", "Олег Дроздов", "Олег Дроздов", 0);
    uint32_t stranger = draft_source(&draft, "Person", "Нина Чужая", "Нина Чужая", 0);
    uint32_t distant = draft_source(&draft, "Person", "Пётр Дальний", "Пётр Дальний", 0);
    uint32_t department = draft_source(&draft, "Organization", "Департамент закупок ОАО «Вымпел»",
                                       "Департамента закупок ОАО «Вымпел»", 0);
    part_of(&draft, star, holding);
    part_of(&draft, firm, holding);
    office(&draft, expert, star, true);
    office(&draft, other, moon, false);
    office(&draft, stranger, dawn, false);
    office(&draft, distant, department, false);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, agreement, "parties", entity_value(moon), "Луны");
    sign(&draft, agreement, expert);
    uint32_t joint = draft_source(&draft, "agreement", "", NULL, 0);
    sign(&draft, joint, expert);
    sign(&draft, joint, other);
    uint32_t project = draft_source(&draft, "project", "", NULL, 0);
    draft_claim(&draft, project, "what", text_value("завод"), "Завод");
    draft_claim(&draft, project, "executors", entity_value(firm), "ОАО «Вымпел»");
    draft_write(&draft);
}

static void teardown(void)
{
    world_release(&world);
}

static struct query_conflicts conflicts_of(const char *expert, struct span applicant)
{
    struct query_conflicts conflicts;
    CK_OK(&world.fixture, query_conflicts(&world.query, world_thing(&world, expert), applicant,
                                          &conflicts, &world.fixture.error));
    for (size_t i = 0; i < conflicts.count; i++) {
        ck_assert_uint_gt(conflicts.items[i].path.count, 0);
        ck_assert_uint_gt(conflicts.items[i].evidence.count, 0);
        ck_assert_uint_gt(conflicts.items[i].text.size, 0);
    }
    return conflicts;
}

START_TEST(an_office_with_the_applicant)
{
    struct query_conflicts found = conflicts_of("Игорь Белов", world_thing(&world, "Звезда"));
    ck_assert_uint_eq(found.count, 1);
    ck_assert_str_eq(found.items[0].code, "employer");
    ck_assert(found.items[0].former);
    ck_assert_uint_eq(found.items[0].path.count, 1);
    ck_assert(span_equal(found.items[0].text,
                         SPAN("Игорь Белов — должность у заявителя: Звезда; было раньше")));
}
END_TEST

START_TEST(an_office_in_the_group_by_the_facts_that_join_it)
{
    struct query_conflicts found = conflicts_of("Игорь Белов", world_thing(&world, "ОАО «Вымпел»"));
    ck_assert_uint_eq(found.count, 1);
    ck_assert_str_eq(found.items[0].code, "group");
    ck_assert(span_equal(found.items[0].body.text, SPAN("Звезда")));
    ck_assert_uint_eq(found.items[0].path.count, 3);
    found = conflicts_of("Игорь Белов", world_fact(&world, "svyazi", "project"));
    ck_assert_uint_eq(found.count, 1);
    ck_assert_str_eq(found.items[0].code, "group");
    ck_assert_uint_eq(found.items[0].path.count, 4);
}
END_TEST

START_TEST(an_office_in_what_is_named_after_the_applicant)
{
    struct query_conflicts found =
        conflicts_of("Пётр Дальний", world_thing(&world, "ОАО «Вымпел»"));
    ck_assert_uint_eq(found.count, 1);
    ck_assert_str_eq(found.items[0].code, "group");
    ck_assert_uint_eq(found.items[0].path.count, 1);
    /* What is subordinate to the holding, of which the body that it is named after is a part. */
    found = conflicts_of("Пётр Дальний", world_thing(&world, "Звезда"));
    ck_assert_uint_eq(found.count, 1);
    ck_assert_uint_eq(found.items[0].path.count, 3);
    ck_assert_uint_eq(conflicts_of("Пётр Дальний", world_thing(&world, "Луна")).count, 0);
}
END_TEST

START_TEST(a_signature_beside_the_applicant)
{
    struct query_conflicts found = conflicts_of("Игорь Белов", world_thing(&world, "Луна"));
    ck_assert_uint_eq(found.count, 2);
    ck_assert_str_eq(found.items[0].code, "signatory");
    ck_assert_str_eq(found.items[1].code, "signatory");
    found = conflicts_of("Игорь Белов", world_thing(&world, "Олег Дроздов"));
    ck_assert_uint_gt(found.count, 0);
    ck_assert_str_eq(found.items[0].code, "signatory");
    found = conflicts_of("Сергей Иванов", world_thing(&world, "ОАО «Вымпел»"));
    ck_assert_uint_eq(found.count, 1);
    ck_assert_str_eq(found.items[0].code, "signatory");
}
END_TEST

START_TEST(nothing_in_common_is_said_to_be_unknown)
{
    struct query_conflicts found = conflicts_of("Нина Чужая", world_thing(&world, "ОАО «Вымпел»"));
    ck_assert_uint_eq(found.count, 0);
    ck_assert(span_find(found.summary, SPAN("не знает"), 0) != SIZE_MAX);
    GOLDEN(&world, "conflicts_none", query_conflicts_write, &found);
    found = conflicts_of("Игорь Белов", world_thing(&world, "ОАО «Вымпел»"));
    GOLDEN(&world, "conflicts", query_conflicts_write, &found);
}
END_TEST

START_TEST(what_is_asked_amiss)
{
    struct query_conflicts found;
    CK_FAILS(&world.fixture,
             query_conflicts(&world.query, world_thing(&world, "Луна"), world_thing(&world, "Заря"),
                             &found, &world.fixture.error),
             "query.not_person");
    error_release(&world.fixture.error);
    error_init(&world.fixture.error);
    CK_FAILS(&world.fixture,
             query_conflicts(&world.query, world_thing(&world, "Нина Чужая"), SPAN("ru-1"), &found,
                             &world.fixture.error),
             "query.unknown_id");
}
END_TEST

void add_conflicts(Suite *suite)
{
    TCase *tcase = tcase_create("conflicts");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, an_office_with_the_applicant);
    tcase_add_test(tcase, an_office_in_the_group_by_the_facts_that_join_it);
    tcase_add_test(tcase, an_office_in_what_is_named_after_the_applicant);
    tcase_add_test(tcase, a_signature_beside_the_applicant);
    tcase_add_test(tcase, nothing_in_common_is_said_to_be_unknown);
    tcase_add_test(tcase, what_is_asked_amiss);
    suite_add_tcase(suite, tcase);
}
