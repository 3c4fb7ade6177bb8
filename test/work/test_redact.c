/* Redacting personal data. */
#include "../resolve/fixture.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "redact.h"
#include "store_acts.h"

void add_redact(Suite *suite);

static struct fixture fixture;
static struct work work;
static struct work_redaction redaction;

static const char first_text[] =
    "В Томске подписали соглашение\n\n9 февраля 2015 года губернатор Томской области Сергей "
    "Жвачкин и генеральный директор ОАО «Микран» Виктор Гюнтер подписали соглашение о "
    "сотрудничестве. Сергей Анатольевич Жвачкин отметил, что предприятие создаст 200 рабочих "
    "мест. По словам Жвачкина, область поддержит проект. Мария Жвачкина поёт.\n";
static const char later_text[] =
    "Форум в Томске\n\n1 июня 2017 года губернатор Томской области Сергей Жвачкин подписал "
    "соглашение о сотрудничестве с ОАО «Роснано». Вместе с Сергеем Жвачкиным был Анатолий "
    "Чубайс.\n";

static void setup(void)
{
    fixture_init(&fixture);
    setenv("XDG_CONFIG_HOME", fixture.folder, 1);
    work = (struct work){.store = fixture.store,
                         .reader = fixture.reader,
                         .arena = &fixture.arena,
                         .author = SPAN("user:olga")};
}

static void teardown(void)
{
    fixture_release(&fixture);
}

static struct work_report add(const char *id, const char *text)
{
    struct report_hint hint = {.id = span_of(id), .source = span_of(id)};
    struct work_report done;
    work.now = fixture.now += 1000;
    CK_OK(&fixture, work_report_add(&work, span_of(text), &hint, &done, &fixture.error));
    return done;
}

static void redact(const char *what, bool force)
{
    struct work_redact_order order = {span_of(what), SPAN("просил Жвачкин"), force};
    work.now = fixture.now += 1000;
    CK_OK(&fixture, work_redact(&work, &order, &redaction, &fixture.error));
}

static bool is_held(const char *words)
{
    return span_find(dump_of(&fixture), span_of(words), 0) != SIZE_MAX;
}

static struct span text_of(int64_t report)
{
    struct span text;
    CK_OK(&fixture,
          store_report_text(fixture.store, report, &fixture.arena, &text, &fixture.error));
    return text;
}

static bool names_canonical(int64_t report, int64_t canonical)
{
    struct stored_sources sources;
    bool named = false;
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, report, &fixture.arena, &sources, &fixture.error));
    for (size_t i = 0; i < sources.count; i++)
        named |= sources.items[i].canonical == canonical;
    return named;
}

static void check_is_sound(void)
{
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
}

START_TEST(a_trial_changes_nothing)
{
    add("first", first_text);
    struct span before = dump_of(&fixture);
    redact("Сергея Жвачкина", false);
    ck_assert(!redaction.done);
    ck_assert_uint_eq(redaction.places, 3);
    ck_assert_uint_eq(redaction.reports, 1);
    ck_assert_uint_eq(redaction.entities, 1);
    ck_assert(span_equal(before, dump_of(&fixture)));
}
END_TEST

START_TEST(a_value_is_nowhere_after_it)
{
    struct work_report first = add("first", first_text);
    int64_t person = canonical_of(&fixture, first.report.number, "Сергей Анатольевич Жвачкин");
    char id[CANONICAL_TEXT];
    redact(canonical_write(person, id), true);
    ck_assert(redaction.done && redaction.complete);
    ck_assert(!is_held("Жвачкин "));
    ck_assert(!is_held("Сергей"));
    ck_assert(!is_held("словам Жвачкина"));
    ck_assert(is_held("Мария Жвачкина")); /* somebody else */
    ck_assert_uint_eq(text_of(first.report.number).size, sizeof first_text - 1);
    check_is_sound();
    struct stored_entity entity;
    bool found;
    CK_OK(&fixture,
          store_entity(fixture.store, person, &fixture.arena, &entity, &found, &fixture.error));
    ck_assert(found && span_starts_with(entity.name, SPAN("[#")));
}
END_TEST

/* Short forms at the beginning and the end of sentences, and where two share a family name. */
static const char short_text[] =
    "Визит на завод\n\n3 марта 2017 года генеральный директор ОАО «Заря» Клавдия Перепёлкина "
    "подписала соглашение о сотрудничестве с ООО «Луч».\n\n«Построим два цеха», — сказала "
    "Перепёлкина. Глеб Сомов поддержал её. С Перепёлкиной встретился губернатор Томской области "
    "Глеб Сомов. К Перепёлкиной приехали гости.\n\nСлово Перепёлкиной\n\nГлеб Сомов молчал.\n";

START_TEST(short_forms_go_with_the_full_one)
{
    add("short", short_text);
    redact("Клавдии Перепёлкиной", true);
    ck_assert(!is_held("ерепёлкин"));
    ck_assert(!is_held("Клавди"));
    ck_assert(is_held("С [#"));
    ck_assert(is_held("Глеб Сомов поддержал"));
    check_is_sound();
}
END_TEST

START_TEST(short_forms_of_reports_to_come_go_too)
{
    add("first", first_text);
    redact("Клавдия Перепёлкина", true);
    add("short", short_text);
    ck_assert(!is_held("ерепёлкин"));
    ck_assert(!is_held("Клавди"));
    check_is_sound();
}
END_TEST

/* A person whom a reading that ended called otherwise. */
START_TEST(names_of_readings_that_ended_go_too)
{
    struct work_report first = add("first", first_text);
    int64_t person = canonical_of(&fixture, first.report.number, "Сергей Анатольевич Жвачкин");
    char id[CANONICAL_TEXT];
    struct work_report done;
    work.now = fixture.now += 1000;
    CK_OK(&fixture, work_report_withdraw(&work, SPAN("first"), SPAN(""), &done, &fixture.error));
    redact(canonical_write(person, id), true);
    ck_assert(redaction.done);
    ck_assert(!is_held("Сергей"));
    ck_assert(!is_held("словам Жвачкина"));
    check_is_sound();
}
END_TEST

START_TEST(the_same_report_is_known)
{
    struct work_report first = add("first", first_text);
    redact("Сергей Жвачкин", true);
    struct work_report again = add("first", first_text);
    ck_assert_int_eq(again.report.number, first.report.number);
    ck_assert_int_eq(again.outcome, RESOLVED_UNCHANGED);
    ck_assert(!is_held("Сергей"));
}
END_TEST

START_TEST(later_reports_are_redacted_and_of_the_same_person)
{
    struct work_report first = add("first", first_text);
    int64_t person = canonical_of(&fixture, first.report.number, "Сергей Анатольевич Жвачкин");
    redact("Сергей Жвачкин", true);
    struct work_report later = add("later", later_text);
    ck_assert(!is_held("Серге"));
    ck_assert(names_canonical(later.report.number, person));
    check_is_sound();
    struct work_report again = add("later", later_text);
    ck_assert_int_eq(again.report.number, later.report.number);
}
END_TEST

/* A copy of the registry, with all that is derived of it, becomes the fixture's. */
static void move_to_copy(void)
{
    struct store *copied;
    char place[PLACE_SIZE];
    place_of(place, fixture.folder, "copy");
    CK_OK(&fixture,
          store_open(&copied, place, STORE_CREATE, reader_schema(fixture.reader), &fixture.error));
    CK_OK(&fixture, store_copy(fixture.store, copied, &fixture.error));
    CK_OK(&fixture,
          resolve_rebuild(copied, reader_morphology(fixture.reader), NULL, NULL, &fixture.error));
    store_close(fixture.store);
    place_remove(fixture.file);
    memcpy(fixture.file, place, PLACE_SIZE);
    work.store = fixture.store = copied;
}

START_TEST(a_copy_is_redacted_and_stays_so)
{
    struct work_report first = add("first", first_text);
    int64_t person = canonical_of(&fixture, first.report.number, "Сергей Анатольевич Жвачкин");
    redact("Сергей Жвачкин", true);
    struct span truth = dump_of(&fixture);
    move_to_copy();
    ck_assert(span_equal(truth, dump_of(&fixture)));
    struct work_report later = add("later", later_text);
    ck_assert(!is_held("Серге"));
    ck_assert(names_canonical(later.report.number, person));
    struct work_report again = add("first", first_text);
    ck_assert_int_eq(again.outcome, RESOLVED_UNCHANGED);
    check_is_sound();
}
END_TEST

START_TEST(decisions_stay_on_their_claims)
{
    struct work_report first = add("first", first_text);
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true};
    struct stored_claims claims;
    int64_t report = first.report.number, number;
    struct new_act act = {
        .kind = ACT_CONFIRM, .report = report, .claim = 1, .author = SPAN("user:olga")};
    CK_OK(&fixture, store_write_begin(fixture.store, 1, &fixture.error));
    CK_OK(&fixture, store_act(fixture.store, &act, 1, &number, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, 1, &fixture.error));
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    redact("Сергей Жвачкин", true);
    redact("Виктор Гюнтер", true);
    CK_OK(&fixture, store_claims_of_report(fixture.store, report, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    ck_assert_uint_gt(claims.count, 0);
    ck_assert_int_eq(claims.items[0].ordinal, 1);
    ck_assert_int_eq(claims.items[0].state, CLAIM_CONFIRMED);
    ck_assert(span_starts_with(claims.items[0].text, SPAN("[#")));
}
END_TEST

/* A file that has the key's name by chance is neither taken for a key nor lost. */
START_TEST(another_file_is_not_taken_for_the_key)
{
    static const char words[] = "Это заметки о реестре, а не ключ к нему.";
    char path[PLACE_SIZE + 8];
    struct buffer kept;
    struct work_redact_order order = {SPAN("Сергея Жвачкина"), SPAN("просил Жвачкин"), true};
    if (place_is_postgres())
        return; /* there the name has the key's own number in it */
    snprintf(path, sizeof path, "%s.key", fixture.file);
    add("first", first_text);
    ck_assert(file_write(path, span_of(words), NULL));
    ck_assert(!work_redact(&work, &order, &redaction, &fixture.error));
    ck_assert_str_eq(fixture.error.items[0].key, "file.cannot_write");
    error_release(&fixture.error);
    ck_assert(is_held("Жвачкин"));
    buffer_init(&kept, 1024);
    ck_assert(file_read(path, &kept, NULL));
    ck_assert(span_equal(buffer_span(&kept), span_of(words)));
    buffer_release(&kept);
    unlink(path);
}
END_TEST

START_TEST(it_is_not_undone)
{
    add("first", first_text);
    redact("Сергей Жвачкин", true);
    struct new_act act = {
        .kind = ACT_UNDO, .undoes = redaction.number, .author = SPAN("user:olga")};
    int64_t number;
    CK_OK(&fixture, store_write_begin(fixture.store, 1, &fixture.error));
    ck_assert(!store_act(fixture.store, &act, 1, &number, &fixture.error));
    ck_assert_str_eq(fixture.error.items[0].key, "registry.act_redaction");
    error_release(&fixture.error);
    store_write_cancel(fixture.store);
}
END_TEST

void add_redact(Suite *suite)
{
    TCase *tests = tcase_create("redact");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, a_trial_changes_nothing);
    tcase_add_test(tests, a_value_is_nowhere_after_it);
    tcase_add_test(tests, short_forms_go_with_the_full_one);
    tcase_add_test(tests, short_forms_of_reports_to_come_go_too);
    tcase_add_test(tests, names_of_readings_that_ended_go_too);
    tcase_add_test(tests, the_same_report_is_known);
    tcase_add_test(tests, later_reports_are_redacted_and_of_the_same_person);
    tcase_add_test(tests, a_copy_is_redacted_and_stays_so);
    tcase_add_test(tests, decisions_stay_on_their_claims);
    tcase_add_test(tests, another_file_is_not_taken_for_the_key);
    tcase_add_test(tests, it_is_not_undone);
    suite_add_tcase(suite, tests);
}
