/* Comments, their wordings, threads and files; merges, copies, erasure and redaction. */
#include "store_comments.h"

#include "fixture.h"
#include "redaction.h"
#include "store_accounts.h"
#include "store_acts.h"

void add_comments(Suite *suite);

static const struct span olga = {"user:olga", 9}, boris = {"user:boris", 10};

static struct fixture fixture;

static void setup(void)
{
    fixture_init(&fixture);
    write_agreement(&fixture, "a1", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "a2", "ОАО «Заря-2»", "Энская область", 0);
}

static void teardown(void)
{
    fixture_release(&fixture);
}

static int64_t write(struct stored_comment comment, struct span author, const char *words,
                     int64_t answers)
{
    int64_t number;
    comment.author = author;
    comment.words = span_of(words);
    comment.thread = comment.answers = answers;
    comment.made_at = fixture.now;
    WRITING(&fixture, store_comment_add(fixture.store, &comment, &number, &fixture.error));
    return number;
}

static int64_t add(int64_t entity, struct span author, const char *words, int64_t answers)
{
    return write((struct stored_comment){.entity = entity}, author, words, answers);
}

static int64_t add_on_report(int64_t report, const char *words, int64_t answers)
{
    return write((struct stored_comment){.report = report}, olga, words, answers);
}

static struct stored_comments found(const struct comments_wanted *wanted)
{
    struct stored_comments comments;
    CK_OK(&fixture,
          store_comments(fixture.store, wanted, &fixture.arena, &comments, &fixture.error));
    return comments;
}

static struct stored_comments comments_of(int64_t entity, enum comment_audience audience,
                                          int64_t before, size_t limit)
{
    const struct comments_wanted wanted = {
        .entity = entity, .audience = audience, .before = before, .limit = limit};
    return found(&wanted);
}

static struct stored_comments comments_on_report(int64_t report)
{
    const struct comments_wanted wanted = {.report = report, .limit = 10};
    return found(&wanted);
}

static int64_t count_of(struct comments_wanted wanted)
{
    int64_t count;
    CK_OK(&fixture, store_comments_count(fixture.store, &wanted, &count, &fixture.error));
    return count;
}

static struct stored_comment comment_of(int64_t number)
{
    struct stored_comment comment;
    bool found;
    CK_OK(&fixture,
          store_comment(fixture.store, number, &fixture.arena, &comment, &found, &fixture.error));
    ck_assert(found);
    return comment;
}

static void assert_sound(void)
{
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
}

START_TEST(threads_come_newest_first_and_their_answers_in_order)
{
    int64_t first = add(1, olga, "Первый", 0), second = add(1, boris, "Второй", 0);
    int64_t answer = add(1, boris, "Ответ", first);
    add(2, olga, "О другом", 0);
    struct stored_comments all = comments_of(1, AUDIENCE_ALL, 0, 10);
    ck_assert_uint_eq(all.count, 3);
    ck_assert_int_eq(all.items[0].number, second);
    ck_assert_int_eq(all.items[1].number, first);
    ck_assert_int_eq(all.items[2].number, answer);
    ck_assert_int_eq(all.items[2].thread, first);
    ASSERT_SPAN(all.items[2].words, "Ответ");
    ASSERT_SPAN(all.items[2].author, "user:boris");
    all = comments_of(1, AUDIENCE_ALL, second, 1);
    ck_assert_uint_eq(all.count, 2);
    ck_assert_int_eq(all.items[0].number, first);
    ck_assert_uint_eq(comments_of(1, AUDIENCE_PARTIES, 0, 10).count, 0);
    ck_assert_int_eq(count_of((struct comments_wanted){.entity = 1}), 3);
    assert_sound();
}
END_TEST

START_TEST(every_wording_is_kept)
{
    struct stored_wordings wordings;
    int64_t number = add(1, olga, "Как было", 0);
    struct stored_comment comment = comment_of(number);
    comment.version++;
    WRITING(&fixture, store_comment_change(fixture.store, &comment, SPAN("Как стало"), fixture.now,
                                           &fixture.error));
    comment.version++;
    comment.state = COMMENT_HIDDEN;
    comment.reason = SPAN("не по делу");
    comment.hider = boris;
    WRITING(&fixture, store_comment_change(fixture.store, &comment, (struct span){0}, fixture.now,
                                           &fixture.error));
    comment = comment_of(number);
    ASSERT_SPAN(comment.words, "Как стало");
    ASSERT_SPAN(comment.hider, "user:boris");
    ck_assert_int_eq(comment.version, 3);
    ck_assert_int_gt(comment.edited_at, comment.made_at);
    CK_OK(&fixture,
          store_wordings(fixture.store, number, &fixture.arena, &wordings, &fixture.error));
    ck_assert_uint_eq(wordings.count, 2);
    ASSERT_SPAN(wordings.items[0].words, "Как было");
    assert_sound();
}
END_TEST

START_TEST(comments_follow_what_is_merged)
{
    int64_t number;
    struct new_act merge = {
        .kind = ACT_MERGE, .subject = 4, .object = 1, .author = olga, .reason = SPAN("одно")};
    add(4, olga, "О втором", 0);
    WRITING(&fixture, store_act(fixture.store, &merge, fixture.now, &number, &fixture.error));
    ck_assert_uint_eq(comments_of(1, AUDIENCE_ALL, 0, 10).count, 1);
    ck_assert_int_eq(count_of((struct comments_wanted){.entity = 1}), 1);
    const struct new_act undo = {
        .kind = ACT_UNDO, .undoes = number, .author = olga, .reason = SPAN("")};
    WRITING(&fixture, store_act(fixture.store, &undo, fixture.now, &number, &fixture.error));
    ck_assert_uint_eq(comments_of(1, AUDIENCE_ALL, 0, 10).count, 0);
    ck_assert_uint_eq(comments_of(4, AUDIENCE_ALL, 0, 10).count, 1);
    assert_sound();
}
END_TEST

START_TEST(comments_on_a_report_stand_on_its_later_versions_too)
{
    int64_t on_card = add(1, olga, "О карточке", 0);
    int64_t older = add_on_report(1, "О первой редакции", 0);
    int64_t newer = add_on_report(2, "О второй", 0);
    ck_assert_uint_eq(comments_on_report(1).count, 1);
    ck_assert_uint_eq(comments_on_report(2).count, 1);
    ck_assert_uint_eq(comments_of(1, AUDIENCE_ALL, 0, 10).count, 1);
    ck_assert_int_eq(comments_of(1, AUDIENCE_ALL, 0, 10).items[0].number, on_card);
    WRITING(&fixture, store_report_supersede(fixture.store, 1, 2, fixture.now, &fixture.error));
    add_on_report(1, "Ответ", older);
    struct stored_comments all = comments_on_report(2);
    ck_assert_uint_eq(all.count, 3);
    ck_assert_int_eq(all.items[0].number, newer);
    ck_assert_int_eq(all.items[1].report, 1);
    ck_assert_int_eq(count_of((struct comments_wanted){.report = 2}), 3);
    ck_assert_int_eq(count_of((struct comments_wanted){.report = 1}), 2);
    assert_sound();
    /* Changed back, the first holds again and the other is its earlier version. */
    WRITING(&fixture, store_report_supersede(fixture.store, 2, 1, fixture.now, &fixture.error));
    ck_assert_uint_eq(comments_on_report(1).count, 3);
    ck_assert_uint_eq(comments_on_report(2).count, 1);
    assert_sound();
}
END_TEST

static int64_t account_add(const char *name)
{
    struct stored_account account = {
        .name = span_of(name), .role = ROLE_READER, .made_at = fixture.now};
    int64_t number;
    WRITING(&fixture, store_account_add(fixture.store, &account, &number, &fixture.error));
    return number;
}

static struct stored_notes notes_of(int64_t account, struct span author, int64_t since)
{
    struct stored_notes notes;
    CK_OK(&fixture, store_comments_to(fixture.store, account, author, since, 10, &fixture.arena,
                                      &notes, &fixture.error));
    return notes;
}

START_TEST(what_is_written_to_somebody_is_found)
{
    int64_t account = account_add("olga");
    int64_t own = add(1, olga, "Вопрос", 0);
    int64_t answer = add(1, boris, "Ответ", own);
    int64_t mention = add(2, boris, "Спросим @olga", 0);
    WRITING(&fixture, store_comment_mention(fixture.store, mention, &account, 1, &fixture.error));
    struct stored_notes notes = notes_of(account, olga, 0);
    ck_assert_uint_eq(notes.count, 2);
    ck_assert(notes.items[0].comment.number == mention && notes.items[0].mentions);
    ck_assert(notes.items[1].comment.number == answer && !notes.items[1].mentions);
    ck_assert_uint_eq(notes_of(account, olga, fixture.now).count, 0);
    ck_assert_uint_eq(notes_of(0, boris, 0).count, 0);
    assert_sound();
    WRITING(&fixture, store_comment_mention(fixture.store, mention, NULL, 0, &fixture.error));
    ck_assert_uint_eq(notes_of(account, olga, 0).count, 1);
}
END_TEST

static int64_t file_add(int64_t comment, const char *bytes)
{
    struct stored_attachment file = {.comment = comment,
                                     .name = SPAN("договор.txt"),
                                     .type = SPAN("text/plain"),
                                     .size = (int64_t)span_of(bytes).size,
                                     .digest = digest_of(span_of(bytes)),
                                     .bytes = span_of(bytes)};
    int64_t number;
    WRITING(&fixture, store_attachment_add(fixture.store, &file, &number, &fixture.error));
    return number;
}

START_TEST(erasing_takes_words_and_files)
{
    struct stored_attachments files;
    struct stored_wordings wordings;
    int64_t number = add(1, olga, "Сотрите меня", 0);
    file_add(number, "содержание");
    WRITING(&fixture, store_comment_erase(fixture.store, number, &fixture.error));
    struct stored_comment comment = comment_of(number);
    ck_assert_int_eq(comment.state, COMMENT_ERASED);
    ASSERT_SPAN(comment.words, "");
    CK_OK(&fixture,
          store_wordings(fixture.store, number, &fixture.arena, &wordings, &fixture.error));
    CK_OK(&fixture,
          store_attachments(fixture.store, number, &fixture.arena, &files, &fixture.error));
    ck_assert(!wordings.count && !files.count);
    assert_sound();
}
END_TEST

/* What hangs on an entity of which the erased report alone told is erased with it. */
START_TEST(comments_on_what_an_erased_report_alone_told_of_are_erased)
{
    struct stored_source source = {0};
    struct stored_sources sources;
    int64_t reports[] = {1, 2}, numbers[2][2];
    for (int i = 0; i < 2; i++) {
        CK_OK(&fixture, store_sources_of_report(fixture.store, reports[i], &fixture.arena, &sources,
                                                &fixture.error));
        for (size_t k = 0; k < sources.count; k++)
            if (sources.items[k].kind->is_fact)
                source = sources.items[k];
        numbers[i][0] = source.canonical;
        numbers[i][1] = add(source.canonical, olga, "Об этом договоре", 0);
    }
    WRITING(&fixture,
            store_report_withdraw(fixture.store, 2, olga, SPAN(""), fixture.now, &fixture.error));
    ASSERT_SPAN(comment_of(numbers[1][1]).words, "Об этом договоре");
    WRITING(&fixture, store_report_erase(fixture.store, 2, &fixture.error));
    ck_assert_int_eq(comment_of(numbers[1][1]).state, COMMENT_ERASED);
    ck_assert_int_eq(comment_of(numbers[0][1]).state, COMMENT_SHOWN);
}
END_TEST

/* The words that were written on its page are; who has its id later has a page of his own. */
START_TEST(comments_on_an_erased_report_are_erased)
{
    struct stored_report report;
    bool known;
    int64_t other = add_on_report(1, "О другом", 0), number = add_on_report(2, "О нём", 0);
    WRITING(&fixture,
            store_report_withdraw(fixture.store, 2, olga, SPAN(""), fixture.now, &fixture.error));
    ASSERT_SPAN(comment_of(number).words, "О нём");
    WRITING(&fixture, store_report_erase(fixture.store, 2, &fixture.error));
    ck_assert_int_eq(comment_of(number).state, COMMENT_ERASED);
    ck_assert_int_eq(comment_of(number).report, 2);
    ck_assert_int_eq(comment_of(other).state, COMMENT_SHOWN);
    write_agreement(&fixture, "a2", "ОАО «Полдень»", "Омский край", 0);
    CK_OK(&fixture, store_report_by_id(fixture.store, SPAN("a2"), &fixture.arena, &report, &known,
                                       &fixture.error));
    ck_assert(known && report.number == 3);
    ck_assert_uint_eq(comments_on_report(3).count, 0);
}
END_TEST

START_TEST(a_comment_on_nothing_is_unsound)
{
    add_on_report(1, "О сообщении", 0);
    assert_sound();
    add_on_report(9, "О чём это?", 0);
    CK_FAILS(&fixture, store_check(fixture.store, &fixture.error), "registry.unsound");
    error_release(&fixture.error);
}
END_TEST

static struct span mask(void *context, struct span text, struct arena *arena)
{
    size_t at = span_find(text, SPAN("Иванов"), 0);
    (void)context;
    return at == SIZE_MAX ? text
                          : arena_format(arena, "%.*s[#########]%.*s", (int)at, text.data,
                                         (int)(text.size - at - 12), text.data + at + 12);
}

START_TEST(redaction_reaches_every_wording)
{
    struct stored_wordings wordings;
    struct redacting redacting = {.mask = mask, .kept = &fixture.arena};
    struct arena arena;
    int64_t number = add(1, olga, "Сказал Иванов", 0);
    struct stored_comment comment = comment_of(number);
    comment.version++;
    WRITING(&fixture, store_comment_change(fixture.store, &comment, SPAN("Иванов, а не Петров"),
                                           fixture.now, &fixture.error));
    arena_init(&arena, 1 << 24);
    WRITING(&fixture, store_redact_rest(fixture.store, &redacting, &arena, &fixture.error));
    arena_release(&arena);
    ck_assert_int_eq(redacting.strings, 2);
    CK_OK(&fixture,
          store_wordings(fixture.store, number, &fixture.arena, &wordings, &fixture.error));
    ASSERT_SPAN(wordings.items[0].words, "Сказал [#########]");
    ASSERT_SPAN(wordings.items[1].words, "[#########], а не Петров");
}
END_TEST

START_TEST(a_copy_takes_comments_and_files)
{
    struct store *copy;
    char place[PLACE_SIZE];
    struct stored_attachment file;
    int64_t comments, files;
    bool found;
    int64_t account = account_add("olga");
    int64_t number = add(1, boris, "Посмотрите, @olga", 0);
    WRITING(&fixture, store_comment_mention(fixture.store, number, &account, 1, &fixture.error));
    int64_t attached = file_add(number, "содержание");
    add_on_report(1, "О сообщении", 0);
    struct span truth = dump_of(&fixture, true);
    place_of(place, fixture.folder, "copy");
    CK_OK(&fixture, store_open(&copy, place, STORE_CREATE, fixture.schema, &fixture.error));
    CK_OK(&fixture, store_copy(fixture.store, copy, &fixture.error));
    store_close(fixture.store);
    fixture.store = copy;
    ck_assert(span_equal(truth, dump_of(&fixture, true)));
    CK_OK(&fixture,
          store_attachment(fixture.store, attached, &fixture.arena, &file, &found, &fixture.error));
    ck_assert(found);
    ASSERT_SPAN(file.bytes, "содержание");
    CK_OK(&fixture, store_private_count(fixture.store, &comments, &files, &fixture.error));
    ck_assert(comments == 0 && files == 1);
    store_close(fixture.store);
    fixture.store = NULL;
    place_remove(place);
}
END_TEST

START_TEST(a_party_is_what_a_report_or_somebody_sure_says)
{
    struct stored_sources sources;
    int64_t agreement = 0, party = 0;
    bool is;
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, 1, &fixture.arena, &sources, &fixture.error));
    for (size_t i = 0; i < sources.count; i++) {
        if (sources.items[i].kind->is_fact)
            agreement = sources.items[i].canonical;
        else if (!party)
            party = sources.items[i].canonical;
    }
    CK_OK(&fixture,
          store_is_party(fixture.store, agreement, party, &fixture.arena, &is, &fixture.error));
    ck_assert(is);
    CK_OK(&fixture,
          store_is_party(fixture.store, party, party, &fixture.arena, &is, &fixture.error));
    ck_assert(!is);
    CK_OK(&fixture,
          store_is_party(fixture.store, agreement, 999, &fixture.arena, &is, &fixture.error));
    ck_assert(!is);
}
END_TEST

void add_comments(Suite *suite)
{
    TCase *tests = tcase_create("comments");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, threads_come_newest_first_and_their_answers_in_order);
    tcase_add_test(tests, every_wording_is_kept);
    tcase_add_test(tests, comments_follow_what_is_merged);
    tcase_add_test(tests, comments_on_a_report_stand_on_its_later_versions_too);
    tcase_add_test(tests, what_is_written_to_somebody_is_found);
    tcase_add_test(tests, erasing_takes_words_and_files);
    tcase_add_test(tests, comments_on_what_an_erased_report_alone_told_of_are_erased);
    tcase_add_test(tests, comments_on_an_erased_report_are_erased);
    tcase_add_test(tests, a_comment_on_nothing_is_unsound);
    tcase_add_test(tests, redaction_reaches_every_wording);
    tcase_add_test(tests, a_copy_takes_comments_and_files);
    tcase_add_test(tests, a_party_is_what_a_report_or_somebody_sure_says);
    suite_add_tcase(suite, tests);
}
