/* Writing reports and readings. */
#include "fixture.h"

void add_write(Suite *suite);

START_TEST(keeps_a_report_once_with_its_text)
{
    struct fixture fixture;
    struct stored_report report;
    struct span text;
    bool found;
    fixture_init(&fixture);
    int64_t number = write_agreement(&fixture, "a1", "ОАО «Заря»", "Энская область", 0);
    ck_assert_int_eq(number, 1);
    CK_OK(&fixture, store_report_by_id(fixture.store, SPAN("a1"), &fixture.arena, &report, &found,
                                       &fixture.error));
    ck_assert(found);
    CK_OK(&fixture,
          store_report_text(fixture.store, number, &fixture.arena, &text, &fixture.error));
    ASSERT_SPAN(text, "a1: ОАО «Заря» и Энская область подписали соглашение на 5 лет.");
    ck_assert_uint_eq(report.text_size, text.size);
    ck_assert_int_eq(report.taken_in, 1000000);
    ASSERT_SPAN(report.source, "a1.txt");
    ASSERT_SPAN(report.language, "ru");
    ASSERT_SPAN(report.reader, "uzel 0.1");
    CK_OK(&fixture, store_report_by_id(fixture.store, SPAN("a2"), &fixture.arena, &report, &found,
                                       &fixture.error));
    ck_assert(!found);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}
END_TEST

START_TEST(numbers_ids_that_are_taken)
{
    struct fixture fixture;
    struct stored_reports reports;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "a", "ОАО «Закат»", "Энская область", 0);
    write_agreement(&fixture, "a", "ОАО «Полдень»", "Энская область", 0);
    CK_OK(&fixture, store_reports(fixture.store, 0, true, true, 10, &fixture.arena, &reports,
                                  &fixture.error));
    ck_assert_uint_eq(reports.count, 3);
    ASSERT_SPAN(reports.items[0].id, "a-3");
    ASSERT_SPAN(reports.items[1].id, "a-2");
    ASSERT_SPAN(reports.items[2].id, "a");
    fixture_release(&fixture);
}
END_TEST

/* Names of files are any bytes. */
START_TEST(names_that_are_no_utf8_stay_two)
{
    static const char *const paths[] = {"/отчёты/\xCE\xF2.txt", "/отчёты/\xCE\xF3.txt", "/отч\xD1"};
    struct fixture fixture;
    fixture_init(&fixture);
    for (int64_t i = 0; i < 3; i++) {
        struct span text = arena_format(&fixture.arena, "%d", (int)i);
        int64_t number;
        struct new_report report = {.id = SPAN("\xCE\xF2"),
                                    .digest = digest_of(text),
                                    .text = text,
                                    .source = SPAN("\xCE\xF2.txt"),
                                    .path = span_of(paths[i]),
                                    .charset = SPAN("UTF-8")};
        WRITING(&fixture, store_report_add(fixture.store, &report, &number, &fixture.error));
    }
    for (int64_t i = 0; i < 3; i++) {
        struct stored_report report;
        bool found;
        CK_OK(&fixture, store_report_by_path(fixture.store, span_of(paths[i]), &fixture.arena,
                                             &report, &found, &fixture.error));
        ck_assert(found);
        ck_assert_int_eq(report.number, i + 1);
        ck_assert(span_ends_with(report.id, i == 0   ? SPAN("F2")
                                            : i == 1 ? SPAN("-2")
                                                     : SPAN("-3")) ||
                  !place_is_postgres());
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_new_reading_ends_the_old_one)
{
    struct fixture fixture;
    struct stored_claims claims;
    struct stored_report report;
    struct draft draft;
    bool found;
    fixture_init(&fixture);
    static const char text[] = "Завод «Буран» вошёл в кластер.";
    draft_init(&draft, &fixture, "b", text);
    draft_source(&draft, "Company", "Буран", "Буран", 0);
    draft_source(&draft, "Cluster", "кластер", "кластер", 0);
    draft_write(&draft);
    int64_t first = fixture.now;
    draft_init(&draft, &fixture, "b", text);
    ck_assert_int_eq(draft.reading.report, 1);
    draft_source(&draft, "Company", "Завод «Буран»", "Завод «Буран»", 1);
    draft_write(&draft);
    struct claims_wanted today = {.as_of = STORE_TODAY}, then = {.as_of = first - 1};
    CK_OK(&fixture, store_claims_of_report(fixture.store, 1, &today, &fixture.arena, &claims,
                                           &fixture.error));
    ck_assert_uint_eq(claims.count, 1);
    ASSERT_SPAN(claims.items[0].text, "Завод «Буран»");
    ck_assert_int_eq(claims.items[0].canonical, 1);
    ck_assert_int_eq(claims.items[0].known_to, STORE_FOREVER);
    CK_OK(&fixture,
          store_claims_of_report(fixture.store, 1, &then, &fixture.arena, &claims, &fixture.error));
    ck_assert_uint_eq(claims.count, 2);
    ck_assert_int_eq(claims.items[0].known_to, first);
    CK_OK(&fixture,
          store_report(fixture.store, 1, &fixture.arena, &report, &found, &fixture.error));
    ck_assert_int_eq(report.reading, 2);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_changed_file_supersedes)
{
    struct fixture fixture;
    struct stored_report report;
    struct store_counts counts;
    bool found;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Закат»", "Энская область", 0);
    CK_OK(&fixture, store_write_begin(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_report_supersede(fixture.store, 1, 2, fixture.now, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    CK_OK(&fixture,
          store_report(fixture.store, 1, &fixture.arena, &report, &found, &fixture.error));
    ck_assert(found);
    ck_assert_int_eq(report.superseded_by, 2);
    ck_assert_int_eq(report.reading, 0);
    CK_OK(&fixture, store_counts(fixture.store, &fixture.arena, &counts, &fixture.error));
    ck_assert_int_eq(counts.reports, 1);
    ck_assert_int_eq(counts.superseded, 1);
    ck_assert_int_eq(counts.of_kind[kind_of(&fixture, "agreement")->number], 1);
    CK_OK(&fixture, store_report_by_path(fixture.store, SPAN("/reports/a.txt"), &fixture.arena,
                                         &report, &found, &fixture.error));
    ck_assert(!found);
    CK_OK(&fixture, store_report_by_path(fixture.store, SPAN(""), &fixture.arena, &report, &found,
                                         &fixture.error));
    ck_assert(!found);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}
END_TEST

START_TEST(words_of_what_is_cancelled_are_not_found)
{
    static const char *const texts[][2] = {{"a", "Завод «Буран» открыт."},
                                           {"b", "Цех «Вымпел» закрыт."},
                                           {"c", "Порт «Гранит» сдан."}};
    struct fixture fixture;
    struct draft draft;
    struct search_hits hits;
    fixture_init(&fixture);
    for (size_t i = 0; i < 3; i++) {
        struct span words[] = {i == 0 ? SPAN("буран") : i == 1 ? SPAN("вымпел") : SPAN("гранит")};
        struct new_token token = {.lemmas = words[0], .range = {0, 1}};
        draft_init(&draft, &fixture, texts[i][0], texts[i][1]);
        draft.reading.tokens = &token;
        draft.reading.token_count = 1;
        CK_OK(&fixture, store_reading_add(fixture.store, &draft.reading, &fixture.error));
        if (i == 1)
            store_write_cancel(fixture.store);
        else
            CK_OK(&fixture, store_write_end(fixture.store, 1, &fixture.error));
    }
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    struct span phrases[] = {SPAN("буран"), SPAN("вымпел"), SPAN("гранит")};
    for (size_t i = 0; i < 3; i++) {
        struct search_query query = {.phrases = &phrases[i], .phrase_count = 1};
        CK_OK(&fixture,
              store_search(fixture.store, &query, 0, 10, &fixture.arena, &hits, &fixture.error));
        ck_assert_int_eq(hits.total, i == 1 ? 0 : 1);
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_is_cancelled_leaves_nothing)
{
    struct fixture fixture;
    struct draft draft;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    struct span before = dump_of(&fixture, true);
    draft_init(&draft, &fixture, "b", "Завод «Буран» открыт.");
    draft_source(&draft, "Company", "Буран", "Буран", 0);
    CK_OK(&fixture, store_reading_add(fixture.store, &draft.reading, &fixture.error));
    store_write_cancel(fixture.store);
    store_write_cancel(fixture.store);
    ck_assert(span_equal(before, dump_of(&fixture, true)));
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    ck_assert(span_equal(before, dump_of(&fixture, true)));
    write_agreement(&fixture, "c", "ОАО «Закат»", "Энская область", 0);
    fixture_release(&fixture);
}
END_TEST

static int64_t count_seen(struct fixture *fixture, struct store *reader)
{
    struct store_counts counts;
    CK_OK(fixture, store_counts(reader, &fixture->arena, &counts, &fixture->error));
    return counts.reports;
}

static void write_in_group(struct fixture *fixture, int64_t number, int64_t now)
{
    struct draft draft;
    fixture->now = now;
    struct span text = arena_format(&fixture->arena, "Сообщение %lld.", (long long)number);
    draft_init(&draft, fixture, "g", text.data);
    CK_OK(fixture, store_reading_add(fixture->store, &draft.reading, &fixture->error));
    CK_OK(fixture, store_write_end(fixture->store, now, &fixture->error));
}

START_TEST(commits_by_groups_and_readers_see_whole_groups)
{
    struct fixture fixture;
    struct store *reader;
    fixture_init(&fixture);
    CK_OK(&fixture, store_open(&reader, fixture.file, STORE_READ, fixture.schema, &fixture.error));
    for (int i = 1; i < GROUP_REPORTS; i++)
        write_in_group(&fixture, i, 0);
    ck_assert_int_eq(count_seen(&fixture, reader), 0);
    write_in_group(&fixture, GROUP_REPORTS, 0);
    ck_assert_int_eq(count_seen(&fixture, reader), GROUP_REPORTS);
    write_in_group(&fixture, 1001, 5000);
    ck_assert_int_eq(count_seen(&fixture, reader), GROUP_REPORTS);
    write_in_group(&fixture, 1002, 5000 + GROUP_MILLISECONDS);
    ck_assert_int_eq(count_seen(&fixture, reader), GROUP_REPORTS + 2);
    write_in_group(&fixture, 1003, 6000);
    fixture_reopen(&fixture, STORE_WRITE);
    ck_assert_int_eq(count_seen(&fixture, reader), GROUP_REPORTS + 2);
    store_close(reader);
    fixture_release(&fixture);
}
END_TEST

START_TEST(keeps_what_a_user_states)
{
    struct fixture fixture;
    struct stored_report report;
    struct stored_claims claims;
    bool changed, found;
    fixture_init(&fixture);
    int64_t number = write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    struct report_statement statement = {.published = {2015, 2, 9},
                                         .publisher = SPAN("Вестник"),
                                         .url = SPAN("https://example.org/1")};
    struct span user = SPAN("user:olga");
    CK_OK(&fixture, store_write_begin(fixture.store, 2000000, &fixture.error));
    CK_OK(&fixture, store_report_state(fixture.store, number, &statement, user, 2000000, &changed,
                                       &fixture.error));
    ck_assert(changed);
    CK_OK(&fixture, store_report_state(fixture.store, number, &statement, user, 2000001, &changed,
                                       &fixture.error));
    ck_assert(!changed);
    statement = (struct report_statement){.publisher = SPAN("Вестник области")};
    CK_OK(&fixture, store_report_state(fixture.store, number, &statement, user, 2000002, &changed,
                                       &fixture.error));
    ck_assert(changed);
    CK_OK(&fixture, store_write_end(fixture.store, 2000000, &fixture.error));
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    CK_OK(&fixture,
          store_report(fixture.store, number, &fixture.arena, &report, &found, &fixture.error));
    ASSERT_SPAN(report.publisher, "Вестник области");
    ASSERT_SPAN(report.url, "https://example.org/1");
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    CK_OK(&fixture, store_claims_of_report(fixture.store, number, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    size_t stated = 0;
    for (size_t i = 0; i < claims.count; i++)
        stated += claims.items[i].source == 0 && span_equal(claims.items[i].author, user);
    ck_assert_uint_eq(stated, 3);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}
END_TEST

START_TEST(finds_what_is_unsound)
{
    struct fixture fixture;
    struct draft draft;
    fixture_init(&fixture);
    draft_init(&draft, &fixture, "u", "Завод «Буран» открыт.");
    uint32_t plant = draft_source(&draft, "Company", "Буран", NULL, 0);
    draft_claim(&draft, plant, "name", text_value("Буран"), NULL);
    draft.mentions[draft.reading.mention_count++] =
        (struct new_mention){.range = {1, 5}, .source = plant};
    draft.mentions[draft.reading.mention_count++] =
        (struct new_mention){.range = {0, 500}, .source = 0};
    draft_write(&draft);
    ck_assert(!store_check(fixture.store, &fixture.error));
    ck_assert_uint_eq(fixture.error.count, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(fixture.error.items[i].key, "registry.unsound");
    fixture_release(&fixture);
}
END_TEST

void add_write(Suite *suite)
{
    SUITE_ADD(suite, keeps_a_report_once_with_its_text);
    SUITE_ADD(suite, numbers_ids_that_are_taken);
    SUITE_ADD(suite, names_that_are_no_utf8_stay_two);
    SUITE_ADD(suite, a_new_reading_ends_the_old_one);
    SUITE_ADD(suite, a_changed_file_supersedes);
    SUITE_ADD(suite, words_of_what_is_cancelled_are_not_found);
    SUITE_ADD(suite, what_is_cancelled_leaves_nothing);
    SUITE_ADD(suite, commits_by_groups_and_readers_see_whole_groups);
    SUITE_ADD(suite, keeps_what_a_user_states);
    SUITE_ADD(suite, finds_what_is_unsound);
}
