/* The audit trail as it is shown: acts of several entries, and what a long page costs. */
#include "accounts.h"
#include "store_accounts.h"
#include "store_acts.h"
#include "store_comments.h"
#include "world.h"

void add_trail(Suite *suite);

static const struct span olga = {"user:olga", 9};

static struct world world;

static void setup(void)
{
    world_init_empty(&world);
}

static void teardown(void)
{
    world_release(&world);
}

static void note(const char *what, const char *object, int64_t at)
{
    struct fixture *fixture = &world.fixture;
    const struct new_audit entry = {olga, what, span_of(object), SPAN("")};
    WRITING(fixture, store_audit_add(fixture->store, &entry, at, &fixture->error));
}

/* What stands in the trail, and the act of which each is shown to be. */
static const struct {
    const char *what, *object;
    int64_t at;
    size_t part_of, first;
} trail[] = {
    {"report.state", "report 1", 10, 2, 1},   {"entry.add", "report 1", 10, 0, 1},
    {"report.restore", "report 1", 20, 5, 3}, {"report.state", "report 1", 20, 5, 4},
    {"entry.restore", "report 1", 20, 0, 3},  {"report.state", "report 2", 30, 0, 6},
    {"entry.add", "report 3", 30, 0, 7},      {"report.state", "report 3", 31, 0, 8},
    {"entry.change", "report 3", 32, 0, 9},   {"report.state", "report 4", 40, 0, 10},
    {"report.read", "report 4", 40, 0, 11},   {"report.withdraw", "report 4", 50, 13, 12},
    {"report.erase", "report 4", 50, 0, 12},
};
enum { TRAIL = sizeof trail / sizeof *trail };

START_TEST(an_act_is_one_whichever_page_its_entries_are_on)
{
    for (size_t i = 0; i < TRAIL; i++)
        note(trail[i].what, trail[i].object, trail[i].at);
    for (size_t limit = 1; limit <= TRAIL + 1; limit++) {
        struct query_audit audit = {.next = 0};
        size_t number = TRAIL;
        do {
            CK_OK(&world.fixture,
                  query_audit(&world.query, audit.next, limit, &audit, &world.fixture.error));
            ck_assert_uint_le(audit.count, limit);
            for (size_t i = 0; i < audit.count; i++, number--) {
                ck_assert_uint_eq(audit.items[i].number, number);
                ck_assert_uint_eq(audit.items[i].part_of, trail[number - 1].part_of);
                ck_assert_uint_eq(audit.items[i].first, trail[number - 1].first);
            }
        } while (audit.next);
        ck_assert_uint_eq(number, 0);
    }
}
END_TEST

/* Many reports tell of one agreement; gives it. */
static int64_t agreement_write(size_t reports)
{
    struct stored_sources sources;
    int64_t agreement = 0;
    for (size_t i = 0; i < reports; i++) {
        struct draft draft;
        struct span text = arena_format(&world.fixture.arena,
                                        "%zu: «Заря» и «Закат» подписали соглашение на 5 лет.", i);
        draft_init(&draft, &world.fixture, arena_format(&world.fixture.arena, "r%zu", i).data,
                   text.data);
        uint32_t one = draft_source(&draft, "Company", "«Заря»", "«Заря»", 0);
        uint32_t two = draft_source(&draft, "Company", "«Закат»", "«Закат»", 0);
        uint32_t fact = draft_source(&draft, "agreement", "", NULL, agreement);
        draft_claim(&draft, fact, "parties", entity_value(one), "«Заря»");
        draft_claim(&draft, fact, "parties", entity_value(two), "«Закат»");
        draft_write(&draft);
        if (!agreement) {
            CK_OK(&world.fixture,
                  store_sources_of_report(world.fixture.store, 1, &world.fixture.arena, &sources,
                                          &world.fixture.error));
            agreement = sources.items[sources.count - 1].canonical;
        }
    }
    return agreement;
}

/* A claim of the first report that is the agreement's. */
static uint32_t claim_find(void)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .bare = true};
    struct stored_claims claims;
    CK_OK(&world.fixture,
          store_claims_of_report(world.fixture.store, 1, &wanted, &world.fixture.arena, &claims,
                                 &world.fixture.error));
    for (size_t i = 0; i < claims.count; i++)
        if (claims.items[i].kind->is_fact)
            return claims.items[i].ordinal;
    ck_abort_msg("the report tells of no fact");
}

struct page {
    struct query query;
    struct query_audit audit;
    bool done;
};

static void page_ask(void *context)
{
    struct page *page = context;
    page->done = query_audit(&page->query, 0, AUDIT_PAGE_MOST, &page->audit, &world.fixture.error);
}

/* All that is known of what the entries are about would be several hundred megabytes. */
START_TEST(a_long_page_takes_little_memory)
{
    enum { REPORTS = 150, MOST = 16 * 1024 * 1024 };
    struct fixture *fixture = &world.fixture;
    struct stored_comment comment = {.entity = agreement_write(REPORTS),
                                     .author = olga,
                                     .words = SPAN("Когда?"),
                                     .made_at = fixture->now};
    const struct new_act confirmation = {.kind = ACT_CONFIRM,
                                         .report = 1,
                                         .claim = claim_find(),
                                         .author = olga,
                                         .reason = SPAN("")};
    struct page page = {.query = world.query};
    struct arena arena;
    int64_t number;
    WRITING(fixture, store_comment_add(fixture->store, &comment, &number, &fixture->error));
    WRITING(fixture,
            store_act(fixture->store, &confirmation, fixture->now, &number, &fixture->error));
    CK_OK(fixture, store_write_begin(fixture->store, fixture->now, &fixture->error));
    for (size_t i = 0; i < AUDIT_PAGE_MOST; i++) {
        const struct new_audit entry = {olga, i % 2 ? "confirm" : "comment.change",
                                        i % 2 ? SPAN("decision 1") : SPAN("comment 1"), SPAN("")};
        CK_OK(fixture, store_audit_add(fixture->store, &entry, fixture->now, &fixture->error));
    }
    CK_OK(fixture, store_write_end(fixture->store, fixture->now, &fixture->error));
    arena_init(&arena, MOST);
    page.query.arena = &arena;
    ck_assert_msg(arena_run(&arena, page_ask, &page), "a page takes more than %d bytes", MOST);
    ck_assert(page.done);
    ck_assert_uint_eq(page.audit.count, AUDIT_PAGE_MOST);
    ck_assert_uint_gt(page.audit.items[0].about.size, 0);
    ck_assert_uint_gt(page.audit.items[1].about.size, 0);
    arena_release(&arena);
}
END_TEST

void add_trail(Suite *suite)
{
    TCase *tests = tcase_create("trail");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, an_act_is_one_whichever_page_its_entries_are_on);
    tcase_add_test(tests, a_long_page_takes_little_memory);
    suite_add_tcase(suite, tests);
}
