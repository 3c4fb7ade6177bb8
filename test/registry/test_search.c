/* Full text of reports and names, and making it again. */
#include <sqlite3.h>

#include "fixture.h"
#include "store_facets.h"

void add_search(Suite *suite);

static void search(struct fixture *fixture, const char *const *phrases, size_t count,
                   struct search_hits *hits)
{
    struct span spans[4];
    for (size_t i = 0; i < count; i++)
        spans[i] = span_of(phrases[i]);
    struct search_query query = {.phrases = spans, .phrase_count = count};
    CK_OK(fixture,
          store_search(fixture->store, &query, 0, 10, &fixture->arena, hits, &fixture->error));
}

static size_t hits_of(struct fixture *fixture, const char *phrase)
{
    struct search_hits hits;
    search(fixture, &phrase, 1, &hits);
    ck_assert_int_eq(hits.total, (int64_t)hits.count);
    return hits.count;
}

/* A report whose first word may be read in two ways. */
static void write_steel(struct fixture *fixture, const char *id)
{
    struct draft draft;
    draft_init(&draft, fixture, id,
               arena_format(&fixture->arena, "стали завода %s хватит.", id).data);
    draft_words(&draft);
    draft.tokens[0].lemmas = SPAN("сталь|стать");
    draft.tokens[1].lemmas = SPAN("завод");
    draft_source(&draft, "Company", "Завод стали", "завода", 0);
    draft_write(&draft);
}

START_TEST(finds_by_any_alternative_and_says_where)
{
    struct fixture fixture;
    struct search_hits hits;
    fixture_init(&fixture);
    write_steel(&fixture, "s1");
    write_steel(&fixture, "s2");
    ck_assert_uint_eq(hits_of(&fixture, "сталь"), 2);
    ck_assert_uint_eq(hits_of(&fixture, "стать"), 2);
    ck_assert_uint_eq(hits_of(&fixture, "сталь|сталить"), 2);
    ck_assert_uint_eq(hits_of(&fixture, "стали"), 0);
    ck_assert_uint_eq(hits_of(&fixture, "s1"), 1);
    ck_assert_uint_eq(hits_of(&fixture, "стать завод"), 2);
    ck_assert_uint_eq(hits_of(&fixture, "завод сталь"), 0);
    ck_assert_uint_eq(hits_of(&fixture, "\"завод\""), 2);
    const char *both[] = {"завод", "хватит"};
    search(&fixture, both, 2, &hits);
    ck_assert_uint_eq(hits.count, 2);
    ASSERT_SPAN(hits.items[0].report.id, "s2");
    ck_assert_uint_eq(hits.items[0].range_count, 2);
    struct span text;
    CK_OK(&fixture, store_report_text(fixture.store, hits.items[0].report.number, &fixture.arena,
                                      &text, &fixture.error));
    ASSERT_SPAN(span_of_range(text, hits.items[0].ranges[0]), "завода");
    ASSERT_SPAN(span_of_range(text, hits.items[0].ranges[1]), "хватит");
    fixture_release(&fixture);
}
END_TEST

START_TEST(many_matches_are_counted_up_to_a_bound)
{
    struct fixture fixture;
    struct search_hits hits;
    struct span word = SPAN("завод");
    struct search_query query = {.phrases = &word, .phrase_count = 1, .counted = 3};
    fixture_init(&fixture);
    for (int i = 0; i < 3; i++)
        write_steel(&fixture, arena_format(&fixture.arena, "s%d", i).data);
    CK_OK(&fixture,
          store_search(fixture.store, &query, 0, 10, &fixture.arena, &hits, &fixture.error));
    ck_assert_int_eq(hits.total, 3);
    ck_assert(!hits.more);
    write_steel(&fixture, "s3");
    for (int bounded = 0; bounded < 2; bounded++) {
        query.until = bounded ? (struct date){2030, 1, 1} : (struct date){0};
        CK_OK(&fixture,
              store_search(fixture.store, &query, 2, 10, &fixture.arena, &hits, &fixture.error));
        ck_assert_int_eq(hits.total, 3);
        ck_assert(hits.more);
        ck_assert_uint_eq(hits.count, 2); /* all can be seen */
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(finds_nothing_where_nothing_is_asked)
{
    struct fixture fixture;
    struct search_hits hits;
    struct stored_entities entities;
    struct search_query none = {0};
    struct span blank = SPAN(" ");
    struct search_query blanks = {.phrases = &blank, .phrase_count = 1};
    fixture_init(&fixture);
    write_steel(&fixture, "s1");
    CK_OK(&fixture,
          store_search(fixture.store, &none, 0, 10, &fixture.arena, &hits, &fixture.error));
    ck_assert_uint_eq(hits.count, 0);
    CK_OK(&fixture,
          store_search(fixture.store, &blanks, 0, 10, &fixture.arena, &hits, &fixture.error));
    ck_assert_uint_eq(hits.count, 0);
    CK_OK(&fixture, store_entities_search(fixture.store, &none, 10, &fixture.arena, &entities,
                                          &fixture.error));
    ck_assert_uint_eq(entities.count, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(pages_hits)
{
    struct fixture fixture;
    struct search_hits hits;
    struct span phrase = SPAN("завод");
    struct search_query query = {.phrases = &phrase, .phrase_count = 1};
    char id[] = "s0";
    fixture_init(&fixture);
    for (; id[1] < '5'; id[1]++)
        write_steel(&fixture, id);
    CK_OK(&fixture,
          store_search(fixture.store, &query, 3, 10, &fixture.arena, &hits, &fixture.error));
    ck_assert_int_eq(hits.total, 5);
    ck_assert_uint_eq(hits.count, 2);
    ASSERT_SPAN(hits.items[0].report.id, "s1");
    fixture_release(&fixture);
}
END_TEST

static void write_dated(struct fixture *fixture, const char *id, struct date published)
{
    struct draft draft;
    draft_init(&draft, fixture, id, arena_format(&fixture->arena, "завод %s.", id).data);
    draft_words(&draft);
    draft.reading.published = published;
    draft.reading.earliest = draft.reading.latest = published;
    draft_write(&draft);
}

/* The ids of the hits, one behind the other. */
static struct span order_of(struct fixture *fixture, struct store *store, size_t offset)
{
    struct span word = SPAN("завод"), order = SPAN("");
    const struct search_query query = {.phrases = &word, .phrase_count = 1};
    struct search_hits hits;
    CK_OK(fixture,
          store_search(store, &query, offset, 10, &fixture->arena, &hits, &fixture->error));
    for (size_t i = 0; i < hits.count; i++)
        order = arena_join(&fixture->arena, order, hits.items[i].report.id);
    return order;
}

START_TEST(what_was_published_last_comes_first)
{
    struct fixture fixture;
    fixture_init(&fixture);
    write_dated(&fixture, "a", (struct date){2015, 2, 9});
    write_dated(&fixture, "b", (struct date){2017, 0, 0});
    write_dated(&fixture, "c", (struct date){0});
    write_dated(&fixture, "d", (struct date){2015, 2, 9});
    write_dated(&fixture, "e", (struct date){2014, 12, 31});
    ASSERT_SPAN(order_of(&fixture, fixture.store, 0), "bdaec");
    ASSERT_SPAN(order_of(&fixture, fixture.store, 2), "aec");
    fixture_release(&fixture);
}
END_TEST

/* How many hits are of a year. */
static size_t of_year(struct fixture *fixture, struct store *store, uint32_t year)
{
    struct span word = SPAN("завод");
    const struct search_query query = {.phrases = &word, .phrase_count = 1, .facets = true};
    struct search_hits hits;
    CK_OK(fixture, store_search(store, &query, 0, 1, &fixture->arena, &hits, &fixture->error));
    struct listed_values years = hits.facets->values[FACET_YEAR];
    for (size_t i = 0; i < years.count; i++)
        if (years.items[i].number == year)
            return years.items[i].count;
    return 0;
}

/* A connection that reads keeps what it found; of so many it goes along the line of days. */
START_TEST(what_is_kept_of_a_search_ends_with_the_next_commit)
{
    enum { REPORTS = 1100, FEW = 30 };
    struct fixture fixture;
    struct store *reader;
    fixture_init(&fixture);
    for (int i = 0; i < (place_is_postgres() ? FEW : REPORTS); i++)
        write_dated(&fixture, arena_format(&fixture.arena, "%d.", i).data,
                    (struct date){(int16_t)(2000 + i % 7), 1, 1});
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    CK_OK(&fixture, store_open(&reader, fixture.file, STORE_READ, fixture.schema, &fixture.error));
    struct span before = {0};
    size_t counted = 0;
    for (int i = 0; i < 2; i++) {
        CK_OK(&fixture, store_snapshot_begin(reader, &fixture.error));
        struct span order = order_of(&fixture, reader, 0);
        ck_assert(!i || span_equal(order, before));
        before = order;
        ck_assert(!i || of_year(&fixture, reader, 2001) == counted);
        counted = of_year(&fixture, reader, 2001);
        ck_assert_uint_gt(counted, FEW / 7);
        store_snapshot_end(reader);
    }
    write_dated(&fixture, "late", (struct date){2030, 1, 1});
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    CK_OK(&fixture, store_snapshot_begin(reader, &fixture.error));
    ck_assert(span_starts_with(order_of(&fixture, reader, 0), SPAN("late")));
    ck_assert_uint_eq(of_year(&fixture, reader, 2030), 1);
    store_snapshot_end(reader);
    store_close(reader);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_reading_that_ended_is_not_found)
{
    struct fixture fixture;
    struct draft draft;
    fixture_init(&fixture);
    write_steel(&fixture, "s1");
    draft_init(&draft, &fixture, "s1", "стали завода s1 хватит.");
    draft_words(&draft);
    draft_write(&draft);
    ck_assert_uint_eq(hits_of(&fixture, "завод"), 0);
    ck_assert_uint_eq(hits_of(&fixture, "завода"), 1);
    fixture_release(&fixture);
}
END_TEST

static size_t named(struct fixture *fixture, const char *lemmas, struct stored_entities *entities)
{
    struct span phrase = span_of(lemmas);
    struct search_query query = {.phrases = &phrase, .phrase_count = 1};
    CK_OK(fixture, store_entities_search(fixture->store, &query, 10, &fixture->arena, entities,
                                         &fixture->error));
    return entities->count;
}

START_TEST(finds_entities_by_name_most_reports_first)
{
    struct fixture fixture;
    struct stored_entities entities;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    write_agreement(&fixture, "b", "Заря", "Омский край", 0);
    write_agreement(&fixture, "c", "Заря", "Омский край", 4);
    ck_assert_uint_eq(named(&fixture, "Заря", &entities), 2);
    ck_assert_int_eq(entities.items[0].number, 4);
    ck_assert_int_eq(entities.items[0].reports, 2);
    ck_assert_int_eq(entities.items[1].number, 1);
    ck_assert_uint_eq(named(&fixture, "область", &entities), 1);
    ck_assert_uint_eq(named(&fixture, "Закат", &entities), 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(finds_what_was_merged_or_split_off_by_all_its_names)
{
    struct fixture fixture;
    struct stored_entities entities;
    struct span author = SPAN("user:t"), reason = SPAN("");
    int64_t minted = 0;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    write_agreement(&fixture, "b", "Рассвет", "Омский край", 0);
    WRITING(&fixture, store_canonical_merge(fixture.store, 4, 1, author, reason, fixture.now,
                                            &fixture.error));
    ck_assert_uint_eq(named(&fixture, "Рассвет", &entities), 1);
    ck_assert_int_eq(entities.items[0].number, 1);
    ck_assert_uint_eq(named(&fixture, "Заря", &entities), 1);
    WRITING(&fixture, store_identity_decide(fixture.store, 2, 1, &minted, author, reason,
                                            fixture.now, &fixture.error));
    ck_assert_uint_eq(named(&fixture, "Рассвет", &entities), 1);
    ck_assert_int_eq(entities.items[0].number, minted);
    ck_assert_uint_eq(named(&fixture, "Заря", &entities), 1);
    ck_assert_int_eq(entities.items[0].number, 1);
    fixture_release(&fixture);
}
END_TEST

/* Rebuilds with the words of spaces and full stops, and names as their own lemmas. */
static bool rebuild_pass(struct fixture *fixture, void (*meanwhile)(struct fixture *fixture))
{
    bool found = true, again = false;
    CK_OK(fixture, store_rebuild_begin(fixture->store, &fixture->error));
    while (found) {
        struct rebuild_reading reading;
        struct draft draft = {.fixture = fixture};
        struct span lemmas[8] = {0};
        CK_OK(fixture, store_rebuild_next(fixture->store, &fixture->arena, &reading, &found,
                                          &fixture->error));
        if (!found)
            break;
        draft.text = reading.text;
        draft_words(&draft);
        for (size_t i = 0; i < reading.sources.count; i++)
            lemmas[i] = reading.sources.items[i].name;
        CK_OK(fixture, store_rebuild_add(fixture->store, &reading, lemmas, draft.tokens,
                                         draft.reading.token_count, &fixture->error));
    }
    if (meanwhile)
        meanwhile(fixture);
    CK_OK(fixture, store_rebuild_end(fixture->store, &again, &fixture->error));
    return again;
}

START_TEST(rebuilds_what_was_there)
{
    struct fixture fixture;
    struct stored_entities before, after;
    struct draft draft;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    write_agreement(&fixture, "b", "Заря", "Омский край", 1);
    draft_init(&draft, &fixture, "b", "b: Заря и Омский край подписали соглашение на 5 лет.");
    draft_source(&draft, "Company", "Заря", "Заря", 1);
    draft_words(&draft);
    draft_write(&draft);
    named(&fixture, "Заря", &before);
    struct span truth = dump_of(&fixture, true);
    ck_assert(!rebuild_pass(&fixture, NULL));
    ck_assert_uint_eq(hits_of(&fixture, "подписали соглашение"), 2);
    ck_assert_uint_eq(hits_of(&fixture, "Энская"), 1);
    named(&fixture, "Заря", &after);
    ck_assert_uint_eq(after.count, before.count);
    ck_assert_int_eq(after.items[0].reports, before.items[0].reports);
    ck_assert(span_equal(truth, dump_of(&fixture, true)));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    ck_assert(!rebuild_pass(&fixture, NULL));
    write_agreement(&fixture, "c", "Закат", "Омский край", 0);
    ck_assert_uint_eq(hits_of(&fixture, "Закат"), 1);
    fixture_release(&fixture);
}
END_TEST

/* Runs SQL behind the store's back; {} stands before tables. */
static void run_by_hand(struct fixture *fixture, const char *text)
{
    struct span whole = SPAN(""), rest = span_of(text);
    for (size_t at; (at = span_find(rest, SPAN("{}"), 0)) != SIZE_MAX;
         rest = span_slice(rest, at + 2, rest.size))
        whole = arena_format(&fixture->arena, "%.*s%.*s%s", SPAN_ARGS(whole), (int)at, rest.data,
                             place_is_postgres() ? "%1$s." : "");
    whole = arena_format(&fixture->arena, "%.*s%.*s", SPAN_ARGS(whole), SPAN_ARGS(rest));
    if (place_is_postgres()) {
        ck_assert(place_schema_sql(fixture->file, whole.data));
        return;
    }
    sqlite3 *database;
    ck_assert_int_eq(sqlite3_open(fixture->file, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, whole.data, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

static bool is_told(const struct error *error, const char *table, const char *problem)
{
    bool told = false;
    for (size_t i = 0; i < error->count; i++) {
        const struct error_item *item = &error->items[i];
        bool fits = false;
        for (size_t k = 0; k < item->argument_count; k++) {
            fits |= strcmp(item->arguments[k].name, "table") == 0 &&
                    strcmp(item->arguments[k].value, table) == 0;
            told |= fits && strcmp(item->arguments[k].name, "reason") == 0 &&
                    strcmp(item->arguments[k].value, problem) == 0;
        }
    }
    return told;
}

START_TEST(finds_what_is_derived_wrongly_and_rebuilds_it)
{
    static const struct {
        const char *sql;
        const char *table;
        const char *problem;
    } hands[] = {
        {"DELETE FROM {}report_facets", "report_facets", "not counted"},
        {"UPDATE {}readings SET published = '2001-02-03' WHERE number = 2", "report_facets",
         "counted wrongly"},
        {"UPDATE {}sources SET kind = 'Person' WHERE report = 1 AND kind = 'Company'",
         "report_facets", "counted wrongly"},
        {"UPDATE {}sources SET region = 77 WHERE report = 1", "report_facets", "counted wrongly"},
        {"UPDATE {}report_facets SET facets = substr(facets, 1, 20)", "report_facets",
         "cannot be read"},
        {"DELETE FROM {}meta WHERE key = 'words_version'", "words", "of an older program"},
        {"UPDATE {}names SET sources = sources + 1", "names", "counted wrongly"},
        {"DELETE FROM {}names", "cards", "called wrongly"},
        {"DELETE FROM {}cards", "cards", "missing"},
        {"UPDATE {}cards SET name = 'Сумрак' WHERE kind = 'Region'", "cards", "called wrongly"},
        {"DELETE FROM {}pairs", "pairs", "missing"},
        {"DELETE FROM {}word_ranges", "word_ranges", "missing"},
        {"INSERT INTO {}word_ranges SELECT 99, ranges FROM {}word_ranges WHERE reading = 1",
         "word_ranges", "found, but holds no more"},
        {"UPDATE {}word_ranges SET ranges = (SELECT w.ranges FROM {}word_ranges w"
         " WHERE w.reading = 2) WHERE reading = 1",
         "word_ranges", "not within its text"},
        {"INSERT INTO {}stale VALUES(1)", "stale", "holds, but is not found"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    write_agreement(&fixture, "b", "Закат и другие", "Омский край", 0);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    for (size_t i = 0; i < sizeof hands / sizeof *hands; i++) {
        run_by_hand(&fixture, hands[i].sql);
        fixture_reopen(&fixture, STORE_READ);
        ck_assert_msg(!store_check(fixture.store, &fixture.error), "%s", hands[i].sql);
        ck_assert_msg(is_told(&fixture.error, hands[i].table, hands[i].problem), "%s",
                      hands[i].sql);
        error_release(&fixture.error);
        fixture_reopen(&fixture, STORE_CREATE);
        ck_assert(!rebuild_pass(&fixture, NULL));
        CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(titles_that_an_older_program_did_not_index_are_told)
{
    struct fixture fixture;
    struct search_hits hits;
    const struct span phrase = SPAN("\x01заря");
    const struct search_query query = {.phrases = &phrase, .phrase_count = 1};
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    CK_OK(&fixture,
          store_search(fixture.store, &query, 0, 9, &fixture.arena, &hits, &fixture.error));
    run_by_hand(&fixture, "DELETE FROM {}meta WHERE key = 'words_version'");
    ck_assert(!store_search(fixture.store, &query, 0, 9, &fixture.arena, &hits, &fixture.error));
    ck_assert_str_eq(fixture.error.items[0].key, "registry.untitled");
    error_release(&fixture.error);
    ck_assert(!rebuild_pass(&fixture, NULL));
    CK_OK(&fixture,
          store_search(fixture.store, &query, 0, 9, &fixture.arena, &hits, &fixture.error));
    ck_assert_int_eq(hits.total, 0);
    fixture_release(&fixture);
}
END_TEST

/* Programs that made tables of version 16 marked the words of titles, or had not made all of them.
 */
START_TEST(an_upgrade_finds_out_whether_titles_are_known)
{
    for (int marked = 0; marked < 2; marked++) {
        struct fixture fixture;
        struct draft draft;
        struct search_hits hits;
        const struct span phrase = SPAN("\x01завод");
        const struct search_query query = {.phrases = &phrase, .phrase_count = 1};
        fixture_init(&fixture);
        draft_init(&draft, &fixture, "s", "стали завода хватит.");
        draft_words(&draft);
        draft.reading.title = SPAN("стали");
        if (marked)
            draft.tokens[0].lemmas = SPAN("стали|\x01сталь");
        draft_write(&draft);
        run_by_hand(&fixture, "DELETE FROM {}meta WHERE key = 'words_version'");
        run_by_hand(&fixture, place_is_postgres()
                                  ? "ALTER TABLE %1$s.comments DROP COLUMN report;"
                                    " COMMENT ON SCHEMA %1$s IS 'uzel registry, tables 16'"
                                  : "DROP INDEX comments_by_report;"
                                    " ALTER TABLE comments DROP COLUMN report;"
                                    " PRAGMA user_version = 16");
        fixture_reopen(&fixture, STORE_WRITE);
        ck_assert(store_search(fixture.store, &query, 0, 9, &fixture.arena, &hits,
                               &fixture.error) == marked);
        ck_assert(store_check(fixture.store, &fixture.error) == marked);
        error_release(&fixture.error);
        fixture_release(&fixture);
    }
}
END_TEST

static void write_meanwhile(struct fixture *fixture)
{
    write_agreement(fixture, "m", "Полдень", "Омский край", 0);
}

START_TEST(a_rebuild_misses_nothing_that_came_meanwhile)
{
    struct fixture fixture;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    ck_assert(rebuild_pass(&fixture, write_meanwhile));
    ck_assert_uint_eq(hits_of(&fixture, "Полдень"), 1);
    ck_assert(!rebuild_pass(&fixture, NULL));
    ck_assert_uint_eq(hits_of(&fixture, "Полдень"), 1);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_rebuild_that_was_killed_leaves_todays_tables)
{
    struct fixture fixture;
    struct rebuild_reading reading;
    bool found;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    CK_OK(&fixture, store_rebuild_begin(fixture.store, &fixture.error));
    CK_OK(&fixture,
          store_rebuild_next(fixture.store, &fixture.arena, &reading, &found, &fixture.error));
    fixture_reopen(&fixture, STORE_WRITE);
    ck_assert_uint_eq(hits_of(&fixture, "Заря"), 1);
    ck_assert(!rebuild_pass(&fixture, NULL));
    ck_assert_uint_eq(hits_of(&fixture, "Заря"), 1);
    fixture_release(&fixture);
}
END_TEST

void add_search(Suite *suite)
{
    SUITE_ADD(suite, finds_by_any_alternative_and_says_where);
    SUITE_ADD(suite, many_matches_are_counted_up_to_a_bound);
    SUITE_ADD(suite, finds_nothing_where_nothing_is_asked);
    SUITE_ADD(suite, pages_hits);
    SUITE_ADD(suite, what_was_published_last_comes_first);
    SUITE_ADD(suite, what_is_kept_of_a_search_ends_with_the_next_commit);
    SUITE_ADD(suite, a_reading_that_ended_is_not_found);
    SUITE_ADD(suite, finds_entities_by_name_most_reports_first);
    SUITE_ADD(suite, finds_what_was_merged_or_split_off_by_all_its_names);
    SUITE_ADD(suite, rebuilds_what_was_there);
    SUITE_ADD(suite, finds_what_is_derived_wrongly_and_rebuilds_it);
    SUITE_ADD(suite, titles_that_an_older_program_did_not_index_are_told);
    SUITE_ADD(suite, an_upgrade_finds_out_whether_titles_are_known);
    SUITE_ADD(suite, a_rebuild_misses_nothing_that_came_meanwhile);
    SUITE_ADD(suite, a_rebuild_that_was_killed_leaves_todays_tables);
}
