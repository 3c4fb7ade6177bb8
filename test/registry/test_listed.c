/* What lists are ordered and filtered by follows what is shown, and is made again as it was. */
#include "fixture.h"
#include "store_acts.h"
#include "store_list.h"

void add_listed(Suite *suite);

enum { OMSK = 55, TOMSK = 70, ROWS_MOST = 100 };

static struct value date_value(int year, int month, int day)
{
    return (struct value){.type = VALUE_DATE, .date = {(int16_t)year, (int8_t)month, (int8_t)day}};
}

static struct value status_value(const struct fixture *fixture, const char *code)
{
    const struct schema_property *status =
        schema_property_find(kind_of(fixture, "agreement"), SPAN("status"));
    const struct schema_choice *choice = schema_choice_find(status, span_of(code));
    ck_assert_ptr_nonnull(choice);
    return (struct value){.type = VALUE_CHOICE, .choice = choice};
}

/* Whom a report names, and what it says of their agreement; 0: what is not known yet. */
struct telling {
    int64_t firm;
    int64_t agreement;
    const char *status;
    int day;
    int64_t region; /* of the firm */
    double confidence;
};

static void tell(struct fixture *fixture, const char *id, const struct telling *telling)
{
    struct draft draft;
    struct span text =
        arena_format(&fixture->arena, "%s: «Заря» подписала соглашение 9 марта.", id);
    draft_init(&draft, fixture, id, text.data);
    draft.reading.published = (struct date){2015, 4, (int8_t)telling->day};
    uint32_t firm = draft_source(&draft, "Company", "«Заря»", "«Заря»", telling->firm);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, telling->agreement);
    draft.sources[firm - 1].region = telling->region;
    draft_claim(&draft, agreement, "parties", entity_value(firm), "«Заря»");
    draft_claim(&draft, agreement, "status", status_value(fixture, telling->status), "подписала");
    draft_claim(&draft, agreement, "signed_on", date_value(2015, 3, telling->day), "9 марта");
    for (size_t i = 0; i < draft.reading.claim_count; i++)
        draft.claims[i].confidence = telling->confidence;
    draft_write(&draft);
}

/* The numbers of a report's firm and agreement. */
static void numbers_of(struct fixture *fixture, int64_t report, int64_t numbers[2])
{
    struct stored_sources sources;
    CK_OK(fixture, store_sources_of_report(fixture->store, report, &fixture->arena, &sources,
                                           &fixture->error));
    ck_assert_uint_eq(sources.count, 2);
    numbers[0] = sources.items[0].canonical;
    numbers[1] = sources.items[1].canonical;
}

static size_t count_of(struct fixture *fixture, const struct listed_wanted *wanted)
{
    size_t count;
    CK_OK(fixture, store_listed_count(fixture->store, wanted, ROWS_MOST, &count, &fixture->error));
    return count;
}

static size_t agreements_signed(struct fixture *fixture, const char *day, const char *next)
{
    struct listed_wanted wanted = {.kind = kind_of(fixture, "agreement")};
    wanted.days[0] = (struct listed_days){span_of(day), span_of(next)};
    return count_of(fixture, &wanted);
}

static size_t agreements_of(struct fixture *fixture, const char *status)
{
    struct listed_wanted wanted = {.kind = kind_of(fixture, "agreement")};
    wanted.choices[1] = span_of(status);
    return count_of(fixture, &wanted);
}

static size_t agreements_in(struct fixture *fixture, int64_t region)
{
    struct listed_wanted wanted = {
        .kind = kind_of(fixture, "agreement"), .regions = &region, .region_count = 1};
    return count_of(fixture, &wanted);
}

static size_t agreements_in_state(struct fixture *fixture, enum listed_state state)
{
    struct listed_wanted wanted = {
        .kind = kind_of(fixture, "agreement"), .in_state = true, .state = state};
    return count_of(fixture, &wanted);
}

static struct span tally_show(struct fixture *fixture, struct span text,
                              const struct schema_kind *kind, enum listed_tally what)
{
    struct listed_values values;
    CK_OK(fixture, store_listed_tallies(fixture->store, kind, what, &fixture->arena, &values,
                                        &fixture->error));
    text = arena_format(&fixture->arena, "%.*s\n %d", SPAN_ARGS(text), (int)what);
    for (size_t i = 0; i < values.count; i++)
        text = arena_format(&fixture->arena, "%.*s %.*s: %zu", SPAN_ARGS(text),
                            SPAN_ARGS(values.items[i].text), values.items[i].count);
    return text;
}

/* All that lists know, as text. */
static struct span listing_of(struct fixture *fixture)
{
    const struct schema *schema = fixture->schema;
    struct span text = SPAN("");
    for (size_t i = 0; i < schema->kind_count; i++) {
        struct listed_wanted wanted = {.kind = &schema->kinds[i], .limit = ROWS_MOST};
        struct listed_entities found;
        CK_OK(fixture,
              store_listed(fixture->store, &wanted, &fixture->arena, &found, &fixture->error));
        text = arena_format(&fixture->arena, "%.*s\n%.*s", SPAN_ARGS(text),
                            SPAN_ARGS(schema->kinds[i].name));
        for (size_t k = 0; k < found.count; k++)
            text = arena_format(&fixture->arena, "%.*s %lld %.*s", SPAN_ARGS(text),
                                (long long)found.items[k].number, SPAN_ARGS(found.items[k].key));
        for (int what = TALLY_ALL; what <= TALLY_TOGETHER; what++)
            text = tally_show(fixture, text, wanted.kind, (enum listed_tally)what);
    }
    return text;
}

static void rebuild(struct fixture *fixture)
{
    struct rebuild_reading reading;
    bool found, again;
    CK_OK(fixture, store_rebuild_begin(fixture->store, &fixture->error));
    for (;;) {
        CK_OK(fixture, store_rebuild_next(fixture->store, &fixture->arena, &reading, &found,
                                          &fixture->error));
        if (!found)
            break;
        struct span *lemmas = ARENA_NEW(&fixture->arena, struct span, reading.sources.count);
        for (size_t i = 0; i < reading.sources.count; i++)
            lemmas[i] = SPAN("");
        CK_OK(fixture,
              store_rebuild_add(fixture->store, &reading, lemmas, NULL, 0, &fixture->error));
    }
    CK_OK(fixture, store_rebuild_end(fixture->store, &again, &fixture->error));
    ck_assert(!again);
}

static void check_rebuilt(struct fixture *fixture)
{
    struct span before = listing_of(fixture);
    CK_OK(fixture, store_check(fixture->store, &fixture->error));
    rebuild(fixture);
    struct span after = listing_of(fixture);
    ck_assert_msg(span_equal(before, after), "%.*s\nrebuilt:\n%.*s", SPAN_ARGS(before),
                  SPAN_ARGS(after));
}

/* Three reports tell of one agreement, the last of them another day, which is shown. */
static void tell_thrice(struct fixture *fixture, int64_t numbers[2])
{
    tell(fixture, "a", &(struct telling){0, 0, "planned", 9, -TOMSK, 0.5});
    numbers_of(fixture, 1, numbers);
    tell(fixture, "b", &(struct telling){numbers[0], numbers[1], "planned", 9, OMSK, 0.5});
    tell(fixture, "c", &(struct telling){numbers[0], numbers[1], "signed", 11, 0, 0.8});
}

/* What tells of a fact counts with it whichever report makes it sure, or doubtful. */
START_TEST(reports_count_with_the_facts_that_others_make_sure)
{
    struct fixture fixture;
    int64_t numbers[2], other[2], act;
    fixture_init(&fixture);
    tell(&fixture, "a", &(struct telling){0, 0, "planned", 9, -TOMSK, 0.3});
    numbers_of(&fixture, 1, numbers);
    tell(&fixture, "b", &(struct telling){numbers[0], numbers[1], "planned", 9, OMSK, 0.9});
    check_rebuilt(&fixture);
    tell(&fixture, "c", &(struct telling){numbers[0], 0, "signed", 11, 0, 0.3});
    numbers_of(&fixture, 3, other);
    const struct new_act merge = {.kind = ACT_MERGE,
                                  .subject = other[1],
                                  .object = numbers[1],
                                  .author = SPAN("user:olga"),
                                  .reason = SPAN("одно")};
    WRITING(&fixture, store_act(fixture.store, &merge, fixture.now, &act, &fixture.error));
    check_rebuilt(&fixture);
    for (uint32_t claim = 1; claim <= 3; claim++)
        WRITING(&fixture,
                store_claim_decide(fixture.store, 2, claim, CLAIM_REJECTED, SPAN("user:olga"),
                                   SPAN(""), fixture.now, &fixture.error));
    check_rebuilt(&fixture);
    const struct new_act undo = {
        .kind = ACT_UNDO, .undoes = act, .author = SPAN("user:olga"), .reason = SPAN("другое")};
    WRITING(&fixture, store_act(fixture.store, &undo, fixture.now, &act, &fixture.error));
    check_rebuilt(&fixture);
    fixture_release(&fixture);
}
END_TEST

START_TEST(lists_by_what_is_shown)
{
    struct fixture fixture;
    int64_t numbers[2];
    fixture_init(&fixture);
    tell(&fixture, "a", &(struct telling){0, 0, "planned", 9, -TOMSK, 0.5});
    numbers_of(&fixture, 1, numbers);
    ck_assert_uint_eq(agreements_in(&fixture, -TOMSK), 1);
    tell(&fixture, "b", &(struct telling){numbers[0], numbers[1], "planned", 9, OMSK, 0.5});
    ck_assert_uint_eq(agreements_in(&fixture, -TOMSK), 0);
    ck_assert_uint_eq(agreements_in(&fixture, OMSK), 1);
    ck_assert_uint_eq(agreements_of(&fixture, "planned"), 1);
    check_rebuilt(&fixture);
    tell(&fixture, "c", &(struct telling){numbers[0], numbers[1], "signed", 11, 0, 0.8});
    /* A status progresses; of two days that stands which more texts say. */
    ck_assert_uint_eq(agreements_of(&fixture, "planned"), 0);
    ck_assert_uint_eq(agreements_of(&fixture, "signed"), 1);
    ck_assert_uint_eq(agreements_signed(&fixture, "2015-03-09", "2015-03-10"), 1);
    ck_assert_uint_eq(agreements_signed(&fixture, "2015-03-11", "2015-03-12"), 0);
    check_rebuilt(&fixture);
    fixture_release(&fixture);
}
END_TEST

START_TEST(decisions_change_what_lists_know)
{
    struct fixture fixture;
    struct stored_claims claims;
    const struct claims_wanted wanted = {.as_of = STORE_TODAY};
    int64_t numbers[2];
    fixture_init(&fixture);
    tell_thrice(&fixture, numbers);
    for (int64_t report = 1; report <= 2; report++) {
        CK_OK(&fixture, store_claims_of_report(fixture.store, report, &wanted, &fixture.arena,
                                               &claims, &fixture.error));
        WRITING(&fixture,
                store_claim_decide(fixture.store, report, claims.items[claims.count - 1].ordinal,
                                   CLAIM_REJECTED, SPAN("user:olga"), SPAN("wrong"), fixture.now,
                                   &fixture.error));
    }
    ck_assert_uint_eq(agreements_signed(&fixture, "2015-03-09", "2015-03-10"), 0);
    ck_assert_uint_eq(agreements_signed(&fixture, "2015-03-11", "2015-03-12"), 1);
    ck_assert_uint_eq(agreements_in_state(&fixture, LISTED_CONFIRMED), 0);
    CK_OK(&fixture, store_claims_of_report(fixture.store, 3, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    WRITING(&fixture, store_claim_decide(fixture.store, 3, claims.items[claims.count - 1].ordinal,
                                         CLAIM_CONFIRMED, SPAN("user:olga"), SPAN("right"),
                                         fixture.now, &fixture.error));
    ck_assert_uint_eq(agreements_in_state(&fixture, LISTED_CONFIRMED), 1);
    ck_assert_uint_eq(agreements_in_state(&fixture, LISTED_READ), 0);
    check_rebuilt(&fixture);
    fixture_release(&fixture);
}
END_TEST

START_TEST(withdrawn_reports_tell_lists_nothing)
{
    struct fixture fixture;
    int64_t numbers[2];
    fixture_init(&fixture);
    tell_thrice(&fixture, numbers);
    for (int64_t report = 3; report >= 1; report--) {
        WRITING(&fixture, store_report_withdraw(fixture.store, report, SPAN("user:olga"),
                                                SPAN("draft"), fixture.now, &fixture.error));
        ck_assert_uint_eq(agreements_of(&fixture, "planned"), report > 1 ? 1 : 0);
        ck_assert_uint_eq(agreements_of(&fixture, "signed"), 0);
        ck_assert_uint_eq(agreements_in(&fixture, OMSK), report > 2 ? 1 : 0);
        ck_assert_uint_eq(agreements_in(&fixture, -TOMSK), report == 2 ? 1 : 0);
        check_rebuilt(&fixture);
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(merged_entities_are_listed_once)
{
    struct fixture fixture;
    int64_t numbers[2], others[2];
    fixture_init(&fixture);
    tell(&fixture, "a", &(struct telling){0, 0, "planned", 9, OMSK, 0.5});
    tell(&fixture, "b", &(struct telling){0, 0, "planned", 9, TOMSK, 0.5});
    numbers_of(&fixture, 1, numbers);
    numbers_of(&fixture, 2, others);
    ck_assert_uint_eq(agreements_of(&fixture, "planned"), 2);
    for (size_t i = 0; i < 2; i++)
        WRITING(&fixture,
                store_canonical_merge(fixture.store, others[i], numbers[i], SPAN("user:olga"),
                                      SPAN("the same"), fixture.now, &fixture.error));
    ck_assert_uint_eq(agreements_of(&fixture, "planned"), 1);
    ck_assert_uint_eq(agreements_in(&fixture, OMSK), 1);
    ck_assert_uint_eq(agreements_in(&fixture, TOMSK), 1);
    check_rebuilt(&fixture);
    fixture_release(&fixture);
}
END_TEST

/* Each code of the schema is counted as it is. */
START_TEST(counts_every_choice)
{
    struct fixture fixture;
    fixture_init(&fixture);
    const struct schema_kind *kind = kind_of(&fixture, "site");
    const struct schema_property *type = schema_property_find(kind, SPAN("site_type"));
    ck_assert_int_eq(store_choice_place(kind, type), 0);
    for (size_t i = 0; i < type->choice_count; i++) {
        const struct schema_choice *choice = &type->choices[i];
        struct value value = {.type = VALUE_CHOICE, .choice = choice};
        struct draft draft;
        struct listed_values values;
        draft_init(&draft, &fixture, arena_format(&fixture.arena, "s%zu", i).data,
                   arena_format(&fixture.arena, "Площадка %zu.", i).data);
        uint32_t place = draft_source(&draft, "Site", "Площадка", "Площадка", 0);
        uint32_t site = draft_source(&draft, "site", "", NULL, 0);
        draft_claim(&draft, site, "site", entity_value(place), "Площадка");
        draft_claim(&draft, site, "site_type", value, "Площадка");
        draft_write(&draft);
        CK_OK(&fixture, store_listed_tallies(fixture.store, kind, TALLY_CHOICE, &fixture.arena,
                                             &values, &fixture.error));
        ck_assert_uint_eq(values.count, i + 1);
    }
    check_rebuilt(&fixture);
    fixture_release(&fixture);
}
END_TEST

/* ---- pages ---- */

/* An agreement with a day of signing and an end; 0: without. */
static void tell_days(struct fixture *fixture, int number, int signed_on, int until)
{
    struct draft draft;
    const char *id = arena_format(&fixture->arena, "d%d", number).data;
    draft_init(&draft, fixture, id,
               arena_format(&fixture->arena, "%d: «Заря» подписала.", number).data);
    uint32_t firm = draft_source(&draft, "Company", "«Заря»", "«Заря»", 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, agreement, "parties", entity_value(firm), "«Заря»");
    if (signed_on)
        draft_claim(&draft, agreement, "signed_on", date_value(2015, 3, signed_on), "подписала");
    if (until)
        draft_claim(&draft, agreement, "until", date_value(2020, 3, until), "подписала");
    draft_write(&draft);
}

static struct listed_entities page_of(struct fixture *fixture, const struct listed_wanted *order,
                                      size_t offset, size_t limit,
                                      const struct listed_entity *after)
{
    struct listed_wanted wanted = *order;
    struct listed_entities found;
    wanted.offset = offset;
    wanted.limit = limit;
    if (after)
        wanted.after = (struct listed_after){after->number, after->key, after->reports};
    CK_OK(fixture, store_listed(fixture->store, &wanted, &fixture->arena, &found, &fixture->error));
    return found;
}

/* What has no key stands last; the rest and what is equal in the order that is asked for. */
static void check_order(const struct listed_entities *all, bool reverse)
{
    for (size_t i = 1; i < all->count; i++) {
        const struct listed_entity *one = &all->items[i - 1], *next = &all->items[i];
        int order = span_compare(one->key, next->key);
        ck_assert(one->key.size || !next->key.size);
        if (one->key.size && next->key.size && order)
            ck_assert(reverse ? order > 0 : order < 0);
        if (!order)
            ck_assert(reverse ? one->number > next->number : one->number < next->number);
    }
}

/* Pages by offset and behind the last of the page before are parts of the whole. */
static void check_pages(struct fixture *fixture, const struct listed_wanted *order)
{
    struct listed_rows rows;
    struct listed_entities all = page_of(fixture, order, 0, ROWS_MOST, NULL);
    ck_assert_uint_eq(all.count, 9);
    check_order(&all, order->reverse);
    for (size_t limit = 1; limit <= all.count; limit++)
        for (size_t first = 0; first <= all.count; first++) {
            size_t rest = all.count - first, count = rest < limit ? rest : limit;
            const struct listed_entity *after = first ? &all.items[first - 1] : NULL;
            struct listed_entities pages[] = {page_of(fixture, order, first, limit, NULL),
                                              page_of(fixture, order, 0, limit, after)};
            for (size_t k = 0; k < 2; k++) {
                ck_assert_uint_eq(pages[k].count, count);
                for (size_t i = 0; i < count; i++)
                    ck_assert_int_eq(pages[k].items[i].number, all.items[first + i].number);
            }
        }
    for (size_t most = 1; most <= all.count; most++) {
        CK_OK(fixture, store_listed_rows(fixture->store, order, most, &fixture->arena, &rows,
                                         &fixture->error));
        ck_assert_uint_eq(rows.count, most);
        for (size_t i = 0; i < most; i++)
            ck_assert_int_eq(rows.items[i].number, all.items[i].number);
    }
}

START_TEST(pages_are_parts_of_the_whole)
{
    static const int days[][2] = {{9, 0}, {0, 7}, {11, 5}, {9, 7}, {0, 0},
                                  {0, 5}, {2, 0}, {2, 1},  {0, 0}};
    struct fixture fixture;
    fixture_init(&fixture);
    for (int i = 0; i < 9; i++)
        tell_days(&fixture, i, days[i][0], days[i][1]);
    const struct schema_kind *kind = kind_of(&fixture, "agreement");
    int until = store_day_place(kind, schema_property_find(kind, SPAN("until")));
    ck_assert_int_gt(until, 0);
    for (int way = 0; way < 8; way++) {
        struct listed_wanted order = {.kind = kind, .reverse = way & 1, .many = (way & 2) != 0};
        order.order = way & 4 ? ORDER_DAY : ORDER_KEY;
        order.day = until;
        check_pages(&fixture, &order);
        /* Beside a condition on another column. */
        order.in_state = true;
        order.state = LISTED_READ;
        check_pages(&fixture, &order);
    }
    fixture_release(&fixture);
}
END_TEST

void add_listed(Suite *suite)
{
    SUITE_ADD(suite, pages_are_parts_of_the_whole);
    SUITE_ADD(suite, counts_every_choice);
    SUITE_ADD(suite, lists_by_what_is_shown);
    SUITE_ADD(suite, reports_count_with_the_facts_that_others_make_sure);
    SUITE_ADD(suite, decisions_change_what_lists_know);
    SUITE_ADD(suite, withdrawn_reports_tell_lists_nothing);
    SUITE_ADD(suite, merged_entities_are_listed_once);
}
