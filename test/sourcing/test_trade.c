/* Tables of needs and offers, units, places. */
#include "trade.h"

#include "suite.h"

void add_trade(Suite *suite);

static struct reference *reference;
static struct arena arena;

static void setup(void)
{
    arena_init(&arena, (size_t)1 << 26);
    ck_assert(reference_open(&reference, SPAN(SOURCE_ROOT), NULL));
}

static void teardown(void)
{
    reference_close(reference);
    arena_release(&arena);
}

static struct needs needs_of(const char *text)
{
    struct needs needs;
    ck_assert(needs_read(span_of(text), SPAN("needs"), reference, &arena, &needs, NULL));
    return needs;
}

static struct offers offers_of(const char *text)
{
    struct offers offers;
    ck_assert(offers_read(span_of(text), SPAN("offers"), reference, &arena, &offers, NULL));
    return offers;
}

static void assert_near(double given, double wanted)
{
    ck_assert_msg(given > wanted - 1e-6 * wanted - 1e-12 && given < wanted + 1e-6 * wanted + 1e-12,
                  "is %f, should be %f", given, wanted);
}

START_TEST(units_of_one_measure_are_comparable)
{
    static const struct {
        const char *text;
        enum measure measure;
        double factor;
    } cases[] = {
        {"т", MEASURE_MASS, 1000},
        {"Тонн", MEASURE_MASS, 1000},
        {"кг.", MEASURE_MASS, 1},
        {"", MEASURE_PIECES, 1},
        {"тыс. шт.", MEASURE_PIECES, 1000},
        {"пог. м", MEASURE_LENGTH, 1},
        {"м²", MEASURE_AREA, 1},
        {"куб. м", MEASURE_VOLUME, 1000},
        {"компл.", MEASURE_SETS, 1},
        {"кВт·ч", MEASURE_ENERGY, 1},
        {"KG", MEASURE_MASS, 1},
    };
    struct unit unit;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_msg(unit_read(span_of(cases[i].text), &unit), "%s", cases[i].text);
        ck_assert_msg(unit.measure == cases[i].measure, "%s", cases[i].text);
        assert_near(unit.factor, cases[i].factor);
    }
    ck_assert(!unit_read(SPAN("вагон"), &unit));
}
END_TEST

START_TEST(amounts_and_periods_are_read_as_people_write_them)
{
    double value;
    ck_assert(amount_of_text(SPAN("1 200,5"), &value));
    assert_near(value, 1200.5);
    ck_assert(amount_of_text(SPAN("0.25"), &value));
    assert_near(value, 0.25);
    ck_assert(!amount_of_text(SPAN("0"), &value) && !amount_of_text(SPAN("-5"), &value));
    ck_assert(!amount_of_text(SPAN("5 шт"), &value) && !amount_of_text(SPAN(","), &value));
    ck_assert(period_read(SPAN("в месяц"), &value));
    assert_near(value, 365.0 / 12);
    ck_assert(period_read(SPAN("Год"), &value) && !period_read(SPAN("век"), &value));
}
END_TEST

START_TEST(a_table_may_be_in_russian_or_english)
{
    struct needs needs = needs_of("Номер;Товар;Количество;Единица;Срок;Регион;Цена\n"
                                  "7;болты;2,5;т;2026-05;Омск;1000\n");
    const struct need *need = &needs.items[0];
    ck_assert_uint_eq(needs.count, 1);
    ASSERT_SPAN(need->line.id, "7");
    assert_near(need->quantity, 2500);
    assert_near(need->line.price, 1);
    ck_assert_int_eq(need->by.day, 31);
    ASSERT_SPAN(need->line.place.region->name, "Омская область");
    struct offers offers = offers_of("product,capacity,period,unit,lead_days,minimum,line\n"
                                     "bolts,7,week,kg,30,5,A\n");
    ck_assert_uint_eq(offers.count, 1);
    assert_near(offers.items[0].daily, 1);
    assert_near(offers.items[0].minimum, 5);
    ck_assert_int_eq(offers.items[0].lead_days, 30);
    ASSERT_SPAN(offers.items[0].shared, "a");
    ASSERT_SPAN(offers.items[0].line.id, "2");
}
END_TEST

START_TEST(lines_that_say_what_cannot_be_are_left_out)
{
    static const struct {
        const char *row, *key;
    } cases[] = {
        {"a;болты;много;;;;;", "sourcing.bad_quantity"},
        {"a;болты;;;;;;", "sourcing.no_quantity"},
        {"a;;5;;;;;", "sourcing.no_product"},
        {"a;болты;5;пуд;;;;", "sourcing.bad_unit"},
        {"a;болты;5;;скоро;;;", "sourcing.bad_date"},
        {"a;болты;5;;;Марс;;", "sourcing.unknown_region"},
        {"a;болты;5;;;;М24;", "sourcing.bad_code"},
        {"a;болты;5;;;;;100", "sourcing.bad_degrees"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text =
            arena_format(&arena,
                         "id;product;quantity;unit;by;region;okpd2;latitude;longitude\n%s;%s\n"
                         "b;гайки;1;;;;;\n",
                         cases[i].row, "30")
                .data;
        struct needs needs = needs_of(text);
        ck_assert_uint_eq(needs.count, 1);
        ck_assert_msg(needs.problems.count == 1, "%s", cases[i].row);
        ck_assert_str_eq(needs.problems.items[0].key, cases[i].key);
        ck_assert_uint_eq(needs.problems.items[0].line, 2);
    }
    struct needs twice = needs_of("id,product,quantity\na,болты,1\na,гайки,1\n");
    ck_assert_uint_eq(twice.count, 1);
    ck_assert_str_eq(twice.problems.items[0].key, "sourcing.same_id");
}
END_TEST

START_TEST(a_spreadsheet_is_taken_as_people_fill_it_in)
{
    struct needs needs = needs_of(
        "\xEF\xBB\xBFПотребности участников кластера на 2027 год;;;;;;;;;\r\n;;;;;;;;;\r\n"
        "№ п/п;Наименование продукции;Код по ОКПД 2;Кол-во;Ед. изм.;Срок поставки;Заказчик;Регион;"
        "Цена, тыс. руб. (без НДС);Примечание\r\n"
        "1;2;3;4;5;6;7;8;9;10\r\n"
        "1;болты М24;25.94.11;1 200,5;тыс. шт.;31.12.27;Завод;Иркутская обл.;1,5;да\r\n"
        "2;шины;-;120 шт;;IV кв. 2027;Разрез;г. Кемерово;900 руб.;\r\n"
        "3;щебень;;30;т;до 01.06.2027;Разрез;Иркутск;—;\r\n"
        "Итого;;;1350;;;;;;\r\n");
    ck_assert_uint_eq(needs.problems.count, 0);
    ck_assert_uint_eq(needs.count, 3);
    assert_near(needs.items[0].quantity, 1200500);
    assert_near(needs.items[0].line.price, 1.5); /* a thousand pieces cost 1,500 roubles */
    ck_assert_int_eq(needs.items[0].by.month, 12);
    ASSERT_SPAN(needs.items[0].line.place.region->name, "Иркутская область");
    ASSERT_SPAN(needs.items[0].line.id, "5"); /* running numbers are no names of rows */
    ck_assert(!needs.items[1].line.product.code.size);
    assert_near(needs.items[1].quantity, 120);
    assert_near(needs.items[1].line.price, 900); /* the cell says roubles, not thousands */
    ck_assert_int_eq(needs.items[1].by.day, 31);
    ck_assert(needs.items[2].line.price <= 0);
    ck_assert_int_eq(needs.items[2].by.day, 1);
    ck_assert_uint_eq(needs.ignored.count, 1);
    ASSERT_SPAN(needs.ignored.items[0], "Примечание");
}
END_TEST

START_TEST(titles_and_cells_may_say_what_is_counted)
{
    struct offers offers =
        offers_of("Производитель;Продукция;Мощность, т/год;Мин. партия;Срок изготовления (недель);"
                  "Цена, руб./кг\n"
                  "Метиз;болты;365;500 кг;3;50\n");
    ck_assert_uint_eq(offers.count, 1);
    assert_near(offers.items[0].daily, 1000);
    assert_near(offers.items[0].minimum, 500);
    ck_assert_int_eq(offers.items[0].lead_days, 21);
    assert_near(offers.items[0].line.price, 50);
    offers = offers_of("продукция;мощность в месяц;единица\nболты;36,5;т/нед.\nгайки;365;шт.\n");
    ck_assert_uint_eq(offers.count, 2);
    assert_near(offers.items[0].daily, 36500.0 / 7);
    assert_near(offers.items[1].daily, 12);
}
END_TEST

START_TEST(thousands_at_a_number_are_of_the_number)
{
    struct needs needs = needs_of("товар;количество;единица;цена\n"
                                  "болты;1,5 тыс. шт.;;12\n"
                                  "гайки;2 млн;шт.;1,5\n"
                                  "шайбы;3 тыс. шт.;тыс. шт.;900\n"
                                  "песок;5\xC2\xA0тыс.\xC2\xA0т;т;300\n");
    ck_assert_uint_eq(needs.problems.count, 0);
    ck_assert_uint_eq(needs.count, 4);
    assert_near(needs.items[0].quantity, 1500);
    assert_near(needs.items[0].line.price, 12); /* of a piece, not of a thousand */
    assert_near(needs.items[1].quantity, 2e6);
    assert_near(needs.items[2].quantity, 3000);
    assert_near(needs.items[2].line.price, 0.9); /* the column says what the price is of */
    assert_near(needs.items[3].quantity, 5e6);
    needs = needs_of("товар;количество\nперчатки;200 пар\nсмола;10 бочек\n");
    ck_assert_uint_eq(needs.count, 1);
    ck_assert_int_eq(needs.items[0].line.unit.measure, MEASURE_PAIRS);
    ck_assert_uint_eq(needs.problems.count, 1);
    ck_assert_str_eq(needs.problems.items[0].key, "sourcing.bad_unit");
    ASSERT_SPAN(needs.problems.items[0].value, "бочек");
    struct offers offers = offers_of("товар;мощность;единица;минимальная партия\n"
                                     "болты;100 тыс. шт./мес.;;5000\n"
                                     "гайки;100;тыс. шт.;5\n"
                                     "шайбы;100 000;шт.;5 тыс.\n");
    ck_assert_uint_eq(offers.problems.count, 0);
    for (size_t i = 0; i < offers.count; i++)
        assert_near(offers.items[i].minimum, 5000);
    assert_near(offers.items[0].daily * MONTH_DAYS, 100000);
}
END_TEST

START_TEST(a_head_may_stand_under_groups)
{
    struct needs needs = needs_of("Потребности,,,,\n"
                                  "Товар,Количество,Единица,Поставщик сейчас,\n"
                                  ",,,Наименование,Регион\n"
                                  "болты,5,т,Метиз,Омск\n");
    ck_assert_uint_eq(needs.count, 1);
    ck_assert_uint_eq(needs.ignored.count, 0);
    ASSERT_SPAN(needs.items[0].line.product.words, "болты");
    ASSERT_SPAN(needs.items[0].supplier_now, "Метиз");
    ASSERT_SPAN(needs.items[0].now.region->name, "Омская область");
}
END_TEST

START_TEST(all_that_is_wrong_in_a_line_is_told)
{
    static const char *const keys[] = {"sourcing.two_units", "sourcing.bad_price",
                                       "sourcing.unknown_region", "sourcing.bad_date"};
    struct needs needs = needs_of("товар;количество;единица;цена;регион;срок\n"
                                  "болты;5 т;кг;100 USD;Марс;скоро\n"
                                  "гайки;#ЗНАЧ!;кг;;;\n");
    ck_assert_uint_eq(needs.count, 0);
    ck_assert_uint_eq(needs.problems.count, 6);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        ck_assert_str_eq(needs.problems.items[i].key, keys[i]);
        ck_assert_uint_eq(needs.problems.items[i].line, 2);
    }
    ck_assert_str_eq(needs.problems.items[4].key, "sourcing.failed_formula");
    /* What counts by the month cannot be a need of the year. */
    ck_assert(!needs_read(SPAN("товар;количество в месяц\nболты;5\n"), SPAN("x.csv"), reference,
                          &arena, &needs, NULL));
}
END_TEST

START_TEST(a_table_without_its_columns_is_refused)
{
    struct needs needs;
    struct error error;
    error_init(&error);
    ck_assert(
        !needs_read(SPAN("product\nболты\n"), SPAN("x.csv"), reference, &arena, &needs, &error));
    ck_assert_str_eq(error.items[0].key, "sourcing.no_need_columns");
    error_release(&error);
    ck_assert(!needs_read(SPAN(""), SPAN("x.csv"), reference, &arena, &needs, NULL));
}
END_TEST

START_TEST(nearer_places_come_first)
{
    struct offers offers = offers_of("product,capacity,cluster,region,country\n"
                                     "x,1,Кластер,Омская область,\n"
                                     "x,1,,Омск,\n"
                                     "x,1,,Томская область,Россия\n"
                                     "x,1,,Москва,\n"
                                     "x,1,,,Китай\n"
                                     "x,1,,,\n");
    struct needs needs = needs_of("product,quantity,cluster,region\nx,1,кластер,Омская область\n");
    static const enum nearness wanted[] = {NEAR_CLUSTER, NEAR_REGION, NEAR_DISTRICT,
                                           NEAR_COUNTRY, NEAR_ABROAD, NEAR_ABROAD};
    ck_assert_uint_eq(offers.count, 6);
    for (size_t i = 0; i < offers.count; i++)
        ck_assert_int_eq(places_nearness(&needs.items[0].line.place, &offers.items[i].line.place),
                         wanted[i]);
}
END_TEST

START_TEST(distances_are_those_of_the_globe)
{
    struct trade_place moscow = {.located = true, .latitude = 55.75, .longitude = 37.62};
    struct trade_place omsk = {.located = true, .latitude = 54.99, .longitude = 73.37};
    double distance = places_distance(&moscow, &omsk);
    ck_assert_msg(distance > 2200 && distance < 2280, "%f", distance);
    omsk.located = false;
    ck_assert(places_distance(&moscow, &omsk) < 0);
}
END_TEST

void add_trade(Suite *suite)
{
    TCase *tests = tcase_create("trade");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, units_of_one_measure_are_comparable);
    tcase_add_test(tests, amounts_and_periods_are_read_as_people_write_them);
    tcase_add_test(tests, a_table_may_be_in_russian_or_english);
    tcase_add_test(tests, lines_that_say_what_cannot_be_are_left_out);
    tcase_add_test(tests, a_spreadsheet_is_taken_as_people_fill_it_in);
    tcase_add_test(tests, titles_and_cells_may_say_what_is_counted);
    tcase_add_test(tests, thousands_at_a_number_are_of_the_number);
    tcase_add_test(tests, a_head_may_stand_under_groups);
    tcase_add_test(tests, all_that_is_wrong_in_a_line_is_told);
    tcase_add_test(tests, a_table_without_its_columns_is_refused);
    tcase_add_test(tests, nearer_places_come_first);
    tcase_add_test(tests, distances_are_those_of_the_globe);
    suite_add_tcase(suite, tests);
}
