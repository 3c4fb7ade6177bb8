/* Tables of needs and offers, taken into the registry. */
#include "orders.h"

#include "trade_import.h"

void add_trade(Suite *suite);

static struct fixture fixture;
static struct catalogue *catalogue;
static struct arena scratch;
static struct work_trade_done done;

static void setup(void)
{
    fixture_init(&fixture);
    catalogue = catalogue_new();
    arena_init(&scratch, (size_t)1 << 28);
}

static void teardown(void)
{
    arena_release(&scratch);
    catalogue_free(catalogue);
    fixture_release(&fixture);
}

static void import(struct work_trade table, const char *text)
{
    struct work work = work_of(&fixture);
    table.text = span_of(text);
    table.side = trade_side_of(table.text, &fixture.arena);
    table.source = SPAN("t.csv");
    if (!table.path.size)
        table.path = SPAN("/tables/t.csv");
    table.catalogue = catalogue;
    table.tongue = TONGUE_ENGLISH;
    CK_OK(&fixture, work_trade_import(&work, &table, reader_reference(fixture.reader), &scratch,
                                      &done, &fixture.error));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
}

static void assert_done(size_t added, size_t changed, size_t unchanged, size_t left_out)
{
    ck_assert_uint_eq(done.added, added);
    ck_assert_uint_eq(done.changed, changed);
    ck_assert_uint_eq(done.unchanged, unchanged);
    ck_assert_uint_eq(done.left_out.count, left_out);
}

static size_t count_of(const char *kind)
{
    struct store_counts counts;
    CK_OK(&fixture, store_counts(fixture.store, &fixture.arena, &counts, &fixture.error));
    return (size_t)
        counts.of_kind[schema_kind_find(store_schema(fixture.store), span_of(kind))->number];
}

static const char needs[] = "номер;товар;количество;единица;срок;покупатель;регион;откуда сейчас;"
                            "из какой страны сейчас\n"
                            "1;болты М24;1 200,5;кг;31.12.2026;Авиазавод;Иркутская область;;Китай\n"
                            "2;рукава;40;шт.;;Авиазавод;RU-IRK;Самарская область;\n";

START_TEST(the_same_table_doubles_nothing)
{
    import((struct work_trade){0}, needs);
    assert_done(2, 0, 0, 0);
    ck_assert_uint_eq(count_of("Company"), 1);
    ck_assert_uint_eq(count_of("Region"), 2);
    import((struct work_trade){0}, needs);
    assert_done(0, 0, 2, 0);
    ck_assert_uint_eq(count_of("need"), 2);
    import((struct work_trade){.path = SPAN("/tables/another.csv")}, needs);
    assert_done(2, 0, 0, 0);
    ck_assert_uint_eq(count_of("Company"), 1);
}
END_TEST

START_TEST(rows_are_known_by_their_words_where_they_have_no_id)
{
    static const char offers[] = "product,capacity,period,supplier\nbolts,4,half,x\n"
                                 "bolts,5,month,x\nbolts,5,month,x\nhoses,6,полугодие,x\n";
    static const char moved[] = "product,capacity,period,supplier\nhoses,6,полугодие,x\n"
                                "bolts,5,month,x\nbolts,7,month,x\n";
    import((struct work_trade){0}, offers);
    assert_done(3, 0, 0, 1);
    ASSERT_SPAN(done.left_out.items[0].column, "period");
    ck_assert_uint_eq(done.left_out.items[0].line, 2);
    import((struct work_trade){0}, moved);
    assert_done(0, 1, 2, 0);
    ck_assert_uint_eq(count_of("offer"), 3);
}
END_TEST

START_TEST(a_row_is_taken_whole_or_not_at_all)
{
    import((struct work_trade){0}, "product,quantity,buyer,region,okpd2\nbolts,5,,RU-IRK,\n"
                                   "hoses,6,x,Mars,\nnuts,none,x,,\nnuts,7,x,,25.x\n"
                                   "nuts,7,x,,25.94\n");
    assert_done(1, 0, 0, 4);
    static const char *const columns[] = {"buyer", "region", "quantity", "okpd2"};
    for (size_t i = 0; i < 4; i++) {
        ck_assert_uint_eq(done.left_out.items[i].line, i + 2);
        ASSERT_SPAN(done.left_out.items[i].column, columns[i]);
        ck_assert_uint_ne(span_find(done.left_out.items[i].text, span_of(columns[i]), 0), SIZE_MAX);
    }
    ck_assert_uint_eq(count_of("Region"), 0);
}
END_TEST

/* The fact and the entry of the first need. */
static struct stored_source need_find(void)
{
    struct stored_sources sources;
    CK_OK(&fixture,
          store_sources(fixture.store, 0, 100, true, &fixture.arena, &sources, &fixture.error));
    for (size_t i = 0; i < sources.count; i++)
        if (span_is(sources.items[i].kind->name, "need"))
            return sources.items[i];
    ck_abort_msg("there is no need");
}

START_TEST(what_the_table_has_no_column_for_stays)
{
    struct work work = work_of(&fixture);
    struct work_entry_told told;
    struct work_entry entry;
    import((struct work_trade){0}, needs);
    struct stored_source need = need_find();
    struct work_entry_order order = {.id = need.report_id,
                                     .facts = SPAN("need\nbuyer=Авиазавод\ngoods=болты М24\n"
                                                   "quantity=7\nokpd2=25.94.11"),
                                     .catalogue = catalogue,
                                     .tongue = TONGUE_ENGLISH};
    CK_OK(&fixture, work_entry_state(&work, &order, &entry, &fixture.error));
    import((struct work_trade){0}, needs);
    assert_done(0, 1, 1, 0);
    work = work_of(&fixture);
    CK_OK(&fixture, work_entry_tell(&work, need.report_id, &told, &fixture.error));
    struct span code = {0}, quantity = {0};
    for (size_t i = 0; i < told.facts.items[0].count; i++) {
        const struct told_value *value = &told.facts.items[0].items[i];
        code = span_is(value->property->name, "okpd2") ? value->given : code;
        quantity = span_is(value->property->name, "quantity") ? value->given : quantity;
    }
    ASSERT_SPAN(code, "25.94.11");
    ASSERT_SPAN(quantity, "1200.5");
}
END_TEST

START_TEST(an_exported_row_changes_its_need)
{
    import((struct work_trade){0}, needs);
    struct stored_source need = need_find();
    struct span text = arena_format(&fixture.arena,
                                    "id,goods,buyer,quantity\n%s,болты М24,"
                                    "Авиазавод,77\n",
                                    need.canonical_id);
    import((struct work_trade){.path = SPAN("/tables/export.csv")}, text.data);
    assert_done(0, 1, 0, 0);
    ck_assert_uint_eq(count_of("need"), 2);
    import((struct work_trade){.path = SPAN("/tables/export.csv")}, text.data);
    assert_done(0, 0, 1, 0);
}
END_TEST

START_TEST(what_was_withdrawn_stays_so)
{
    struct work work = work_of(&fixture);
    import((struct work_trade){0}, needs);
    struct stored_source need = need_find();
    CK_OK(&fixture, work_report_withdraw(&work, need.report_id, SPAN(""), NULL, &fixture.error));
    import((struct work_trade){0}, needs);
    assert_done(0, 0, 1, 0);
    ck_assert_uint_eq(done.withdrawn, 1);
    ck_assert_uint_eq(count_of("need"), 1);
}
END_TEST

static bool one_row(void *context, size_t row, size_t rows)
{
    (void)context;
    ck_assert_uint_eq(rows, 2);
    return row == 0;
}

START_TEST(an_interruption_keeps_what_was_taken)
{
    import((struct work_trade){.goes_on = one_row}, needs);
    assert_done(1, 0, 0, 0);
    ck_assert(done.stopped);
    import((struct work_trade){0}, needs);
    assert_done(1, 0, 1, 0);
}
END_TEST

START_TEST(a_participant_gives_what_is_his)
{
    import((struct work_trade){0}, needs);
    struct stored_source need = need_find();
    (void)need;
    import((struct work_trade){.path = SPAN("/tables/his.csv"), .own = true}, needs);
    assert_done(0, 0, 0, 2);
}
END_TEST

void add_trade(Suite *suite)
{
    TCase *cases = tcase_create("trade");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, the_same_table_doubles_nothing);
    tcase_add_test(cases, rows_are_known_by_their_words_where_they_have_no_id);
    tcase_add_test(cases, a_row_is_taken_whole_or_not_at_all);
    tcase_add_test(cases, what_the_table_has_no_column_for_stays);
    tcase_add_test(cases, an_exported_row_changes_its_need);
    tcase_add_test(cases, what_was_withdrawn_stays_so);
    tcase_add_test(cases, an_interruption_keeps_what_was_taken);
    tcase_add_test(cases, a_participant_gives_what_is_his);
    suite_add_tcase(suite, cases);
}
