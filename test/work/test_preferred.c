/* Lists of preferred products: proposals, decisions, uses, deployments, what answers a need. */
#include "work_preferred.h"

#include "orders.h"
#include "products.h"
#include "review.h"

void add_preferred(Suite *suite);

#define ASSERT_TEXT(span, text)                                                                    \
    ck_assert_msg(span_equal((span), span_of(text)), "%.*s, not %s", SPAN_ARGS(span), (text))

/* A read report that tells of 200 crossings, and its product and maker. */
#define CROSSINGS                                                                                                                                                       \
    "Омск, 9 февраля 2024 года\n\n"                                                                                                                      \
    "В прошлом году в Омске с использованием разработанных «Росатомом» систем безопасности " \
    "«Умный пешеходный переход» модернизировали 200 пешеходных переходов вблизи школ.\n"

static struct fixture fixture;
static struct catalogue *catalogue;
static struct products *products;
static struct date today;
static struct work_entry done;
static struct span list, item;
static struct query_preferred_list shown;

static struct query query_of(struct date as_of)
{
    return (struct query){.store = fixture.store,
                          .schema = reader_schema(fixture.reader),
                          .catalogue = catalogue,
                          .morphology = fixture.morphology,
                          .reference = reader_reference(fixture.reader),
                          .products = products,
                          .tongue = TONGUE_ENGLISH,
                          .today = today,
                          .as_of = as_of,
                          .arena = &fixture.arena};
}

static struct work_preferred_order order_of(void)
{
    return (struct work_preferred_order){.as = {.catalogue = catalogue, .tongue = TONGUE_ENGLISH},
                                         .today = today};
}

static void state(const char *facts, struct date date)
{
    struct work work = work_of(&fixture);
    const struct work_entry_order order = {
        .facts = span_of(facts), .date = date, .catalogue = catalogue, .tongue = TONGUE_ENGLISH};
    CK_OK(&fixture, work_entry_state(&work, &order, &done, &fixture.error));
}

static void list_open(void)
{
    struct work work = work_of(&fixture);
    struct work_preferred_order order = order_of();
    order.title = SPAN("Products for the city");
    order.owner = SPAN("PublicBody:Правительство Москвы");
    order.criteria = SPAN("tried\n\nmade here\n");
    order.since = SPAN("2024-01-01");
    CK_OK(&fixture, work_preferred_open(&work, &order, &done, &fixture.error));
    list = done.ids[0];
}

static void propose(const char *what, const char *maker, const char *purpose)
{
    struct work work = work_of(&fixture);
    struct work_preferred_order order = order_of();
    order.what = span_of(what);
    order.maker = span_of(maker);
    order.purpose = span_of(purpose);
    order.proposed = SPAN("2024-03-01");
    CK_OK(&fixture, work_preferred_propose(&work, list, &order, &done, &fixture.error));
    item = done.ids[0];
}

static void setup(void)
{
    fixture_init(&fixture);
    catalogue = catalogue_new();
    today = (struct date){2026, 11, 29};
    CK_OK(&fixture, products_open(&products, fixture.data, fixture.morphology, &fixture.error));
    list_open();
    propose("Product:Умный пешеходный переход", "StateCorporation?Росатом",
            "safety of crossings by schools");
}

static void teardown(void)
{
    products_close(products);
    catalogue_free(catalogue);
    fixture_release(&fixture);
}

static bool item_decide(const char *outcome, const char *decided, const char *until)
{
    struct work work = work_of(&fixture);
    struct query query = query_of((struct date){0});
    struct work_preferred_order order = order_of();
    order.outcome = span_of(outcome);
    order.decided = span_of(decided);
    order.until = span_of(until);
    order.reason = SPAN("tried in Omsk");
    return work_preferred_decide(&work, &query, item, &order, &done, &fixture.error);
}

static void refused(const char *key)
{
    ck_assert_str_eq(fixture.error.items[0].key, key);
    error_release(&fixture.error);
    error_init(&fixture.error);
    store_commit(fixture.store, NULL);
}

static const struct query_preferred_item *ask(const char *day, struct query_preferred_request how)
{
    struct date as_of = {0};
    if (*day)
        ck_assert(date_read(span_of(day), &as_of));
    struct query query = query_of(as_of);
    CK_OK(&fixture, query_preferred_list(&query, list, &how, &shown, &fixture.error));
    return shown.items.count ? &shown.items.items[0] : NULL;
}

static const struct query_preferred_item *ask_on(const char *day)
{
    return ask(day, (struct query_preferred_request){.reviews = true});
}

/* ---- how an item stands ---- */

START_TEST(each_day_has_what_was_decided_by_then)
{
    ck_assert_int_eq(ask_on("")->standing, PREFERRED_PROPOSED);
    ck_assert_uint_eq(shown.criteria.count, 2);
    CK_OK(&fixture, item_decide("entered", "2024-06-01", "2025-12-31"));
    CK_OK(&fixture, item_decide("entered", "2026-02-01", "2027-01-31"));
    CK_OK(&fixture, item_decide("left", "2026-10-01", ""));
    ck_assert_ptr_null(ask_on("2024-02-01"));
    ck_assert_ptr_null(ask_on("2020-02-01"));
    ck_assert(span_find(shown.summary, SPAN("no such list yet"), 0) != SIZE_MAX);
    ck_assert_int_eq(ask_on("2024-03-15")->standing, PREFERRED_PROPOSED);
    ck_assert_int_eq(ask_on("2024-06-01")->standing, PREFERRED_ENTERED);
    ck_assert(!ask_on("2024-06-01")->ends_soon);
    ck_assert(ask_on("2025-12-01")->ends_soon);
    ck_assert(span_find(ask_on("2025-12-01")->text, SPAN("30 days left"), 0) != SIZE_MAX);
    ck_assert_int_eq(ask_on("2026-01-15")->standing, PREFERRED_EXPIRED);
    ck_assert_int_eq(ask_on("2026-02-01")->standing, PREFERRED_ENTERED);
    const struct query_preferred_item *left = ask_on("");
    ck_assert_int_eq(left->standing, PREFERRED_LEFT);
    ASSERT_TEXT(left->reason, "tried in Omsk");
    ck_assert_uint_eq(left->steps.count, 4);
    ASSERT_TEXT(left->steps.items[0].code, "proposed");
    ASSERT_TEXT(left->steps.items[3].by, "olga");
    ASSERT_TEXT(shown.summary, "1 item: taken off — 1.");
}
END_TEST

START_TEST(what_cannot_be_decided_is_refused_with_its_state)
{
    ck_assert(!item_decide("left", "", ""));
    refused("work.preferred_decided");
    ck_assert(!item_decide("", "", "2030-01-01"));
    refused("work.preferred_decided");
    ck_assert(!item_decide("entered", "soon", ""));
    refused("work.preferred_day");
    ck_assert(!item_decide("loved", "", ""));
    refused("work.entry_value");
    CK_OK(&fixture, item_decide("refused", "2024-06-01", ""));
    ck_assert(!item_decide("refused", "2024-06-02", ""));
    refused("work.preferred_decided");
    CK_OK(&fixture, item_decide("entered", "2026-11-29", "2026-12-31"));
    CK_OK(&fixture, item_decide("", "2026-11-29", "2030-12-31"));
    ck_assert_int_eq(ask_on("")->until.year, 2030);
    ck_assert_int_eq(ask_on("")->standing, PREFERRED_ENTERED);
    ck_assert(!query_preferred_list(&(struct query){.arena = &fixture.arena,
                                                    .store = fixture.store,
                                                    .schema = reader_schema(fixture.reader),
                                                    .catalogue = catalogue},
                                    item, &(struct query_preferred_request){0}, &shown,
                                    &fixture.error));
    refused("query.not_preferred");
}
END_TEST

/* The proposal may be taken back; what was decided stands. */
START_TEST(what_an_entry_decides_must_fit_as_well)
{
    struct work work = work_of(&fixture);
    struct work_entry_order order = {
        .date = {2024, 6, 1}, .catalogue = catalogue, .tongue = TONGUE_ENGLISH};
    order.facts = arena_format(&fixture.arena, "preferred_item %.*s\noutcome=left\nreason=old",
                               SPAN_ARGS(item));
    ck_assert(!work_entry_state(&work, &order, &done, &fixture.error));
    refused("work.preferred_decided");
    CK_OK(&fixture, item_decide("entered", "2024-07-01", ""));
    /* On the day for which it is said it was not on the list yet. */
    ck_assert(!work_entry_state(&work, &order, &done, &fixture.error));
    refused("work.preferred_decided");
    order.date = (struct date){2024, 8, 1};
    CK_OK(&fixture, work_entry_state(&work, &order, &done, &fixture.error));
    /* A correction of the entry is not measured by what the entry itself says. */
    order.id = done.report.id;
    order.facts = arena_format(&fixture.arena, "preferred_item %.*s\noutcome=left\nreason=worn",
                               SPAN_ARGS(item));
    CK_OK(&fixture, work_entry_state(&work, &order, &done, &fixture.error));
}
END_TEST

START_TEST(a_decision_outlives_the_proposal)
{
    struct span proposal = done.report.id;
    struct work work;
    CK_OK(&fixture, item_decide("entered", "2024-06-01", ""));
    work = work_of(&fixture);
    CK_OK(&fixture, work_report_withdraw(&work, proposal, SPAN("mistake"), NULL, &fixture.error));
    ck_assert_int_eq(ask_on("")->standing, PREFERRED_ENTERED);
    ASSERT_TEXT(ask_on("")->what.text, "Умный пешеходный переход");
}
END_TEST

START_TEST(a_review_of_it_is_told_to_whoever_may_see_it)
{
    fixture.now = 1795910400000; /* 29 November 2026 */
    struct work work = work_of(&fixture);
    struct stored_review review;
    struct stored_application application;
    const struct work_review_order order = {.title = SPAN("Products"), .criteria = SPAN("Use")};
    CK_OK(&fixture, work_review_open(&work, &order, &review, &fixture.error));
    CK_OK(&fixture,
          work_application_add(&work, review.number, item, SPAN(""), &application, &fixture.error));
    ck_assert_int_eq(ask_on("")->standing, PREFERRED_UNDER_REVIEW);
    ck_assert_uint_eq(ask_on("")->reviews.count, 1);
    ck_assert_uint_eq(ask("", (struct query_preferred_request){0})->reviews.count, 0);
    ck_assert_int_eq(ask_on("2024-04-01")->standing, PREFERRED_PROPOSED);
    CK_OK(&fixture, item_decide("entered", "2026-11-29", ""));
    ck_assert_int_eq(ask_on("")->standing, PREFERRED_ENTERED);
}
END_TEST

/* ---- who may ---- */

START_TEST(editors_alone_decide_and_open_lists)
{
    struct work work = work_of(&fixture);
    struct work_entry_order order = {.own = true, .catalogue = catalogue};
    static const char *const lines[] = {"outcome=entered", "decided=2024-01-01", "reason=x",
                                        "until=2030"};
    ask_on("");
    ck_assert(canonical_read(shown.owner.entity, &order.party));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        order.facts = arena_format(&fixture.arena, "preferred_item %.*s\nproposed_by=%.*s\n%s",
                                   SPAN_ARGS(item), SPAN_ARGS(shown.owner.entity), lines[i]);
        ck_assert(!work_entry_state(&work, &order, &done, &fixture.error));
        refused("work.entry_editors");
    }
    order.facts = arena_format(&fixture.arena, "preferred_list\ntitle=mine\nowner=%.*s",
                               SPAN_ARGS(shown.owner.entity));
    ck_assert(!work_entry_state(&work, &order, &done, &fixture.error));
    refused("work.entry_editors");
    order.facts =
        arena_format(&fixture.arena, "preferred_item\nlist=%.*s\nwhat=lamp\nproposed_by=%.*s",
                     SPAN_ARGS(list), SPAN_ARGS(shown.owner.entity));
    CK_OK(&fixture, work_entry_state(&work, &order, &done, &fixture.error));
    order.facts = arena_format(&fixture.arena, "preferred_use\nitem=%.*s\nuser=%.*s",
                               SPAN_ARGS(item), SPAN_ARGS(shown.owner.entity));
    CK_OK(&fixture, work_entry_state(&work, &order, &done, &fixture.error));
    /* A value cannot bring a line of its own. */
    struct work_preferred_order sly = order_of();
    sly.what = SPAN("lamp\noutcome=entered");
    ck_assert(!work_preferred_propose(&work, list, &sly, &done, &fixture.error));
    refused("work.preferred_line");
}
END_TEST

START_TEST(users_are_told_from_when_till_when)
{
    struct work work = work_of(&fixture);
    struct work_preferred_order order = order_of();
    order.user = SPAN("PublicBody?Правительство Москвы");
    order.how = SPAN("by schools");
    order.since = SPAN("2024-09-01");
    order.until = SPAN("2025-09-01");
    CK_OK(&fixture, work_preferred_use(&work, item, &order, &done, &fixture.error));
    ck_assert_uint_eq(ask_on("2024-08-01")->uses.count, 0);
    ck_assert_uint_eq(ask_on("2024-10-01")->uses.count, 1);
    ck_assert(!ask_on("2024-10-01")->uses.items[0].over);
    ck_assert(ask_on("")->uses.items[0].over);
    ck_assert_uint_eq(ask_on("")->uses.items[0].evidence.count, 1);
    ck_assert_uint_eq(ask("",
                          (struct query_preferred_request){
                              .user = shown.items.items[0].uses.items[0].user.entity})
                          ->uses.count,
                      1);
    ck_assert_ptr_null(ask("", (struct query_preferred_request){.user = list}));
}
END_TEST

/* ---- deployments ---- */

static void deployed(const char *place, const char *count, const char *period)
{
    state(arena_format(&fixture.arena,
                       "deployment\nwhat=Product?Умный пешеходный переход\ncount=%s\n"
                       "place=Locality?%s\nperiod=%s",
                       count, place, period)
              .data,
          today);
}

START_TEST(one_deployment_counts_once)
{
    add_text(&fixture, "omsk", CROSSINGS);
    deployed("Омск", "200", "2023");       /* what the report tells */
    deployed("Омск", "200", "2023-05-01"); /* the same, by its day */
    ck_assert_int_eq(ask_on("")->deployed, 200);
    ck_assert_uint_eq(ask_on("")->deployments.count, 1);
    deployed("Омск", "200", "2025-05-01"); /* at another time */
    deployed("Тверь", "200", "2023");      /* in another place */
    deployed("Омск", "30", "2023");        /* another number */
    const struct query_preferred_item *told = ask_on("");
    ck_assert_int_eq(told->deployed, 630);
    ck_assert_uint_eq(told->deployments.count, 4);
    ck_assert_int_eq(told->deployments.items[0].period.year, 2025);
    for (size_t i = 0; i < told->deployments.count; i++)
        ck_assert(told->deployments.items[i].evidence.count > 0);
}
END_TEST

START_TEST(the_words_of_a_report_count_what_it_tells)
{
    bool whole = false;
    add_text(&fixture, "omsk", CROSSINGS);
    const struct query_preferred_item *told = ask_on("");
    for (size_t i = 0; i < told->deployments.count; i++)
        for (size_t k = 0; k < told->deployments.items[i].evidence.count; k++)
            whole |= span_starts_with(told->deployments.items[i].evidence.items[k].quote,
                                      SPAN("В прошлом году в Омске"));
    ck_assert_msg(whole, "%zu deployments", told->deployments.count);
    ck_assert_int_eq(told->deployed, 200);
}
END_TEST

/* ---- needs ---- */

START_TEST(a_need_finds_what_answers_it)
{
    struct query query = query_of((struct date){0});
    struct query_preferred_request request = {.need = SPAN("насос центробежный")};
    struct query_preferred_found found;
    struct query_preferred_lists lists;
    propose("насосы центробежные консольные", "", "водоснабжение");
    CK_OK(&fixture, item_decide("entered", "2024-06-01", ""));
    propose("насосы центробежные", "", "");
    CK_OK(&fixture, query_preferred_search(&query, &request, &found, &fixture.error));
    ck_assert_uint_eq(found.items.count, 2);
    ck_assert_int_eq(found.items.items[0].standing, PREFERRED_ENTERED);
    ck_assert(found.items.items[0].match.reason_count > 0);
    request.standing = SPAN("proposed");
    CK_OK(&fixture, query_preferred_search(&query, &request, &found, &fixture.error));
    ck_assert_uint_eq(found.items.count, 1);
    ck_assert_ptr_nonnull(
        ask("", (struct query_preferred_request){.need = SPAN("насос центробежный")}));
    ck_assert_uint_eq(shown.total, 3);
    ck_assert_uint_eq(shown.items.count, 2);
    request.standing = SPAN("lost");
    ck_assert(!query_preferred_search(&query, &request, &found, &fixture.error));
    refused("query.bad_standing");
    CK_OK(&fixture, query_preferred_lists(&query, SPAN(""), SPAN(""), &lists, &fixture.error));
    ck_assert_uint_eq(lists.count, 1);
    ck_assert_uint_eq(lists.items[0].counts[PREFERRED_ENTERED], 1);
    CK_OK(&fixture, query_preferred_lists(&query, item, SPAN(""), &lists, &fixture.error));
    ck_assert_uint_eq(lists.count, 0);
}
END_TEST

void add_preferred(Suite *suite)
{
    TCase *tcase = tcase_create("preferred");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, each_day_has_what_was_decided_by_then);
    tcase_add_test(tcase, what_cannot_be_decided_is_refused_with_its_state);
    tcase_add_test(tcase, what_an_entry_decides_must_fit_as_well);
    tcase_add_test(tcase, a_decision_outlives_the_proposal);
    tcase_add_test(tcase, a_review_of_it_is_told_to_whoever_may_see_it);
    tcase_add_test(tcase, editors_alone_decide_and_open_lists);
    tcase_add_test(tcase, users_are_told_from_when_till_when);
    tcase_add_test(tcase, one_deployment_counts_once);
    tcase_add_test(tcase, the_words_of_a_report_count_what_it_tells);
    tcase_add_test(tcase, a_need_finds_what_answers_it);
    suite_add_tcase(suite, tcase);
}
