/* Reviews: who opens, assigns, marks and decides; conflicts of interest; marks that nobody sees. */
#include "account.h"
#include "orders.h"
#include "review.h"
#include "reviews.h"
#include "store_accounts.h"

void add_review(Suite *suite);

#define SIGNED                                                                                                                                                             \
    "Тверь, 9 февраля 2015 года\n\n"                                                                                                                       \
    "Губернатор Тверской области Семён Ракитин и ООО «Волжский парус» подписали соглашение о " \
    "сотрудничестве на 3 года.\n"
#define OTHERS                                                                                                                                                              \
    "Псков, 9 февраля 2016 года\n\n"                                                                                                                        \
    "Генеральный директор ООО «Псковский рассвет» Анна Белова и губернатор Псковской области " \
    "Игорь Громов подписали соглашение о сотрудничестве.\n"

static struct fixture fixture;
static struct catalogue *catalogue;
static struct span signatory, other, sail, dawn; /* ids */
static int64_t anna, boris;                      /* accounts */
static int64_t review, first, second;            /* numbers of the review and its applications */

static void ids_take(int64_t report)
{
    struct stored_sources sources;
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, report, &fixture.arena, &sources, &fixture.error));
    for (size_t i = 0; i < sources.count; i++) {
        const struct stored_source *source = &sources.items[i];
        const struct {
            const char *part;
            struct span *id;
        } wanted[] = {
            {"Ракитин", &signatory}, {"Белов", &other}, {"парус", &sail}, {"рассвет", &dawn}};
        for (size_t k = 0; k < 4; k++)
            if (!source->kind->is_fact &&
                span_find(source->name, span_of(wanted[k].part), 0) != SIZE_MAX)
                *wanted[k].id = id_of(&fixture, source->canonical);
    }
}

static int64_t account(const char *name, const char *role)
{
    struct work work = work_of(&fixture);
    struct stored_account made;
    const struct work_account_order order = {
        .name = span_of(name), .role = span_of(role), .entity = SPAN("")};
    CK_OK(&fixture, work_account_add(&work, &order, SPAN("hash"), &made, &fixture.error));
    return made.number;
}

static struct query query_of(void)
{
    return (struct query){.store = fixture.store,
                          .morphology = fixture.morphology,
                          .schema = reader_schema(fixture.reader),
                          .catalogue = catalogue,
                          .tongue = TONGUE_ENGLISH,
                          .today = {2026, 11, 29},
                          .arena = &fixture.arena};
}

#define REFUSED(call, wanted)                                                                      \
    do {                                                                                           \
        ck_assert(!(call));                                                                        \
        ck_assert_str_eq(fixture.error.items[0].key, wanted);                                      \
        error_release(&fixture.error);                                                             \
    } while (0)

static bool open_review(const char *title, const char *criteria, struct stored_review *done)
{
    struct work work = work_of(&fixture);
    const struct work_review_order order = {.title = span_of(title),
                                            .sought = SPAN("Что делать"),
                                            .criteria = span_of(criteria),
                                            .ends = SPAN("2026-12-31")};
    return work_review_open(&work, &order, done, &fixture.error);
}

static bool apply(struct span entity, int64_t *number)
{
    struct work work = work_of(&fixture);
    struct stored_application done;
    bool fine = work_application_add(&work, review, entity, SPAN(""), &done, &fixture.error);
    *number = done.number;
    return fine;
}

static bool join(const char *name, struct span person)
{
    struct work work = work_of(&fixture);
    struct stored_reviewer done;
    return work_reviewer_add(&work, review, span_of(name), person, &done, &fixture.error);
}

static bool assign(int64_t application, const char *name, const char *reason,
                   struct stored_assignment *done)
{
    struct work work = work_of(&fixture);
    struct query query = query_of();
    const struct work_assignment_order order = {review, application, span_of(name),
                                                span_of(reason)};
    return work_review_assign(&work, &query, &order, done, &fixture.error);
}

static int64_t assigned(int64_t application, const char *name, const char *reason)
{
    struct stored_assignment done;
    CK_OK(&fixture, assign(application, name, reason, &done));
    return done.number;
}

static struct stored_assignment done;

static bool mark(int64_t who, int64_t assignment, const char *marks, int64_t version)
{
    struct work work = work_of(&fixture);
    const struct work_marks_order order = {.review = review,
                                           .assignment = assignment,
                                           .account = who,
                                           .marks = span_of(marks),
                                           .words = SPAN("в целом"),
                                           .version = version,
                                           .today = {2026, 11, 29}};
    work.author = who == boris ? SPAN("user:boris") : SPAN("user:anna");
    return work_review_mark(&work, &order, &done, &fixture.error);
}

static bool abstain(int64_t who, int64_t assignment, const char *reason)
{
    struct work work = work_of(&fixture);
    const struct work_marks_order order = {.review = review,
                                           .assignment = assignment,
                                           .account = who,
                                           .words = span_of(reason),
                                           .version = -1,
                                           .today = {2026, 11, 29}};
    return work_review_abstain(&work, &order, &done, &fixture.error);
}

static bool decided_on(int64_t application, const char *outcome, const char *reason)
{
    struct work work = work_of(&fixture);
    return work_review_decide(&work, review, application, span_of(outcome), span_of(reason),
                              &fixture.error);
}

static void close_review(void)
{
    struct work work = work_of(&fixture);
    struct stored_review closed;
    CK_OK(&fixture, work_review_close(&work, review, &closed, &fixture.error));
    ck_assert_int_eq(closed.state, REVIEW_CLOSED);
}

static struct query_review seen(int64_t who, bool manages)
{
    struct query query = query_of();
    const struct query_reviewing asker = {who, manages};
    struct query_review shown;
    CK_OK(&fixture, query_review(&query, &asker, review, &shown, &fixture.error));
    return shown;
}

static void setup(void)
{
    struct stored_review opened;
    fixture_init(&fixture);
    catalogue = catalogue_new();
    ids_take(add_text(&fixture, "a", SIGNED));
    ids_take(add_text(&fixture, "b", OTHERS));
    ck_assert(signatory.size && other.size && sail.size && dawn.size);
    anna = account("anna", "administrator");
    boris = account("boris", "expert");
    CK_OK(&fixture, open_review("Проекты", "Новизна: 2\n\nПольза", &opened));
    review = opened.number;
    CK_OK(&fixture, apply(sail, &first));
    CK_OK(&fixture, apply(dawn, &second));
    CK_OK(&fixture, join("boris", signatory));
    CK_OK(&fixture, join("anna", other));
}

static void teardown(void)
{
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    catalogue_free(catalogue);
    fixture_release(&fixture);
}

START_TEST(a_call_needs_a_title_and_criteria)
{
    struct stored_review opened;
    REFUSED(open_review("", "Новизна", &opened), "work.review_title");
    REFUSED(open_review("Проекты", " \n ", &opened), "work.review_criteria");
    REFUSED(open_review("Проекты", "Новизна: 0", &opened), "work.review_criterion");
    REFUSED(open_review("Проекты", ": 3", &opened), "work.review_criterion");
    CK_OK(&fixture, open_review("Проекты", "Срок: до 2027: 3", &opened));
    ASSERT_SPAN(opened.criteria.items[0].name, "Срок: до 2027");
    ck_assert_int_eq(opened.criteria.items[0].weight, 3);
    ck_assert_int_eq(opened.scale, REVIEW_SCALE);
}
END_TEST

START_TEST(days_and_words_change_while_it_is_open)
{
    struct work work = work_of(&fixture);
    struct stored_review changed;
    struct work_review_order order = {.ends = SPAN("2026-10-01"), .version = 1};
    CK_OK(&fixture, work_review_change(&work, review, &order, &changed, &fixture.error));
    ASSERT_SPAN(changed.title, "Проекты");
    REFUSED(work_review_change(&work, review, &order, &changed, &fixture.error),
            "work.review_changed");
    int64_t assignment = assigned(second, "boris", "");
    REFUSED(mark(boris, assignment, "1: 3", 0), "work.review_over");
    order = (struct work_review_order){.begins = SPAN("2027-01-01"), .ends = SPAN("")};
    CK_OK(&fixture, work_review_change(&work, review, &order, &changed, &fixture.error));
    REFUSED(mark(boris, assignment, "1: 3", 0), "work.review_early");
    order.ends = SPAN("2026-01-01");
    REFUSED(work_review_change(&work, review, &order, &changed, &fixture.error),
            "work.review_days");
    close_review();
    REFUSED(work_review_change(&work, review, &order, &changed, &fixture.error),
            "work.review_not_open");
}
END_TEST

START_TEST(applications_and_experts_are_once_there)
{
    int64_t number;
    account("vera", "reader");
    REFUSED(apply(sail, &number), "work.review_applied");
    REFUSED(apply(SPAN("ru-0"), &number), "work.unknown_entity");
    REFUSED(join("boris", other), "work.review_expert_known");
    REFUSED(join("nobody", other), "work.unknown_account");
    REFUSED(join("vera", other), "work.review_role");
    account("gleb", "expert");
    REFUSED(join("gleb", other), "work.review_expert_known");
    REFUSED(join("gleb", sail), "work.review_person");
}
END_TEST

START_TEST(a_conflict_refuses_unless_a_reason_is_kept)
{
    struct stored_assignment made;
    REFUSED(assign(first, "boris", "", &made), "work.review_conflict");
    REFUSED(assign(first, "boris", "  ", &made), "work.review_conflict");
    int64_t number = assigned(first, "boris", "другого нет");
    REFUSED(assign(first, "boris", "ещё раз", &made), "work.review_assigned");
    REFUSED(assign(99, "boris", "", &made), "work.unknown_application");
    REFUSED(assign(first, "nobody", "", &made), "work.unknown_expert");
    assigned(second, "boris", "без нужды");
    struct query_review shown = seen(0, true);
    ck_assert_uint_eq(shown.assignments.count, 2);
    const struct query_assignment *one = &shown.assignments.items[0];
    ck_assert_uint_eq(one->number, (size_t)number);
    ck_assert_uint_eq(one->conflicts.count, 1);
    ASSERT_SPAN(one->conflicts.items[0].kind, "signatory");
    ck_assert(one->conflicts.items[0].quotes.count && one->conflicts.items[0].text.size);
    ASSERT_SPAN(one->reason, "другого нет");
    ck_assert_uint_eq(shown.assignments.items[1].reason.size, 0);
}
END_TEST

START_TEST(nobody_reviews_himself)
{
    struct stored_assignment made;
    int64_t number;
    CK_OK(&fixture, apply(signatory, &number));
    REFUSED(assign(number, "boris", "всё равно", &made), "work.review_self");
}
END_TEST

START_TEST(marks_are_the_assigned_experts_alone)
{
    int64_t assignment = assigned(second, "boris", "");
    REFUSED(mark(anna, assignment, "1: 3", 0), "work.unknown_assignment");
    REFUSED(mark(0, assignment, "1: 3", 0), "work.unknown_assignment");
    REFUSED(mark(boris, assignment, "1: 6", 0), "work.review_mark");
    REFUSED(mark(boris, assignment, "3: 1", 0), "work.review_mark");
    REFUSED(mark(boris, assignment, "хорошо", 0), "work.review_mark");
    CK_OK(&fixture, mark(boris, assignment, "1: 3 слабо\n2: -", 0));
    REFUSED(mark(boris, assignment, "1: 4", 0), "work.review_marks_changed");
    CK_OK(&fixture, mark(boris, assignment, "1: 4\n2: 5", 1));
    ck_assert_int_eq(done.version, 2);
    struct stored_marks all;
    struct query query = query_of();
    const struct query_reviewing own = {boris, false}, foreign = {anna, true};
    CK_OK(&fixture, query_review_marks(&query, &own, review, assignment, &all, &fixture.error));
    ck_assert_uint_eq(all.count, 6);
    ASSERT_SPAN(all.items[1].words, "слабо");
    REFUSED(query_review_marks(&query, &foreign, review, assignment, &all, &fixture.error),
            "query.unknown_review");
    close_review();
    REFUSED(mark(boris, assignment, "1: 5", 2), "work.review_not_open");
}
END_TEST

START_TEST(marks_are_blind_until_the_review_is_closed)
{
    assigned(first, "boris", "другого нет");
    int64_t own = assigned(second, "boris", "");
    CK_OK(&fixture, mark(boris, own, "1: 4", 0));
    struct query_review shown = seen(boris, false);
    ck_assert(shown.inside && !shown.marks_seen && shown.due == 1);
    ck_assert_uint_eq(shown.reviewers.count, 1);
    ck_assert_uint_eq(shown.assignments.items[1].marks.count, 3);
    shown = seen(anna, true);
    ck_assert_uint_eq(shown.assignments.count, 2);
    ck_assert(!shown.assignments.items[1].seen && !shown.assignments.items[1].marks.count);
    ck_assert_int_eq(shown.assignments.items[1].marking, MARKING_PARTLY);
    shown = seen(anna, false);
    ck_assert_uint_eq(shown.assignments.count, 0);
    shown = seen(0, false);
    ck_assert(!shown.inside && !shown.reviewers.count && shown.applications.count == 2);
    close_review();
    shown = seen(anna, false);
    ck_assert(shown.marks_seen && shown.assignments.count == 2 && shown.reviewers.count == 2);
    ck_assert_uint_eq(shown.assignments.items[1].marks.count, 3);
    ck_assert(!seen(0, false).marks_seen);
}
END_TEST

START_TEST(applications_are_ranked_by_weighted_means)
{
    int64_t one = assigned(first, "boris", "другого нет"), two = assigned(second, "boris", "");
    int64_t three = assigned(first, "anna", "");
    CK_OK(&fixture, mark(boris, one, "1: 4\n2: 1", 0));
    CK_OK(&fixture, mark(boris, two, "1: 5", 0));
    CK_OK(&fixture, mark(anna, three, "1: 2\n2: 5", 0));
    close_review();
    struct query_review shown = seen(0, true);
    const struct query_application *best = &shown.applications.items[0], *next = best + 1;
    ck_assert_uint_eq(best->number, (size_t)second);
    ck_assert(best->place == 1 && best->mean == 5 && best->spread == 0);
    ck_assert(best->experts == 1 && best->marked == 0 && best->means[1] == 0);
    ck_assert(next->place == 2 && next->mean == 3 && next->low == 3 && next->high == 3);
    ck_assert_uint_eq(next->marked, 2);
}
END_TEST

START_TEST(who_abstains_counts_no_more)
{
    int64_t one = assigned(second, "boris", "");
    CK_OK(&fixture, mark(boris, one, "1: 4\n2: 1", 0));
    REFUSED(abstain(boris, one, ""), "work.review_reason");
    CK_OK(&fixture, abstain(boris, one, "не моё"));
    close_review();
    struct query_review shown = seen(0, true);
    ASSERT_SPAN(shown.assignments.items[0].abstained, "не моё");
    for (size_t i = 0; i < 2; i++)
        ck_assert(!shown.applications.items[i].place && !shown.applications.items[i].experts);
}
END_TEST

START_TEST(decisions_wait_for_the_close_and_end_the_review)
{
    REFUSED(decided_on(first, "accepted", "рано"), "work.review_open");
    close_review();
    REFUSED(decided_on(first, "perhaps", "как знать"), "work.review_outcome");
    REFUSED(decided_on(first, "accepted", ""), "work.review_reason");
    REFUSED(decided_on(99, "accepted", "нет такой"), "work.unknown_application");
    CK_OK(&fixture, decided_on(first, "deferred", "подождём"));
    ck_assert_int_eq(seen(0, true).stored.state, REVIEW_CLOSED);
    ck_assert_int_eq(seen(0, false).applications.items[0].outcome, OUTCOME_NONE);
    CK_OK(&fixture, decided_on(second, "rejected", "слабо"));
    CK_OK(&fixture, decided_on(first, "accepted", "дождались"));
    struct query_review shown = seen(0, false);
    ck_assert_int_eq(shown.stored.state, REVIEW_DECIDED);
    ck_assert_int_eq(shown.applications.items[0].outcome, OUTCOME_ACCEPTED);
    ASSERT_SPAN(shown.applications.items[0].reason, "дождались");
}
END_TEST

START_TEST(the_trail_tells_no_marks)
{
    struct stored_audits entries;
    int64_t one = assigned(second, "boris", "");
    CK_OK(&fixture, mark(boris, one, "1: 4", 0));
    CK_OK(&fixture,
          store_audits(fixture.store, SPAN(""), 0, 1, &fixture.arena, &entries, &fixture.error));
    ASSERT_SPAN(entries.items[0].what, "review.mark");
    ASSERT_SPAN(entries.items[0].object, "review 1");
    ASSERT_SPAN(entries.items[0].author, "user:boris");
}
END_TEST

void add_review(Suite *suite)
{
    TCase *tests = tcase_create("review");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_call_needs_a_title_and_criteria);
    tcase_add_test(tests, days_and_words_change_while_it_is_open);
    tcase_add_test(tests, applications_and_experts_are_once_there);
    tcase_add_test(tests, a_conflict_refuses_unless_a_reason_is_kept);
    tcase_add_test(tests, nobody_reviews_himself);
    tcase_add_test(tests, marks_are_the_assigned_experts_alone);
    tcase_add_test(tests, marks_are_blind_until_the_review_is_closed);
    tcase_add_test(tests, applications_are_ranked_by_weighted_means);
    tcase_add_test(tests, who_abstains_counts_no_more);
    tcase_add_test(tests, decisions_wait_for_the_close_and_end_the_review);
    tcase_add_test(tests, the_trail_tells_no_marks);
    suite_add_tcase(suite, tests);
}
