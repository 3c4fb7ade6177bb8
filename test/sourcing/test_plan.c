/* Plans from tables: what is delivered, what is not and why, what changes. */
#include "plan.h"

#include <math.h>

#include "suite.h"

void add_plan(Suite *suite);

static struct morphology *morphology;
static struct products *products;
static struct reference *reference;
static struct arena arena;
static struct arena scratch;
static struct needs needs;
static struct offers offers;

static void setup(void)
{
    arena_init(&arena, (size_t)1 << 28);
    arena_init(&scratch, (size_t)1 << 26);
    ck_assert(morphology_open(&morphology, DICTIONARY, NULL));
    ck_assert(products_open(&products, SPAN(SOURCE_ROOT), morphology, NULL));
    ck_assert(reference_open(&reference, SPAN(SOURCE_ROOT), NULL));
}

static void teardown(void)
{
    products_close(products);
    reference_close(reference);
    morphology_close(morphology);
    arena_release(&scratch);
    arena_release(&arena);
}

#define NEED_COLUMNS                                                                               \
    "id;product;quantity;unit;by;cluster;region;price;supplier_region;supplier_country\n"
#define OFFER_COLUMNS                                                                              \
    "id;product;capacity;period;unit;lead_days;minimum;line;supplier;cluster;region;price\n"

static struct plan_weights used = {1, 1, 1, 1, 0.5, 0.5};

static struct plan plan_of(const char *need_rows, const char *offer_rows)
{
    struct plan plan;
    struct plan_options options = {.today = {2026, 1, 1}, .least = 0.6F, .weights = used};
    struct span need_text = arena_format(&arena, NEED_COLUMNS "%s", need_rows);
    struct span offer_text = arena_format(&arena, OFFER_COLUMNS "%s", offer_rows);
    ck_assert(needs_read(need_text, SPAN("needs"), reference, &arena, &needs, NULL));
    ck_assert(offers_read(offer_text, SPAN("offers"), reference, &arena, &offers, NULL));
    ck_assert_uint_eq(needs.problems.count + offers.problems.count, 0);
    ck_assert(plan_make(&plan, &needs, &offers, products, &options, &arena, &scratch, NULL));
    return plan;
}

/* What an offer delivers to a need, by their ids. */
static double delivered(const struct plan *plan, const char *need, const char *offer)
{
    double sum = 0;
    for (size_t i = 0; i < plan->deliveries.count; i++) {
        const struct plan_link *link = &plan->links.items[plan->deliveries.items[i].link];
        if (span_is(needs.items[link->need].line.id, need) &&
            span_is(offers.items[link->match.offer].line.id, offer))
            sum += plan->deliveries.items[i].quantity;
    }
    return sum;
}

static void assert_is(double given, double wanted)
{
    ck_assert_msg(given > wanted - 1e-3 && given < wanted + 1e-3, "is %f, should be %f", given,
                  wanted);
}

START_TEST(the_nearest_offer_is_taken_first)
{
    struct plan plan = plan_of("1;насосы;10;;;К;Омская область;1;;\n",
                               "far;насос;1000;день;;;;;А;;Москва;1\n"
                               "near;насос;1000;день;;;;;Б;;Омская область;9\n");
    assert_is(delivered(&plan, "1", "near"), 10);
    ck_assert_uint_eq(plan.gaps.count, 0);
    ck_assert_uint_eq(plan.cover.proved, plan.cover.components);
}
END_TEST

START_TEST(of_offers_as_near_the_cheaper_is_taken)
{
    struct plan plan =
        plan_of("1;насосы;10;;;;Омская область;1;;\n", "dear;насос;1000;день;;;;;А;;Москва;9\n"
                                                       "cheap;насос;1000;день;;;;;Б;;Москва;5\n");
    assert_is(delivered(&plan, "1", "cheap"), 10);
}
END_TEST

START_TEST(a_line_makes_one_thing_at_a_time)
{
    /* Ten days: of one thing 100 or of the other 50; the dearer need is covered first. */
    struct plan plan = plan_of("1;насосы;50;;2026-01-11;;;100;;\n"
                               "2;фильтры;50;;2026-01-11;;;1;;\n",
                               "a;насос;10;день;;;;x;А;;;\n"
                               "b;фильтр;5;день;;;;x;А;;;\n");
    assert_is(delivered(&plan, "1", "a"), 50);
    assert_is(delivered(&plan, "2", "b"), 25);
    ck_assert_uint_eq(plan.gaps.count, 1);
    ck_assert_int_eq(plan.gaps.items[0].reason, GAP_CAPACITY);
    assert_is(plan.gaps.items[0].missing, 25);
}
END_TEST

START_TEST(capacity_counts_until_each_date)
{
    struct plan plan = plan_of("1;насосы;10;;2026-01-06;;;100;;\n"
                               "2;насосы;10;;2026-01-16;;;1;;\n",
                               "a;насос;1;день;;;;;А;;;\n");
    assert_is(delivered(&plan, "1", "a"), 5);
    assert_is(delivered(&plan, "2", "a"), 10);
}
END_TEST

START_TEST(gaps_tell_why)
{
    struct plan plan = plan_of("nobody;парашюты;1;;;;;;;\n"
                               "unit;краска;1;л;;;;;;\n"
                               "late;насосы;1;;2026-02-01;;;;;\n"
                               "lot;фильтры;10;;;;;;;\n",
                               "a;краска;1000;год;кг;;;;А;;;\n"
                               "b;насос;1000;год;;45;;;А;;;\n"
                               "c;фильтр;1000;год;;;25;;А;;;\n");
    static const enum gap_reason wanted[] = {GAP_NOBODY, GAP_UNIT, GAP_LATE, GAP_LOT};
    ck_assert_uint_eq(plan.gaps.count, 4);
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(plan.gaps.items[i].reason, wanted[i]);
    ck_assert_int_eq(plan.gaps.items[2].earliest.month, 2);
    ck_assert_int_eq(plan.gaps.items[2].earliest.day, 15);
    assert_is(plan.gaps.items[3].lot, 25);
}
END_TEST

START_TEST(who_makes_what_is_most_like_it_is_named)
{
    struct plan plan = plan_of("1;парашюты спасательные;1;;;;;;;\n"
                               "2;шкаф вытяжной лабораторный;1;;;;;;;\n",
                               "a;стол лабораторный;10;;;;;;А;;;\n"
                               "b;шкаф металлический архивный;10;;;;;;Б;;;\n");
    ck_assert_uint_eq(plan.gaps.count, 2);
    ck_assert_int_eq(plan.gaps.items[1].reason, GAP_NOBODY);
    ck_assert(plan.gaps.items[0].near_score <= 0);
    ck_assert(plan.gaps.items[1].near_score > 0);
    ck_assert_uint_eq(plan.gaps.items[1].near, 1);
}
END_TEST

START_TEST(a_lot_that_the_rest_is_too_small_for_is_told)
{
    /* Of 12, one offer makes 10; what is left is less than the other's lot. */
    struct plan plan = plan_of("1;насосы;12;;2026-01-11;;Москва;1;;\n",
                               "a;насос;1;день;;;10;;А;;Москва;\n"
                               "b;насос;1000;день;;;11;;Б;;Омская область;\n");
    /* All can be had of the farther one. */
    assert_is(delivered(&plan, "1", "b"), 12);
    struct plan other = plan_of("1;насосы;12;;2026-01-11;;Москва;1;;\n",
                                "a;насос;1;день;;;10;;А;;Москва;\n"
                                "b;насос;0,5;день;;;5;;Б;;Омская область;\n");
    assert_is(delivered(&other, "1", "a"), 10);
    ck_assert_int_eq(other.gaps.items[0].reason, GAP_LOT);
    assert_is(other.gaps.items[0].lot, 5);
}
END_TEST

START_TEST(the_share_made_near_by_is_told_before_and_after)
{
    struct plan plan = plan_of("1;насосы;10;;;;Омская область;1;;Китай\n"
                               "2;фильтры;10;;;;Омская область;1;Омская область;\n",
                               "a;насос;1000;день;;;;;А;;Омск;\n");
    assert_is(plan_local_share(&plan.before), 0.5);
    assert_is(plan_local_share(&plan.after), 1);
}
END_TEST

START_TEST(plans_are_compared_by_their_deliveries)
{
    struct plan_changes changes;
    struct told_plan told;
    struct plan plan = plan_of("1;насосы;10;;;;Омская область;1;;\n2;фильтры;10;;;;;1;;\n",
                               "a;насос;1000;день;;;;;А;;Москва;\n"
                               "b;фильтр;1000;день;;;;;Б;;Москва;\n");
    ck_assert(told_plan_read(
        SPAN("need,offer,quantity,unit\n1,z,4,шт.\n2,b,10,шт.\n3,c,1,шт.\n2,,1,шт.\n"),
        SPAN("plan"), &arena, &told, NULL));
    plans_compare(&told, &plan, &arena, &changes);
    ck_assert_uint_eq(changes.count, 2);
    ck_assert_uint_eq(changes.unknown, 1);
    ASSERT_SPAN(changes.items[0].offer, "a");
    assert_is(changes.items[0].after, 10);
    ASSERT_SPAN(changes.items[1].offer, "z");
    assert_is(changes.items[1].before, 4);
    assert_is(changes.value_before, 14);
    ck_assert(!told_plan_read(SPAN("a,b\n"), SPAN("plan"), &arena, &told, NULL));
}
END_TEST

START_TEST(plans_are_the_same_however_often_they_are_made)
{
    const char *need_rows = "1;насосы;12;;2026-03-01;;Москва;1;;\n2;насосы;30;;2026-02-01;;;2;;\n";
    const char *offer_rows = "a;насос;1;день;;;10;x;А;;Москва;\nb;насос;0,5;день;;;5;x;А;;Омск;\n"
                             "c;насос;0,5;день;;;5;;Б;;Омск;\n";
    struct plan one = plan_of(need_rows, offer_rows);
    struct plan other = plan_of(need_rows, offer_rows);
    ck_assert_uint_eq(one.deliveries.count, other.deliveries.count);
    for (size_t i = 0; i < one.deliveries.count; i++) {
        ck_assert_uint_eq(one.deliveries.items[i].link, other.deliveries.items[i].link);
        ck_assert(one.deliveries.items[i].quantity >= other.deliveries.items[i].quantity &&
                  one.deliveries.items[i].quantity <= other.deliveries.items[i].quantity);
    }
}
END_TEST

START_TEST(pieces_stay_whole)
{
    /* 365 days make 36.5 and 10.95 pieces; sets likewise; tons need not be whole. */
    struct plan plan = plan_of("1;насос центробежный;60;шт.;2027-01-01;;RU-IRK;10;;\n"
                               "2;шланг пожарный;3;т;2027-01-01;;RU-IRK;10;;\n",
                               "a;насос центробежный;36.5;год;шт.;;;;x;;RU-IRK;\n"
                               "b;насос центробежный;10.95;год;шт.;;;;y;;RU-IRK;\n"
                               "c;шланг пожарный;2.5;год;т;;;;z;;RU-IRK;\n");
    ck_assert(delivered(&plan, "1", "a") == 36);
    ck_assert(delivered(&plan, "1", "b") == 10);
    double tons = delivered(&plan, "2", "c");
    ck_assert(tons > 2400 && tons < 2500 && tons != floor(tons));
    ck_assert(plan.cover.value <= plan.cover.value_bound);
}
END_TEST

START_TEST(what_whole_pieces_cost_is_not_called_proved)
{
    const char *need = "1;насос центробежный;10;шт.;2027-01-01;;RU-IRK;10;;\n";
    struct plan far = plan_of(need, "a;насос центробежный;3.5;год;шт.;;;;x;;RU-IRK;\n"
                                    "b;насос центробежный;100;год;шт.;;;;y;;RU-MOW;\n");
    ck_assert(delivered(&far, "1", "a") == 3);
    ck_assert(delivered(&far, "1", "b") == 7);
    ck_assert_uint_lt(far.cover.proved, far.cover.components);
    ck_assert(far.cover.penalty > far.cover.penalty_bound);
    struct plan whole = plan_of(need, "a;насос центробежный;3;год;шт.;;;;x;;RU-IRK;\n"
                                      "b;насос центробежный;100;год;шт.;;;;y;;RU-MOW;\n");
    ck_assert_uint_eq(whole.cover.proved, whole.cover.components);
}
END_TEST

START_TEST(whole_pieces_keep_to_lots_and_shared_lines)
{
    struct plan plan = plan_of("1;насос центробежный;10;шт.;2027-01-01;;RU-IRK;10;;\n"
                               "2;насос вакуумный;10;шт.;2027-01-01;;RU-IRK;9;;\n",
                               "a;насос центробежный;15.3;год;шт.;;4;линия;x;;RU-IRK;\n"
                               "b;насос вакуумный;15.3;год;шт.;;4;линия;x;;RU-IRK;\n");
    double first = delivered(&plan, "1", "a"), second = delivered(&plan, "2", "b");
    ck_assert(first == 10);
    ck_assert(second == 5);
    ck_assert((first + second) / 15.3 <= 1.001);
}
END_TEST

START_TEST(weights_say_what_nearness_is_worth)
{
    struct plan_weights weights = plan_weights_usual;
    ck_assert(plan_weights_read(SPAN("cluster=3; price = 2,5"), &weights));
    ck_assert(weights.cluster == 3 && weights.price == 2.5);
    ck_assert(plan_weights_read(SPAN("cluster=2, price = 1.5 ,region=0"), &weights));
    ck_assert(weights.cluster == 2 && weights.price == 1.5 && weights.region == 0);
    ck_assert(weights.country == 1);
    ck_assert(!plan_weights_read(SPAN("nearness=1"), &weights));
    ck_assert(!plan_weights_read(SPAN("price=-1"), &weights));
    used = plan_weights_usual;
    const char needs_text[] = "1;насос центробежный;10;шт.;2026-12-31;;RU-IRK;10;;\n";
    const char offers_text[] = "a;насос центробежный;100;год;шт.;;;;x;;RU-IRK;12\n"
                               "b;насос центробежный;100;год;шт.;;;;y;;RU-MOW;6\n";
    struct plan near = plan_of(needs_text, offers_text);
    ck_assert(delivered(&near, "1", "a") == 10);
    ck_assert(plan_weights_read(SPAN("price=9"), &used));
    struct plan cheap = plan_of(needs_text, offers_text);
    ck_assert(delivered(&cheap, "1", "b") == 10);
    used = plan_weights_usual;
}
END_TEST

void add_plan(Suite *suite)
{
    TCase *tests = tcase_create("plan");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, the_nearest_offer_is_taken_first);
    tcase_add_test(tests, of_offers_as_near_the_cheaper_is_taken);
    tcase_add_test(tests, a_line_makes_one_thing_at_a_time);
    tcase_add_test(tests, capacity_counts_until_each_date);
    tcase_add_test(tests, gaps_tell_why);
    tcase_add_test(tests, who_makes_what_is_most_like_it_is_named);
    tcase_add_test(tests, a_lot_that_the_rest_is_too_small_for_is_told);
    tcase_add_test(tests, the_share_made_near_by_is_told_before_and_after);
    tcase_add_test(tests, pieces_stay_whole);
    tcase_add_test(tests, what_whole_pieces_cost_is_not_called_proved);
    tcase_add_test(tests, whole_pieces_keep_to_lots_and_shared_lines);
    tcase_add_test(tests, weights_say_what_nearness_is_worth);
    tcase_add_test(tests, plans_are_compared_by_their_deliveries);
    tcase_add_test(tests, plans_are_the_same_however_often_they_are_made);
    suite_add_tcase(suite, tests);
}
