/* Lists: filtered, counted, sorted, cut into pages. */
#include "filter.h"
#include "world.h"

void add_list(Suite *suite);

static struct world world;
static struct query_list list;

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

static void ask(struct query_list_request request)
{
    CK_OK(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error));
}

START_TEST(shows_agreements)
{
    ask((struct query_list_request){.name = SPAN("agreements")});
    GOLDEN(&world, "list_agreements", query_list_write, &list);
}
END_TEST

START_TEST(shows_every_list)
{
    const struct {
        const char *name;
        size_t total;
    } lists[] = {{"agreements", 3}, {"people", 2},    {"organizations", 3}, {"sites", 1},
                 {"clusters", 1},   {"projects", 1},  {"programmes", 0},    {"places", 2},
                 {"reports", 2},    {"statement", 1}, {"membership", 2},    {"Company", 1},
                 {"needs", 0},      {"offers", 0},    {"supply", 0},        {"occupation", 2},
                 {"Person", 2}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        ask((struct query_list_request){.name = span_of(lists[i].name)});
        ck_assert_msg(list.total == lists[i].total, "%s: %zu", lists[i].name, list.total);
        ck_assert_uint_gt(list.label.size, 0);
    }
}
END_TEST

START_TEST(puts_facts_beside_the_things_they_name)
{
    ask((struct query_list_request){.name = SPAN("clusters")});
    GOLDEN(&world, "list_clusters", query_list_write, &list);
    ask((struct query_list_request){.name = SPAN("sites")});
    GOLDEN(&world, "list_sites", query_list_write, &list);
    world.query.tongue = TONGUE_ENGLISH;
    ask((struct query_list_request){.name = SPAN("people")});
    GOLDEN(&world, "list_people", query_list_write, &list);
    ask((struct query_list_request){.name = SPAN("reports")});
    GOLDEN(&world, "list_reports", query_list_write, &list);
}
END_TEST

static size_t total_filtered(const char *column, const char *value)
{
    struct query_filter filter = {span_of(column), span_of(value)};
    ask((struct query_list_request){
        .name = SPAN("agreements"), .filters = &filter, .filter_count = 1});
    return list.total;
}

START_TEST(filters_by_values)
{
    ck_assert_uint_eq(total_filtered("status", "planned"), 1);
    ck_assert_uint_eq(total_filtered("status", "ended"), 0);
    ck_assert_uint_eq(total_filtered("signed_on", "2015"), 1);
    ck_assert_uint_eq(total_filtered("signed_on", "2011..2015"), 2);
    ck_assert_uint_eq(total_filtered("signed_on", "2011..2014"), 1);
    ck_assert_uint_eq(total_filtered("signed_on", "2015-02-10.."), 0);
    ck_assert_uint_eq(total_filtered("signed_on", "..2015-02-09"), 2);
    ck_assert_uint_eq(total_filtered("parties", world_thing(&world, "Правительство Москвы").data),
                      2);
    ck_assert_uint_eq(total_filtered("parties", "правительство москвы"), 2);
    ck_assert_uint_eq(total_filtered("signatories", world_thing(&world, "Сергей Иванов").data), 1);
    ck_assert_uint_eq(total_filtered("name", "меморандум: оао «вымпел»"), 1);
}
END_TEST

START_TEST(finds_rows_by_words_and_report)
{
    ask((struct query_list_request){.name = SPAN("agreements"),
                                    .words = SPAN("ВЫМПЕЛ меморандум")});
    ck_assert_uint_eq(list.total, 1);
    ask((struct query_list_request){.name = SPAN("agreements"), .words = SPAN("вымпел договор")});
    ck_assert_uint_eq(list.total, 0);
    ask((struct query_list_request){.name = SPAN("people"), .report = SPAN("klaster")});
    ck_assert_uint_eq(list.total, 1);
    ASSERT_SPAN(list.rows.items[0].name, "Пётр Чащин");
}
END_TEST

START_TEST(sorts_and_pages)
{
    ask((struct query_list_request){.name = SPAN("people"), .sort = SPAN("-name")});
    ASSERT_SPAN(list.rows.items[0].name, "Сергей Иванов");
    ask((struct query_list_request){.name = SPAN("people"), .sort = SPAN("signed")});
    ASSERT_SPAN(list.rows.items[0].name, "Сергей Иванов"); /* the other has none: last */
    ask((struct query_list_request){.name = SPAN("agreements"), .sort = SPAN("signed_on")});
    ASSERT_SPAN(list.rows.items[0].cells[0].items[0].text, "2011\u00a0г.");
    ask((struct query_list_request){
        .name = SPAN("organizations"), .sort = SPAN("-reports"), .limit = 1});
    ck_assert_uint_eq(list.total, 3);
    ck_assert_uint_eq(list.rows.count, 1);
    ASSERT_SPAN(list.rows.items[0].name, "ОАО «Вымпел»");
    ask((struct query_list_request){.name = SPAN("people"), .offset = 5});
    ck_assert_uint_eq(list.total, 2);
    ck_assert_uint_eq(list.rows.count, 0);
}
END_TEST

START_TEST(refuses_what_is_not_there)
{
    struct query_filter filter = {SPAN("colour"), SPAN("red")};
    struct query_filter dates[] = {{SPAN("signed_on"), SPAN("вчера")},
                                   {SPAN("signed_on"), SPAN("..")}};
    const struct query_list_request requests[] = {
        {.name = SPAN("nonsense")},
        {.name = SPAN("people"), .sort = SPAN("-age")},
        {.name = SPAN("people"), .filters = &filter, .filter_count = 1},
        {.name = SPAN("people"), .report = SPAN("gone")},
        {.name = SPAN("agreements"), .filters = &dates[0], .filter_count = 1},
        {.name = SPAN("agreements"), .filters = &dates[1], .filter_count = 1}};
    static const char *const keys[] = {"query.unknown_list",   "query.unknown_column",
                                       "query.unknown_column", "query.unknown_id",
                                       "query.bad_filter",     "query.bad_filter"};
    for (size_t i = 0; i < 6; i++) {
        ck_assert(!query_list(&world.query, &requests[i], &list, &world.fixture.error));
        ck_assert_uint_eq(world.fixture.error.count, i + 1);
        ck_assert_str_eq(world.fixture.error.items[i].key, keys[i]);
    }
}
END_TEST

/* What the registry pages is what is made as a whole. */
START_TEST(pages_long_lists)
{
    const struct query_filter filters[] = {{SPAN("status"), SPAN("planned")},
                                           {SPAN("signed_on"), SPAN("2011..2015")},
                                           {SPAN("signed_on"), SPAN("2015")},
                                           {SPAN("signed_on"), SPAN("2015-02-10..")},
                                           {SPAN("parties"), SPAN("правительство Москвы")},
                                           {SPAN("signatories"), SPAN("Сергей Иванов")},
                                           {SPAN("occasion"), SPAN("выставка")},
                                           {SPAN("stage"), SPAN("planned")},
                                           {SPAN("start"), SPAN("..2016-02")},
                                           {SPAN("start"), SPAN("2017..")},
                                           {SPAN("site_type"), SPAN("technopark")},
                                           {SPAN("since"), SPAN("2015")},
                                           {SPAN("until"), SPAN("2015-06..2016-07")},
                                           {SPAN("until"), SPAN("none")},
                                           {SPAN("role"), SPAN("centre")}};
    const struct query_list_request requests[] = {
        {.name = SPAN("agreements")},
        {.name = SPAN("agreements"), .sort = SPAN("signed_on")},
        {.name = SPAN("agreements"), .sort = SPAN("until")},
        {.name = SPAN("agreements"), .filters = &filters[0], .filter_count = 1},
        {.name = SPAN("agreements"), .filters = &filters[1], .filter_count = 1},
        {.name = SPAN("agreements"), .filters = &filters[2], .filter_count = 1},
        {.name = SPAN("agreements"), .filters = &filters[3], .filter_count = 1},
        {.name = SPAN("agreements"), .filters = &filters[4], .filter_count = 1},
        {.name = SPAN("agreements"), .filters = &filters[4], .filter_count = 2},
        {.name = SPAN("agreements"), .filters = &filters[5], .filter_count = 1},
        {.name = SPAN("agreements"), .filters = &filters[6], .filter_count = 1},
        {.name = SPAN("agreements"), .words = SPAN("вымпел")},
        {.name = SPAN("agreements"), .words = SPAN("меморандум вымпела")},
        {.name = SPAN("agreements"), .words = SPAN("вымпел завод")},
        {.name = SPAN("agreements"), .words = SPAN("вымпел"), .sort = SPAN("amount")},
        {.name = SPAN("agreements"), .field = SPAN("education")},
        {.name = SPAN("agreements"), .report = SPAN("klaster")},
        {.name = SPAN("people"), .report = SPAN("klaster"), .words = SPAN("чащин")},
        {.name = SPAN("organizations"), .words = SPAN("институт")},
        {.name = SPAN("organizations"), .report = SPAN("vympel")},
        {.name = SPAN("people")},
        {.name = SPAN("people"), .sort = SPAN("-signed")},
        {.name = SPAN("people"), .sort = SPAN("-name"), .limit = 1, .offset = 1},
        {.name = SPAN("organizations"), .limit = 2, .offset = 1},
        {.name = SPAN("organizations"), .sort = SPAN("-reports"), .limit = 1},
        {.name = SPAN("sites")},
        {.name = SPAN("clusters")},
        {.name = SPAN("projects")},
        {.name = SPAN("places")},
        {.name = SPAN("Company")},
        {.name = SPAN("projects"), .filters = &filters[7], .filter_count = 1},
        {.name = SPAN("projects"), .filters = &filters[7], .filter_count = 2},
        {.name = SPAN("projects"), .filters = &filters[8], .filter_count = 1},
        {.name = SPAN("projects"), .filters = &filters[9], .filter_count = 1},
        {.name = SPAN("sites"), .filters = &filters[10], .filter_count = 1},
        {.name = SPAN("sites"), .filters = &filters[11], .filter_count = 1},
        {.name = SPAN("agreements"), .filters = &filters[12], .filter_count = 1},
        {.name = SPAN("membership"), .filters = &filters[12], .filter_count = 1},
        {.name = SPAN("membership"), .filters = &filters[13], .filter_count = 1},
        {.name = SPAN("membership"), .filters = &filters[14], .filter_count = 1}};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct query_list_request paged = requests[i];
        struct query_list whole;
        ask(requests[i]);
        whole = list;
        paged.paged = true;
        ask(paged);
        ck_assert_msg(list.total == whole.total, "%zu: %zu", i, list.total);
        ck_assert_uint_eq(list.rows.count, whole.rows.count);
        for (size_t k = 0; k < list.rows.count; k++) {
            ck_assert_msg(span_equal(list.rows.items[k].id, whole.rows.items[k].id), "%zu", i);
            for (size_t c = 0; c < list.column_count; c++)
                ck_assert_uint_eq(list.rows.items[k].cells[c].count,
                                  whole.rows.items[k].cells[c].count);
        }
        ck_assert_uint_eq(list.filter_count, whole.filter_count);
        for (size_t k = 0; k < list.filter_count; k++)
            ck_assert_msg(list.filters[k].count == whole.filters[k].count, "%zu, %zu: %zu", i, k,
                          list.filters[k].count);
    }
}
END_TEST

/* Some hundred agreements of which nothing is known, in a few reports. */
static void write_agreements(size_t reports)
{
    enum { AGREEMENTS = 14 };
    for (size_t i = 0; i < reports; i++) {
        struct draft draft;
        struct span id = arena_format(&world.fixture.arena, "many-%zu", i);
        draft_init(&draft, &world.fixture, id.data, id.data);
        for (size_t k = 0; k < AGREEMENTS; k++) {
            uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
            draft_claim(&draft, agreement, "place", text_value("Энск"), NULL);
        }
        draft_write(&draft);
    }
}

START_TEST(says_where_only_the_newest_were_looked_at)
{
    const struct query_filter subject = {SPAN("subjects"), SPAN("обучение")};
    const struct query_list_request by_subject = {
        .name = SPAN("agreements"), .filters = &subject, .filter_count = 1, .paged = true};
    const struct query_list_request by_field = {
        .name = SPAN("agreements"), .field = SPAN("education"), .paged = true};
    struct buffer buffer;
    struct json json;
    ask(by_subject);
    ck_assert(!list.more && !list.newest_only);
    ask(by_field);
    size_t total = list.total;
    write_agreements(30);
    ask(by_field);
    ck_assert_uint_eq(list.total, total); /* fields are looked for in more of them */
    ck_assert(!list.more && !list.newest_only);
    ask(by_subject);
    ck_assert(list.more && list.newest_only);
    ck_assert(span_find(list.summary, SPAN("просмотрены только новейшие"), 0) != SIZE_MAX);
    buffer_init(&buffer, 1 << 20);
    json_init(&json, &buffer);
    query_list_write(&world.query, &list, &json);
    ck_assert(span_find(buffer_span(&buffer), SPAN("\"more\":true,\"newest_only\":true"), 0) !=
              SIZE_MAX);
    buffer_release(&buffer);
    ask((struct query_list_request){.name = SPAN("agreements"), .paged = true});
    ck_assert_uint_eq(list.total, 423);
    ck_assert(!list.more && !list.newest_only);
}
END_TEST

/* ---- cursors ---- */

/* Follows the cursors from the first page, and compares with all rows at once. */
static void assert_pages(struct query_list_request request, size_t limit)
{
    struct query_list whole;
    size_t at = 0;
    request.limit = LIST_PAGE_MOST;
    CK_OK(&world.fixture, query_list(&world.query, &request, &whole, &world.fixture.error));
    request.limit = limit;
    do {
        ask(request);
        for (size_t i = 0; i < list.rows.count; i++, at++) {
            ck_assert_uint_lt(at, whole.rows.count);
            ck_assert_msg(span_equal(list.rows.items[i].id, whole.rows.items[at].id),
                          "%.*s by %.*s: row %zu", SPAN_ARGS(request.name), SPAN_ARGS(request.sort),
                          at);
        }
        ck_assert_uint_le(list.rows.count, limit);
        request.cursor = list.next_cursor;
    } while (request.cursor.size);
    ck_assert_msg(at == whole.rows.count, "%.*s by %.*s: %zu", SPAN_ARGS(request.name),
                  SPAN_ARGS(request.sort), at);
}

START_TEST(cursors_lead_through_all_rows)
{
    static const struct {
        const char *list;
        const char *sort;
    } lists[] = {{"agreements", ""},
                 {"agreements", "signed_on"},
                 {"agreements", "-until"},
                 {"agreements", "parties"},
                 {"organizations", ""},
                 {"organizations", "-name"},
                 {"organizations", "reports"},
                 {"organizations", "-reports"},
                 {"people", ""},
                 {"places", "-name"},
                 {"sites", ""},
                 {"reports", ""},
                 {"reports", "title"},
                 {"membership", ""},
                 {"statement", "-name"}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (int paged = 0; paged < 2; paged++)
            for (size_t limit = 1; limit < 3; limit++)
                assert_pages((struct query_list_request){.name = span_of(lists[i].list),
                                                         .sort = span_of(lists[i].sort),
                                                         .paged = paged},
                             limit);
}
END_TEST

START_TEST(a_cursor_goes_on_behind_its_row)
{
    for (int paged = 0; paged < 2; paged++) {
        struct query_list_request request = {
            .name = SPAN("organizations"), .limit = 2, .paged = paged};
        struct draft draft;
        ask(request);
        struct span last = list.rows.items[1].id;
        size_t left = list.total - 2;
        ck_assert_uint_gt(left, 0);
        /* One more comes before what has been seen. */
        draft_init(&draft, &world.fixture, paged ? "later" : "late", "А-завод.");
        draft_source(&draft, "Company", paged ? "АА-завод" : "А-завод", "А-завод", 0);
        draft_write(&draft);
        ck_assert_uint_gt(list.next_cursor.size, 0);
        request.cursor = list.next_cursor;
        request.limit = 10;
        ask(request);
        ck_assert_uint_eq(list.rows.count, left);
        for (size_t i = 0; i < list.rows.count; i++)
            ck_assert(!span_equal(list.rows.items[i].id, last));
    }
}
END_TEST

START_TEST(a_cursor_of_another_question_is_refused)
{
    struct query_list_request request = {.name = SPAN("organizations"), .limit = 1};
    ask(request);
    struct span cursors[] = {SPAN("x"), SPAN("1.2.3.4.5"), SPAN("...."), list.next_cursor};
    request.sort = SPAN("-name");
    for (size_t i = 0; i < sizeof cursors / sizeof *cursors; i++) {
        request.cursor = cursors[i];
        CK_FAILS(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error),
                 "query.bad_cursor");
    }
}
END_TEST

/* ---- all rows ---- */

enum { MANY = 1200 /* more than a part has, and than a short list */ };

static void add_many_agreements(void)
{
    struct draft draft;
    draft_init(&draft, &world.fixture, "many", "Первый и Второй подписали.");
    draft.reading.published = world_day("2014-05-06");
    uint32_t first = draft_source(&draft, "Company", "Первый", "Первый", 0);
    uint32_t second = draft_source(&draft, "Company", "Второй", "Второй", 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    size_t names = draft.reading.claim_count;
    draft_claim(&draft, agreement, "parties", entity_value(first), "Первый");
    draft_claim(&draft, agreement, "parties", entity_value(second), "Второй");
    world_draft_write(&world, &draft, names, MANY);
}

struct taken {
    size_t parts;
    size_t rows;
    size_t most; /* rows; then no more are wanted */
    bool more_columns_than_one;
};

static bool take(void *context, const struct query *query, const struct query_list *part)
{
    struct taken *taken = context;
    ck_assert_ptr_ne(query->arena, world.query.arena);
    ck_assert_uint_eq(part->total, 0);
    taken->parts++;
    taken->rows += part->rows.count;
    taken->more_columns_than_one = part->column_count > 1;
    for (size_t i = 0; i < part->rows.count; i++)
        ck_assert_uint_gt(part->rows.items[i].name.size, 0);
    return !taken->most || taken->rows < taken->most;
}

static struct taken take_all(struct query_list_request request, bool more)
{
    struct taken taken = {0};
    struct query_all all;
    CK_OK(&world.fixture,
          query_list_all(&world.query, &request, take, &taken, &all, &world.fixture.error));
    ck_assert_uint_eq(all.rows, taken.rows);
    ck_assert(all.more == more);
    ck_assert(taken.more_columns_than_one);
    return taken;
}

START_TEST(all_rows_come_in_parts)
{
    struct query_filter signed_in = {SPAN("signed_on"), SPAN("2015")};
    ck_assert_uint_eq(
        take_all((struct query_list_request){.name = SPAN("agreements")}, false).parts, 1);
    add_many_agreements();
    struct taken taken = take_all((struct query_list_request){.name = SPAN("agreements")}, false);
    ck_assert_uint_eq(taken.rows, MANY + 3);
    ck_assert_uint_eq(taken.parts, 3);
    /* What the registry cannot sort by, and what it cannot filter by, costs no rows. */
    ck_assert_uint_eq(
        take_all((struct query_list_request){.name = SPAN("agreements"), .sort = SPAN("parties")},
                 false)
            .rows,
        MANY + 3);
    ask((struct query_list_request){.name = SPAN("agreements"), .words = SPAN("вымпел")});
    ck_assert_uint_gt(list.total, 0);
    ck_assert_uint_eq(
        take_all((struct query_list_request){.name = SPAN("agreements"), .words = SPAN("вымпел")},
                 false)
            .rows,
        list.total);
    ask((struct query_list_request){
        .name = SPAN("agreements"), .filters = &signed_in, .filter_count = 1});
    ck_assert_uint_eq(take_all((struct query_list_request){.name = SPAN("agreements"),
                                                           .filters = &signed_in,
                                                           .filter_count = 1},
                               false)
                          .rows,
                      list.total);
    ck_assert_uint_eq(
        take_all((struct query_list_request){.name = SPAN("reports"), .words = SPAN("вымпел")},
                 false)
            .parts,
        1);
}
END_TEST

START_TEST(all_rows_end_where_no_more_are_wanted)
{
    struct taken taken = {.most = 1};
    struct query_all all;
    struct query_list_request request = {.name = SPAN("agreements")};
    ck_assert(!query_list_all(&world.query, &request, take, &taken, &all, &world.fixture.error));
    ck_assert_uint_eq(taken.parts, 1);
    ck_assert(!error_any(&world.fixture.error));
    request.name = SPAN("nothing");
    ck_assert(!query_list_all(&world.query, &request, take, &taken, &all, &world.fixture.error));
    ck_assert_str_eq(world.fixture.error.items[0].key, "query.unknown_list");
}
END_TEST

static const struct query_facets *facets_named(const char *name)
{
    for (size_t i = 0; i < list.filter_count; i++)
        if (span_equal(list.filters[i].name, span_of(name)))
            return &list.filters[i];
    ck_abort_msg("%s", name);
}

static size_t counted(const char *name, const char *value)
{
    const struct query_facets *facets = facets_named(name);
    for (size_t i = 0; i < facets->count; i++)
        if (span_equal(facets->items[i].value, span_of(value)))
            return facets->items[i].count;
    return 0;
}

/* Made as a whole, out of what is counted beside the cards, and out of the rows that a filter
 * leaves. */
START_TEST(counts_values)
{
    const struct query_filter status = {SPAN("status"), SPAN("signed")};
    struct query_list_request requests[] = {
        {.name = SPAN("agreements"), .facets = true},
        {.name = SPAN("agreements"), .facets = true, .paged = true},
        {.name = SPAN("agreements"), .facets = true, .paged = true, .confidence = SPAN("0..1")}};
    for (size_t i = 0; i < 3; i++) {
        ask(requests[i]);
        size_t signed_ones = counted("status", "signed");
        ck_assert_msg(counted("state", "read") == list.total, "%zu", i);
        ck_assert_uint_gt(signed_ones, 0);
        ck_assert_uint_gt(facets_named("signed_on")->count, 0);
        ASSERT_SPAN(facets_named("signed_on")->parameter, "filter.signed_on");
        ASSERT_SPAN(facets_named("state")->parameter, "state");
        requests[i].filters = &status;
        requests[i].filter_count = 1;
        ask(requests[i]);
        ck_assert_uint_eq(list.total, signed_ones);
        ck_assert_uint_eq(counted("status", "signed"), signed_ones);
    }
}
END_TEST

static void ask_wrongly(struct query_list_request request, const char *key)
{
    ck_assert(!query_list(&world.query, &request, &list, &world.fixture.error));
    ck_assert_str_eq(world.fixture.error.items[0].key, key);
    error_release(&world.fixture.error);
    error_init(&world.fixture.error);
}

START_TEST(filters_by_state_and_confidence)
{
    for (int paged = 0; paged < 2; paged++) {
        struct query_list_request request = {.name = SPAN("agreements"), .paged = paged};
        ask(request);
        size_t all = list.total;
        request.state = SPAN("read");
        ask(request);
        ck_assert_uint_eq(list.total, all);
        request.state = SPAN("rejected");
        ask(request);
        ck_assert_uint_eq(list.total, 0);
        request.state = (struct span){0};
        request.confidence = SPAN("..0.1");
        ask(request);
        ck_assert_uint_eq(list.total, 0);
        request.confidence = SPAN(".5..");
        ask(request);
        ck_assert_uint_eq(list.total, all);
        ck_assert_uint_eq(list.doubtful, 0);
    }
    ask_wrongly((struct query_list_request){.name = SPAN("agreements"), .state = SPAN("new")},
                "query.bad_state");
    static const char *const wrong[] = {"..", "2..", "0.8...", "1.5", "a", "0.", "0.8..0.x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ask_wrongly((struct query_list_request){.name = SPAN("agreements"),
                                                .confidence = span_of(wrong[i])},
                    "query.bad_confidence");
}
END_TEST

/* An agreement of little confidence is in no list and no count, but is told of. */
START_TEST(lets_what_is_doubtful_stand_apart)
{
    const struct query_filter until = {SPAN("until"), SPAN("..2002")};
    struct draft draft;
    ask((struct query_list_request){.name = SPAN("agreements")});
    size_t all = list.total;
    draft_init(&draft, &world.fixture, "doubtful", "doubtful");
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, agreement, "subjects", text_value("doubtful"), "doubtful");
    draft.claims[draft.reading.claim_count - 1].confidence = 0.25;
    draft_claim(&draft, agreement, "until",
                (struct value){.type = VALUE_DATE, .date = world_day("2001")}, "doubtful");
    draft.claims[draft.reading.claim_count - 1].confidence = 0.25;
    draft_write(&draft);
    for (int paged = 0; paged < 2; paged++) {
        ask((struct query_list_request){.name = SPAN("agreements"), .paged = paged});
        ck_assert_uint_eq(list.total, all);
        ck_assert_uint_eq(list.doubtful, 1);
        /* Also where no other has such a day. */
        ask((struct query_list_request){
            .name = SPAN("agreements"), .paged = paged, .filters = &until, .filter_count = 1});
        ck_assert_uint_eq(list.total, 0);
        ck_assert_uint_eq(list.doubtful, 1);
        ask((struct query_list_request){
            .name = SPAN("agreements"), .paged = paged, .confidence = SPAN("..0.5")});
        ck_assert_uint_eq(list.total, 1);
    }
}
END_TEST

static size_t total_of(struct query_list_request request)
{
    ask(request);
    return list.total;
}

START_TEST(takes_the_language_of_filters)
{
#define OF(list_name, ...)                                                                         \
    total_of((struct query_list_request){.name = SPAN(list_name), .paged = paged, __VA_ARGS__})
    for (int paged = 0; paged < 2; paged++) {
        ck_assert_uint_eq(OF("agreements", .status = SPAN("planned")), 1);
        ck_assert_uint_eq(OF("agreements", .date = SPAN("2011..2014")), 1);
        ck_assert_uint_eq(OF("agreements", .date = SPAN("none")), 1);
        ck_assert_uint_eq(OF("agreements", .date = SPAN("known")), 2);
        ck_assert_uint_eq(OF("agreements", .party = SPAN("Правительство Москвы")), 2);
        ck_assert_uint_eq(OF("agreements", .party = SPAN("правительством москвы")), 2);
        ck_assert_uint_eq(OF("agreements", .person = SPAN("Сергей Иванов")), 1);
        ck_assert_uint_eq(OF("agreements", .entity = world_thing(&world, "Правительство Москвы")),
                          2);
        ck_assert_uint_eq(OF("agreements", .source = SPAN("Вестник")), 1);
        ck_assert_uint_eq(OF("agreements", .kind = SPAN("agreement")), 3);
        ck_assert_uint_eq(OF("organizations", .cluster = SPAN("Северный")), 2);
        ck_assert_uint_eq(OF("organizations", .kind = SPAN("Company")), 1);
        ck_assert_uint_eq(OF("organizations", .kind = SPAN("Компании, PublicBody")), 2);
    }
    ask_wrongly((struct query_list_request){.name = SPAN("agreements"), .status = SPAN("done")},
                "query.filter_status");
    ask_wrongly((struct query_list_request){.name = SPAN("agreements"), .kind = SPAN("Company")},
                "query.filter_unfit");
    ask_wrongly((struct query_list_request){.name = SPAN("people"), .date = SPAN("2015")},
                "query.filter_unfit");
    ask_wrongly((struct query_list_request){.name = SPAN("agreements"), .date = SPAN("2015..x")},
                "query.filter_date");
    ask_wrongly((struct query_list_request){.name = SPAN("agreements"), .person = SPAN("Никто")},
                "query.filter_nobody");
}
END_TEST

START_TEST(filters_and_counts_reports)
{
    const int paged = 0;
    ck_assert_uint_eq(OF("reports", .source = SPAN("вестник")), 1);
    ck_assert_uint_eq(OF("reports", .date = SPAN("2015-03..")), 1);
    ck_assert_uint_eq(OF("reports", .date = SPAN("none")), 0);
    ck_assert_uint_eq(OF("reports", .kind = SPAN("Cluster")), 1);
    ck_assert_uint_eq(OF("reports", .person = SPAN("Сергей Иванов")), 1);
    ck_assert_uint_eq(OF("reports", .words = SPAN("кластер"), .date = SPAN("2015")), 1);
    ck_assert_uint_eq(OF("reports", .facets = true), 2);
    ck_assert_uint_eq(list.filter_count, 4);
    ASSERT_SPAN(list.filters[1].parameter, "date");
    ck_assert_uint_eq(list.filters[1].items[0].count, 2);
    /* Page by page, the oldest first. */
    struct query_list_request request = {
        .name = SPAN("reports"), .date = SPAN("2015"), .sort = SPAN("published"), .limit = 1};
    ask(request);
    ASSERT_SPAN(list.rows.items[0].id, "vympel");
    request.cursor = list.next_cursor;
    ck_assert_uint_gt(request.cursor.size, 0);
    ask(request);
    ASSERT_SPAN(list.rows.items[0].id, "klaster");
    ck_assert_uint_eq(list.next_cursor.size, 0);
    ask_wrongly((struct query_list_request){.name = SPAN("reports"), .status = SPAN("signed")},
                "query.filter_unfit");
    struct query_map map;
    CK_OK(&world.fixture, query_map(&world.query, &request, &map, &world.fixture.error));
    ck_assert_uint_eq(map.total, 2);
#undef OF
}
END_TEST

/* What was rejected as a whole is in no list and no count, but in that of rejected facts. */
START_TEST(lists_what_was_rejected)
{
    struct fixture *fixture = &world.fixture;
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    struct stored_claims claims;
    struct stored_report report;
    bool found;
    struct span rejected = world_fact(&world, "klaster", "agreement");
    CK_OK(fixture, store_report_by_id(fixture->store, SPAN("klaster"), &fixture->arena, &report,
                                      &found, &fixture->error));
    CK_OK(fixture, store_claims_of_report(fixture->store, report.number, &wanted, &fixture->arena,
                                          &claims, &fixture->error));
    for (size_t i = 0; i < claims.count; i++) {
        char id[CANONICAL_TEXT];
        if (span_equal(span_of(canonical_write(claims.items[i].canonical, id)), rejected))
            WRITING(fixture,
                    store_claim_decide(fixture->store, report.number, claims.items[i].ordinal,
                                       CLAIM_REJECTED, SPAN("user:tester"), SPAN(""), fixture->now,
                                       &fixture->error));
    }
    for (int paged = 0; paged < 2; paged++) {
        ask((struct query_list_request){.name = SPAN("agreements"), .paged = paged});
        ck_assert_uint_eq(list.total, 2);
        ck_assert_uint_eq(list.doubtful, 0);
        ask((struct query_list_request){
            .name = SPAN("agreements"), .paged = paged, .state = SPAN("rejected")});
        ck_assert_uint_eq(list.total, 1);
        ASSERT_SPAN(list.rows.items[0].id, rejected.data);
        ck_assert_int_eq(list.rows.items[0].state, STATE_REJECTED);
    }
    /* Reports that told of nothing else do not tell of it any more. */
    ask((struct query_list_request){.name = SPAN("reports"), .kind = SPAN("agreement")});
    ck_assert_uint_eq(list.total, 1);
}
END_TEST

void add_list(Suite *suite)
{
    TCase *tests = tcase_create("list");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, shows_agreements);
    tcase_add_test(tests, shows_every_list);
    tcase_add_test(tests, puts_facts_beside_the_things_they_name);
    tcase_add_test(tests, filters_by_values);
    tcase_add_test(tests, finds_rows_by_words_and_report);
    tcase_add_test(tests, sorts_and_pages);
    tcase_add_test(tests, pages_long_lists);
    tcase_add_test(tests, says_where_only_the_newest_were_looked_at);
    tcase_add_test(tests, counts_values);
    tcase_add_test(tests, filters_by_state_and_confidence);
    tcase_add_test(tests, lets_what_is_doubtful_stand_apart);
    tcase_add_test(tests, takes_the_language_of_filters);
    tcase_add_test(tests, filters_and_counts_reports);
    tcase_add_test(tests, lists_what_was_rejected);
    tcase_add_test(tests, refuses_what_is_not_there);
    tcase_add_test(tests, cursors_lead_through_all_rows);
    tcase_add_test(tests, a_cursor_goes_on_behind_its_row);
    tcase_add_test(tests, a_cursor_of_another_question_is_refused);
    tcase_add_test(tests, all_rows_come_in_parts);
    tcase_add_test(tests, all_rows_end_where_no_more_are_wanted);
    suite_add_tcase(suite, tests);
}
