/* Reviews, all that belongs to them; erasure, redaction, copies. */
#include "store_reviews.h"

#include "fixture.h"
#include "redaction.h"
#include "store_accounts.h"
#include "store_acts.h"

void add_reviews(Suite *suite);

static const struct span olga = {"user:olga", 9}, boris = {"user:boris", 10};

static struct fixture fixture;
static int64_t review, application, reviewer, assignment;

static int64_t review_add(const char *title)
{
    struct stored_criterion criteria[] = {{.name = SPAN("Новизна"), .weight = 2},
                                          {.name = SPAN("Польза"), .weight = 1}};
    struct stored_review new = {.title = span_of(title),
                                .sought = SPAN("Проекты"),
                                .scale = 5,
                                .ends = {2026, 12, 31},
                                .author = olga,
                                .made_at = fixture.now,
                                .criteria = {criteria, 2, 2}};
    int64_t number;
    WRITING(&fixture, store_review_add(fixture.store, &new, &number, &fixture.error));
    return number;
}

static int64_t application_add(int64_t of, int64_t entity)
{
    const struct stored_application new = {
        .entity = entity, .note = SPAN("от Зари"), .author = olga, .at = fixture.now};
    int64_t number;
    WRITING(&fixture, store_application_add(fixture.store, of, &new, &number, &fixture.error));
    return number;
}

static int64_t reviewer_add(void)
{
    struct stored_account account = {
        .name = SPAN("boris"), .role = ROLE_EXPERT, .made_at = fixture.now};
    struct stored_reviewer new = {.person = 2, .author = olga, .at = fixture.now};
    int64_t number;
    WRITING(&fixture, store_account_add(fixture.store, &account, &new.account, &fixture.error));
    WRITING(&fixture, store_reviewer_add(fixture.store, review, &new, &number, &fixture.error));
    return number;
}

static void conflict_add(int64_t report, const char *quote)
{
    const struct stored_conflict new = {assignment, 1,      SPAN("employer"), SPAN("служит в Заре"),
                                        true,       report, span_of(quote)};
    WRITING(&fixture, store_conflict_add(fixture.store, &new, &fixture.error));
}

static void marks_add(int64_t version, int64_t first, int64_t second, const char *words)
{
    struct stored_assignment changed = {
        .number = assignment, .version = version, .abstained = SPAN(""), .changed_at = fixture.now};
    const int64_t marks[] = {0, first, second};
    WRITING(&fixture, store_assignment_change(fixture.store, &changed, &fixture.error));
    for (int64_t i = 0; i < 3; i++) {
        const struct stored_mark mark = {.assignment = assignment,
                                         .version = version,
                                         .criterion = i,
                                         .mark = marks[i],
                                         .words = i ? SPAN("") : span_of(words),
                                         .author = boris,
                                         .at = fixture.now};
        WRITING(&fixture, store_mark_add(fixture.store, &mark, &fixture.error));
    }
}

static struct stored_review_parts parts_of(int64_t number)
{
    struct stored_review_parts parts;
    CK_OK(&fixture,
          store_review_parts(fixture.store, number, &fixture.arena, &parts, &fixture.error));
    return parts;
}

static struct stored_review review_of(int64_t number)
{
    struct stored_review found_review;
    bool found;
    CK_OK(&fixture, store_review(fixture.store, number, &fixture.arena, &found_review, &found,
                                 &fixture.error));
    ck_assert(found);
    return found_review;
}

static void verdict_add(enum review_outcome outcome)
{
    const struct stored_verdict verdict = {application, outcome, SPAN("по сумме"), olga,
                                           fixture.now};
    WRITING(&fixture, store_verdict_add(fixture.store, &verdict, &fixture.error));
}

static void review_close(void)
{
    struct stored_review changed = review_of(review);
    changed.state = REVIEW_CLOSED;
    changed.version++;
    changed.closed_at = fixture.now;
    WRITING(&fixture, store_review_change(fixture.store, &changed, &fixture.error));
}

static void setup(void)
{
    fixture_init(&fixture);
    write_agreement(&fixture, "a1", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "a2", "ОАО «Заря-2»", "Энская область", 0);
    review = review_add("Проекты кластера");
    application = application_add(review, 1);
    reviewer = reviewer_add();
    const struct stored_assignment new = {.application = application,
                                          .reviewer = reviewer,
                                          .reason = SPAN("другого нет"),
                                          .author = olga,
                                          .at = fixture.now};
    WRITING(&fixture, store_assignment_add(fixture.store, &new, &assignment, &fixture.error));
}

static void teardown(void)
{
    fixture_release(&fixture);
}

static void assert_sound(void)
{
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
}

START_TEST(a_review_has_all_its_parts)
{
    bool found;
    struct stored_review none, stored = review_of(review);
    ASSERT_SPAN(stored.title, "Проекты кластера");
    ASSERT_SPAN(stored.author, "user:olga");
    ck_assert(!date_is_set(stored.begins) && stored.ends.year == 2026);
    ck_assert_uint_eq(stored.criteria.count, 2);
    ck_assert_int_eq(stored.criteria.items[0].weight, 2);
    conflict_add(1, "слова");
    marks_add(1, 3, 4, "Сначала");
    marks_add(2, 5, 0, "Потом");
    struct stored_review_parts parts = parts_of(review);
    ck_assert_uint_eq(parts.applications.count, 1);
    ck_assert_uint_eq(parts.reviewers.count, 1);
    ck_assert_uint_eq(parts.assignments.count, 1);
    ck_assert_int_eq(parts.assignments.items[0].version, 2);
    ck_assert_uint_eq(parts.conflicts.count, 1);
    ck_assert_uint_eq(parts.marks.count, 3);
    ASSERT_SPAN(parts.marks.items[0].words, "Потом");
    ck_assert_int_eq(parts.marks.items[1].mark, 5);
    struct stored_marks all;
    CK_OK(&fixture, store_marks(fixture.store, assignment, &fixture.arena, &all, &fixture.error));
    ck_assert_uint_eq(all.count, 6);
    ASSERT_SPAN(all.items[0].words, "Сначала");
    CK_OK(&fixture, store_review(fixture.store, 9, &fixture.arena, &none, &found, &fixture.error));
    ck_assert(!found);
    ck_assert_uint_eq(parts_of(9).applications.count, 0);
    assert_sound();
}
END_TEST

START_TEST(every_decision_is_kept)
{
    review_close();
    verdict_add(OUTCOME_DEFERRED);
    verdict_add(OUTCOME_ACCEPTED);
    struct stored_review_parts parts = parts_of(review);
    ck_assert_uint_eq(parts.verdicts.count, 2);
    ck_assert_int_eq(parts.verdicts.items[1].outcome, OUTCOME_ACCEPTED);
    ck_assert_int_eq(review_of(review).state, REVIEW_CLOSED);
    ck_assert_int_eq(review_of(review).version, 2);
    assert_sound();
}
END_TEST

static size_t listed(int64_t state, int64_t entity, int64_t account, int64_t before)
{
    const struct reviews_wanted wanted = {state, entity, account, before, 10};
    struct stored_reviews reviews;
    CK_OK(&fixture,
          store_reviews(fixture.store, &wanted, &fixture.arena, &reviews, &fixture.error));
    for (size_t i = 1; i < reviews.count; i++)
        ck_assert_int_lt(reviews.items[i].number, reviews.items[i - 1].number);
    return reviews.count;
}

START_TEST(reviews_are_listed_by_state_entity_and_expert)
{
    int64_t second = review_add("Другая");
    struct new_act merge = {
        .kind = ACT_MERGE, .subject = 4, .object = 1, .author = olga, .reason = SPAN("одно")};
    int64_t number;
    application_add(second, 4);
    review_close();
    ck_assert_uint_eq(listed(-1, 0, 0, 0), 2);
    ck_assert_uint_eq(listed(-1, 0, 0, second), 1);
    ck_assert_uint_eq(listed(REVIEW_OPEN, 0, 0, 0), 1);
    ck_assert_uint_eq(listed(-1, 1, 0, 0), 1);
    ck_assert_uint_eq(listed(-1, 0, 1, 0), 1);
    ck_assert_uint_eq(listed(-1, 0, 7, 0), 0);
    WRITING(&fixture, store_act(fixture.store, &merge, fixture.now, &number, &fixture.error));
    ck_assert_uint_eq(listed(-1, 1, 0, 0), 2);
}
END_TEST

START_TEST(erasing_a_report_takes_what_conflicts_say_of_it)
{
    conflict_add(2, "слова второго");
    conflict_add(1, "слова первого");
    WRITING(&fixture, store_report_withdraw(fixture.store, 2, olga, SPAN("ошибка"), fixture.now,
                                            &fixture.error));
    WRITING(&fixture, store_report_erase(fixture.store, 2, &fixture.error));
    struct stored_review_parts parts = parts_of(review);
    ck_assert_uint_eq(parts.conflicts.count, 2);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_uint_eq(parts.conflicts.items[i].text.size, 0);
        ck_assert_uint_eq(parts.conflicts.items[i].quote.size, 0);
    }
}
END_TEST

static struct span mask(void *context, struct span text, struct arena *arena)
{
    (void)context;
    return span_find(text, SPAN("Заре"), 0) == SIZE_MAX ? text : arena_copy(arena, SPAN("[####]"));
}

START_TEST(redaction_reaches_all_words)
{
    struct redacting redacting = {.mask = mask, .kept = &fixture.arena};
    struct arena arena;
    conflict_add(1, "о Заре");
    marks_add(1, 3, 4, "О Заре");
    marks_add(2, 3, 4, "Снова о Заре");
    arena_init(&arena, 1 << 24);
    WRITING(&fixture, store_redact_rest(fixture.store, &redacting, &arena, &fixture.error));
    arena_release(&arena);
    ck_assert_int_eq(redacting.strings, 3);
    struct stored_review_parts parts = parts_of(review);
    ASSERT_SPAN(parts.conflicts.items[0].quote, "[####]");
    ASSERT_SPAN(parts.marks.items[0].words, "[####]");
    assert_sound();
}
END_TEST

START_TEST(a_copy_takes_reviews)
{
    struct store *copy;
    char place[PLACE_SIZE];
    conflict_add(1, "слова");
    marks_add(1, 3, 4, "Хорошо");
    review_close();
    verdict_add(OUTCOME_REJECTED);
    struct span truth = dump_of(&fixture, true);
    place_of(place, fixture.folder, "copy");
    CK_OK(&fixture, store_open(&copy, place, STORE_CREATE, fixture.schema, &fixture.error));
    CK_OK(&fixture, store_copy(fixture.store, copy, &fixture.error));
    store_close(fixture.store);
    fixture.store = copy;
    ck_assert(span_equal(truth, dump_of(&fixture, true)));
    ck_assert_uint_eq(parts_of(review).marks.count, 3);
    store_close(fixture.store);
    fixture.store = NULL;
    place_remove(place);
}
END_TEST

void add_reviews(Suite *suite)
{
    TCase *tests = tcase_create("reviews");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_review_has_all_its_parts);
    tcase_add_test(tests, every_decision_is_kept);
    tcase_add_test(tests, reviews_are_listed_by_state_entity_and_expert);
    tcase_add_test(tests, erasing_a_report_takes_what_conflicts_say_of_it);
    tcase_add_test(tests, redaction_reaches_all_words);
    tcase_add_test(tests, a_copy_takes_reviews);
    suite_add_tcase(suite, tests);
}
