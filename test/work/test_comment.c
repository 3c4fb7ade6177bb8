/* Comments: who writes, changes, withdraws, hides and erases them, and whom they mention. */
#include "account.h"
#include "comment.h"
#include "orders.h"
#include "store_accounts.h"

void add_comment(Suite *suite);

#define WORDS                                                                                                                                                              \
    "Губернатор Тверской области Семён Ракитин и ООО «Волжский парус» подписали соглашение о " \
    "сотрудничестве на 3 года.\n"

static struct fixture fixture;
static struct span agreement, party;
static struct stored_comment comment;

static void setup(void)
{
    fixture_init(&fixture);
    int64_t report = add_text(&fixture, "a", "Тверь, 9 февраля 2015 года\n\n" WORDS);
    struct stored_sources sources;
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, report, &fixture.arena, &sources, &fixture.error));
    for (size_t i = 0; i < sources.count; i++) {
        const struct stored_source *source = &sources.items[i];
        if (span_equal(source->kind->name, SPAN("agreement")))
            agreement = id_of(&fixture, source->canonical);
        if (span_find(source->name, SPAN("парус"), 0) != SIZE_MAX)
            party = id_of(&fixture, source->canonical);
    }
    ck_assert(agreement.size && party.size);
}

static void teardown(void)
{
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}

#define REFUSED(call, wanted)                                                                      \
    do {                                                                                           \
        ck_assert(!(call));                                                                        \
        ck_assert_str_eq(fixture.error.items[0].key, wanted);                                      \
        error_release(&fixture.error);                                                             \
    } while (0)

static struct work work_by(const char *author)
{
    struct work work = work_of(&fixture);
    work.author = span_of(author);
    return work;
}

static int64_t number_of(struct span id)
{
    int64_t number;
    ck_assert(canonical_read(id, &number));
    return number;
}

static bool write(const char *author, const char *words, int64_t answers)
{
    struct work work = work_by(author);
    const struct work_comment_order order = {
        .entity = agreement, .answers = answers, .words = span_of(words)};
    return work_comment_add(&work, &order, &comment, &fixture.error);
}

static bool write_on(struct span report, const char *words, int64_t answers)
{
    struct work work = work_by("user:olga");
    const struct work_comment_order order = {
        .report = report, .answers = answers, .words = span_of(words)};
    return work_comment_add(&work, &order, &comment, &fixture.error);
}

static int64_t written(const char *author, const char *words, int64_t answers)
{
    CK_OK(&fixture, write(author, words, answers));
    return comment.number;
}

static bool change(const char *author, int64_t number, const char *words, int64_t version)
{
    const struct work_commenter who = {0};
    struct work work = work_by(author);
    return work_comment_change(&work, &who, number, span_of(words), version, &comment,
                               &fixture.error);
}

static bool withdraw(const char *author, int64_t number, bool withdrawn)
{
    const struct work_commenter who = {0};
    struct work work = work_by(author);
    return work_comment_withdraw(&work, &who, number, withdrawn, &comment, &fixture.error);
}

static bool hide(const char *author, int64_t number, bool hidden, const char *reason)
{
    const struct work_commenter who = {0};
    struct work work = work_by(author);
    return work_comment_hide(&work, &who, number, hidden, span_of(reason), &comment,
                             &fixture.error);
}

START_TEST(words_are_plain_text_of_some_length)
{
    char *much = ARENA_NEW(&fixture.arena, char, COMMENT_MOST + 2);
    memset(much, 'a', COMMENT_MOST + 1);
    REFUSED(write("user:olga", " \n ", 0), "work.comment_empty");
    REFUSED(write("user:olga", "a\x1B[31mb", 0), "work.comment_words");
    REFUSED(write("user:olga", much, 0), "work.comment_long");
    written("user:olga", " Первая строка\r\nи вторая\n", 0);
    ASSERT_SPAN(comment.words, "Первая строка\nи вторая");
    agreement = SPAN("ru-000000000000");
    REFUSED(write("user:olga", "О чём?", 0), "work.unknown_entity");
}
END_TEST

START_TEST(an_answer_stands_in_its_thread)
{
    int64_t first = written("user:olga", "Первый", 0);
    int64_t answer = written("user:boris", "Ответ", first);
    written("user:olga", "Ответ на ответ", answer);
    ck_assert_int_eq(comment.thread, first);
    ck_assert_int_eq(comment.answers, answer);
    REFUSED(write("user:olga", "Никому", 99), "work.unknown_comment");
    ck_assert(withdraw("user:boris", answer, true));
    REFUSED(write("user:olga", "Поздно", answer), "work.comment_gone");
    agreement = party;
    REFUSED(write("user:olga", "Не там", first), "work.unknown_comment");
}
END_TEST

START_TEST(a_report_is_commented_on)
{
    struct work work = work_of(&fixture);
    struct work_report erased;
    CK_OK(&fixture, write_on(SPAN("a"), "Где подлинник?", 0));
    const int64_t number = comment.number;
    ck_assert(comment.report == 1 && !comment.entity);
    CK_OK(&fixture, write_on(SPAN("a"), "В архиве.", number));
    ck_assert_int_eq(comment.thread, number);
    REFUSED(write("user:olga", "Не там", number), "work.unknown_comment");
    REFUSED(write_on(SPAN("a"), "Не там", written("user:olga", "На карточке", 0)),
            "work.unknown_comment");
    REFUSED(write_on(SPAN("b"), "Чего нет", 0), "work.unknown_report");
    ck_assert(hide("user:edik", number, true, "не о том"));
    ck_assert(hide("user:edik", number, false, ""));
    const struct work_comment_order messages = {
        .report = SPAN("a"), .audience = AUDIENCE_PARTIES, .words = SPAN("Тайна")};
    REFUSED(work_comment_add(&work, &messages, &comment, &fixture.error), "work.unknown_report");
    CK_OK(&fixture, work_report_erase(&work, SPAN("a"), SPAN("просили"), &erased, &fixture.error));
    REFUSED(write_on(erased.report.id, "Поздно", 0), "work.comment_erased");
    REFUSED(write_on(erased.report.id, "Поздно", number), "work.comment_erased");
    /* What comes later under its id is another report. */
    add_text(&fixture, "a", "Псков, 10 марта 2016 года\n\nЗавод работает.\n");
    REFUSED(write_on(SPAN("a"), "Не о том", number), "work.unknown_comment");
}
END_TEST

START_TEST(one_changes_what_one_wrote)
{
    int64_t number = written("user:olga", "Как было", 0);
    REFUSED(change("user:boris", number, "Чужое", 0), "work.comment_foreign");
    REFUSED(withdraw("user:boris", number, true), "work.comment_foreign");
    ck_assert(change("user:olga", number, "Как стало", 1));
    ck_assert_int_eq(comment.version, 2);
    REFUSED(change("user:olga", number, "Опоздало", 1), "work.comment_changed");
    ck_assert(change("user:olga", number, "Как стало", 0));
    ck_assert_int_eq(comment.version, 2);
    ck_assert(withdraw("user:olga", number, true));
    REFUSED(change("user:olga", number, "Из небытия", 0), "work.comment_gone");
    ck_assert(withdraw("user:olga", number, true));
    ck_assert(withdraw("user:olga", number, false));
    ck_assert_int_eq(comment.state, COMMENT_SHOWN);
    REFUSED(change("user:olga", 99, "Чего нет", 0), "work.unknown_comment");
}
END_TEST

START_TEST(what_is_hidden_is_hidden_for_a_reason)
{
    int64_t number = written("user:olga", "Не по делу", 0);
    REFUSED(hide("user:edik", number, true, " "), "work.comment_reason");
    ck_assert(hide("user:edik", number, true, "не о том"));
    ASSERT_SPAN(comment.hider, "user:edik");
    REFUSED(withdraw("user:olga", number, true), "work.comment_gone");
    REFUSED(change("user:olga", number, "Иначе", 0), "work.comment_gone");
    ck_assert(hide("user:edik", number, false, ""));
    ck_assert(comment.state == COMMENT_SHOWN && !comment.reason.size && !comment.hider.size);
    ck_assert(withdraw("user:olga", number, true));
    REFUSED(hide("user:edik", number, true, "поздно"), "work.comment_gone");
}
END_TEST

START_TEST(mentions_are_found_in_words)
{
    static const char text[] = "@olga, @boris.k. и (@vera-), но не a@mail.ru, @@x, слово@нет и @";
    static const char *const names[] = {"olga", "boris.k", "vera"};
    struct span name;
    size_t at = 0, count = 0;
    while (comment_mention_next(span_of(text), &at, &name)) {
        ck_assert_uint_lt(count, 3);
        ASSERT_SPAN(name, names[count++]);
    }
    ck_assert_uint_eq(count, 3);
}
END_TEST

static int64_t account(const char *name, const char *role, struct span entity)
{
    struct work work = work_of(&fixture);
    struct stored_account made;
    const struct work_account_order order = {
        .name = span_of(name), .role = span_of(role), .entity = entity};
    CK_OK(&fixture, work_account_add(&work, &order, SPAN("hash"), &made, &fixture.error));
    return made.number;
}

static size_t notes_of(int64_t number)
{
    struct stored_notes notes;
    CK_OK(&fixture, store_comments_to(fixture.store, number, SPAN("user:-"), 0, 10, &fixture.arena,
                                      &notes, &fixture.error));
    return notes.count;
}

START_TEST(those_who_are_mentioned_learn_of_it)
{
    account("anna", "administrator", SPAN(""));
    int64_t vera = account("vera", "reader", SPAN(""));
    int64_t number = written("user:anna", "@vera, @vera и @nobody, взгляните", 0);
    ck_assert_uint_eq(notes_of(vera), 1);
    ck_assert(change("user:anna", number, "Никто", 0));
    ck_assert_uint_eq(notes_of(vera), 0);
}
END_TEST

static bool send_message(const char *author, struct span organization, const char *words)
{
    struct work work = work_by(author);
    const struct work_comment_order order = {.entity = agreement,
                                             .audience = AUDIENCE_PARTIES,
                                             .words = span_of(words),
                                             .organization =
                                                 organization.size ? number_of(organization) : 0};
    return work_comment_add(&work, &order, &comment, &fixture.error);
}

static struct stored_attachment file;

static bool attach(const char *author, int64_t organization, int64_t number, const char *name,
                   struct span bytes)
{
    const struct work_commenter who = {.organization = organization};
    struct work work = work_by(author);
    return work_attachment_add(&work, &who, number, span_of(name), bytes, &file, &fixture.error);
}

START_TEST(parties_write_to_each_other)
{
    account("anna", "administrator", SPAN(""));
    int64_t vera = account("vera", "reader", SPAN(""));
    int64_t petr = account("petr", "participant", party);
    REFUSED(send_message("user:vera", SPAN(""), "Можно?"), "work.unknown_entity");
    ck_assert(send_message("user:petr", party, "Нам: @petr и @vera"));
    int64_t number = comment.number;
    ck_assert_uint_eq(notes_of(vera), 0);
    ck_assert_uint_eq(notes_of(petr), 1);
    REFUSED(hide("user:edik", number, true, "любопытство"), "work.unknown_comment");
    REFUSED(write("user:vera", "Ответ", number), "work.unknown_comment");
    REFUSED(attach("user:vera", 0, number, "a.txt", SPAN("a")), "work.unknown_comment");
    ck_assert(attach("user:petr", number_of(party), number, "C:\\мои\\план.pdf", SPAN("%PDF-1.7")));
    ASSERT_SPAN(file.name, "план.pdf");
    ASSERT_SPAN(file.type, "application/pdf");
    REFUSED(attach("user:petr", number_of(party), number, "..", SPAN("a")), "work.file_name");
    REFUSED(attach("user:petr", number_of(party), number, "a.txt", SPAN("")), "work.file_empty");
    int64_t open = written("user:petr", "Всем", 0);
    REFUSED(attach("user:petr", number_of(party), open, "a.txt", SPAN("a")), "work.file_public");
}
END_TEST

START_TEST(a_file_is_what_its_bytes_are)
{
    static const struct {
        struct span bytes;
        const char *type;
    } files[] = {
        {{"PK\x03\x04 word/document.xml", 21},
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {{"PK\x03\x04 a.txt", 10}, "application/zip"},
        {{"<html><script>", 14}, "text/plain"},
        {{"\xFF\xD8\xFF\xE0", 4}, "image/jpeg"},
        {{"\x01\x02", 2}, "application/octet-stream"},
        {{"\xC0\xC1", 2}, "application/octet-stream"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        ck_assert_str_eq(attachment_type(files[i].bytes), files[i].type);
}
END_TEST

START_TEST(the_trail_tells_of_comments_without_their_words)
{
    struct stored_audits trail;
    struct work work = work_of(&fixture);
    size_t count;
    int64_t number = written("user:olga", "Секретное слово", 0);
    ck_assert(change("user:olga", number, "Другое слово", 0));
    CK_OK(&fixture, work_comments_erase_by(&work, SPAN("user:olga"), &count, &fixture.error));
    ck_assert_uint_eq(count, 1);
    CK_OK(&fixture,
          store_audits(fixture.store, SPAN(""), 0, 3, &fixture.arena, &trail, &fixture.error));
    ASSERT_SPAN(trail.items[0].what, "comment.erase");
    ASSERT_SPAN(trail.items[2].what, "comment.add");
    ASSERT_SPAN(trail.items[2].object, "comment 1");
    ck_assert_uint_eq(trail.items[2].salt.size, 0);
    REFUSED(change("user:olga", number, "Снова", 0), "work.comment_gone");
}
END_TEST

void add_comment(Suite *suite)
{
    TCase *tcase = tcase_create("comment");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, words_are_plain_text_of_some_length);
    tcase_add_test(tcase, an_answer_stands_in_its_thread);
    tcase_add_test(tcase, a_report_is_commented_on);
    tcase_add_test(tcase, one_changes_what_one_wrote);
    tcase_add_test(tcase, what_is_hidden_is_hidden_for_a_reason);
    tcase_add_test(tcase, mentions_are_found_in_words);
    tcase_add_test(tcase, those_who_are_mentioned_learn_of_it);
    tcase_add_test(tcase, parties_write_to_each_other);
    tcase_add_test(tcase, a_file_is_what_its_bytes_are);
    tcase_add_test(tcase, the_trail_tells_of_comments_without_their_words);
    suite_add_tcase(suite, tcase);
}
