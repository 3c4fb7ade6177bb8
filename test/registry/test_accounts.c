/* Accounts, secrets, settings and the audit trail, and how an older registry comes by them. */
#include "store_accounts.h"

#include <sqlite3.h>
#include <stdio.h>

#include "fixture.h"
#include "store_acts.h"
#include "store_comments.h"

void add_accounts(Suite *suite);

static const struct span olga = {"user:olga", 9};

/* Runs SQL beside the store, on either engine; %1$s. stands before the names of tables on
 * PostgreSQL. */
static void sql(struct fixture *fixture, const char *sqlite, const char *postgres)
{
    sqlite3 *database;
    store_close(fixture->store);
    fixture->store = NULL;
    if (place_is_postgres()) {
        ck_assert(place_schema_sql(fixture->file, postgres));
    } else {
        ck_assert_int_eq(sqlite3_open(fixture->file, &database), SQLITE_OK);
        ck_assert_int_eq(sqlite3_exec(database, sqlite, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(database);
    }
}

static void open_again(struct fixture *fixture, enum store_mode mode)
{
    store_close(fixture->store);
    CK_OK(fixture,
          store_open(&fixture->store, fixture->file, mode, fixture->schema, &fixture->error));
}

static int64_t account_add(struct fixture *fixture, const char *name, enum account_role role)
{
    struct stored_account account = {.name = span_of(name),
                                     .shown = SPAN("Имя"),
                                     .role = role,
                                     .password = SPAN("$argon2id$…"),
                                     .made_at = fixture->now};
    int64_t number;
    WRITING(fixture, store_account_add(fixture->store, &account, &number, &fixture->error));
    return number;
}

static void note(struct fixture *fixture, const char *what, const char *object)
{
    const struct new_audit entry = {olga, what, span_of(object), SPAN("содержание")};
    WRITING(fixture, store_audit_add(fixture->store, &entry, fixture->now, &fixture->error));
}

static struct digest head_of(struct fixture *fixture, int64_t count)
{
    struct digest head;
    int64_t found;
    CK_OK(fixture, store_audit_head(fixture->store, &head, &found, &fixture->error));
    ck_assert_int_eq(found, count);
    return head;
}

START_TEST(an_account_is_kept_and_changed)
{
    struct fixture fixture;
    struct stored_account account;
    struct stored_accounts all;
    bool found;
    fixture_init(&fixture);
    ck_assert_int_eq(account_add(&fixture, "olga", ROLE_ADMINISTRATOR), 1);
    ck_assert_int_eq(account_add(&fixture, "boris", ROLE_READER), 2);
    CK_OK(&fixture, store_account(fixture.store, SPAN("boris"), 0, &fixture.arena, &account, &found,
                                  &fixture.error));
    ck_assert(found && account.role == ROLE_READER && account.version == 1);
    account.role = ROLE_EXPERT;
    account.state = ACCOUNT_DISABLED;
    account.entity = 7;
    WRITING(&fixture, store_account_change(fixture.store, &account, &fixture.error));
    CK_OK(&fixture, store_account(fixture.store, SPAN(""), 2, &fixture.arena, &account, &found,
                                  &fixture.error));
    ck_assert(found && account.role == ROLE_EXPERT && account.state == ACCOUNT_DISABLED);
    ck_assert(account.version == 2 && account.entity == 7);
    ASSERT_SPAN(account.name, "boris");
    CK_OK(&fixture, store_account(fixture.store, SPAN("nobody"), 0, &fixture.arena, &account,
                                  &found, &fixture.error));
    ck_assert(!found);
    CK_OK(&fixture, store_accounts(fixture.store, &fixture.arena, &all, &fixture.error));
    ck_assert_uint_eq(all.count, 2);
    ASSERT_SPAN(all.items[0].name, "boris");
    fixture_release(&fixture);
}
END_TEST

static int64_t secret_add(struct fixture *fixture, enum secret_kind kind, const char *text,
                          int64_t account, int64_t until)
{
    struct stored_secret secret = {.kind = kind,
                                   .digest = digest_of(span_of(text)),
                                   .account = account,
                                   .label = SPAN("выгрузка"),
                                   .author = olga,
                                   .made_at = fixture->now,
                                   .until = until,
                                   .used_at = fixture->now};
    int64_t number;
    WRITING(fixture, store_secret_add(fixture->store, &secret, &number, &fixture->error));
    return number;
}

static bool secret_is_there(struct fixture *fixture, enum secret_kind kind, const char *text)
{
    struct digest digest = digest_of(span_of(text));
    struct stored_secret secret;
    bool found;
    CK_OK(fixture, store_secret(fixture->store, kind, &digest, 0, &fixture->arena, &secret, &found,
                                &fixture->error));
    return found;
}

START_TEST(secrets_are_found_by_their_digests)
{
    struct fixture fixture;
    struct stored_secrets secrets;
    fixture_init(&fixture);
    account_add(&fixture, "olga", ROLE_ADMINISTRATOR);
    int64_t token = secret_add(&fixture, SECRET_TOKEN, "a", 1, 0);
    secret_add(&fixture, SECRET_SESSION, "b", 1, STORE_FOREVER);
    int64_t kept = secret_add(&fixture, SECRET_SESSION, "c", 1, STORE_FOREVER);
    secret_add(&fixture, SECRET_SESSION, "d", 2, 5);
    ck_assert(secret_is_there(&fixture, SECRET_TOKEN, "a"));
    ck_assert(!secret_is_there(&fixture, SECRET_SESSION, "a"));
    WRITING(&fixture, store_sessions_end(fixture.store, 1, kept, fixture.now, &fixture.error));
    ck_assert(!secret_is_there(&fixture, SECRET_SESSION, "b"));
    ck_assert(secret_is_there(&fixture, SECRET_SESSION, "c"));
    ck_assert(!secret_is_there(&fixture, SECRET_SESSION, "d"));
    CK_OK(&fixture,
          store_secrets(fixture.store, SECRET_TOKEN, 1, &fixture.arena, &secrets, &fixture.error));
    ck_assert_uint_eq(secrets.count, 1);
    ck_assert_int_eq(secrets.items[0].number, token);
    secrets.items[0].ended_at = fixture.now;
    WRITING(&fixture, store_secret_change(fixture.store, &secrets.items[0], &fixture.error));
    CK_OK(&fixture,
          store_secrets(fixture.store, SECRET_TOKEN, 0, &fixture.arena, &secrets, &fixture.error));
    ck_assert_int_ne(secrets.items[0].ended_at, 0);
    ASSERT_SPAN(secrets.items[0].author, "user:olga");
    fixture_release(&fixture);
}
END_TEST

START_TEST(settings_are_kept)
{
    struct fixture fixture;
    struct span value;
    fixture_init(&fixture);
    for (int i = 0; i < 3; i++) {
        struct span put = i == 1 ? SPAN("1") : SPAN("0");
        WRITING(&fixture, store_setting_put(fixture.store, SETTING_READABLE, put, &fixture.error));
        CK_OK(&fixture, store_setting(fixture.store, SETTING_READABLE, &fixture.arena, &value,
                                      &fixture.error));
        ck_assert(span_equal(value, put));
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(the_trail_is_a_chain)
{
    struct fixture fixture;
    struct stored_audits entries, own;
    int64_t number;
    fixture_init(&fixture);
    struct digest none = head_of(&fixture, 0);
    note(&fixture, "account.add", "account olga");
    struct digest first = head_of(&fixture, 1);
    note(&fixture, "setting", "readable");
    note(&fixture, "report.add", "report 1");
    struct digest last = head_of(&fixture, 3);
    ck_assert(memcmp(none.bytes, first.bytes, DIGEST_SIZE) != 0);
    CK_OK(&fixture, store_audit_find(fixture.store, &first, &number, &fixture.error));
    ck_assert_int_eq(number, 1);
    CK_OK(&fixture, store_audit_find(fixture.store, &last, &number, &fixture.error));
    ck_assert_int_eq(number, 3);
    last.bytes[0] ^= 1;
    CK_OK(&fixture, store_audit_find(fixture.store, &last, &number, &fixture.error));
    ck_assert_int_eq(number, 0);
    CK_OK(&fixture,
          store_audits(fixture.store, SPAN(""), 3, 1, &fixture.arena, &entries, &fixture.error));
    ck_assert_uint_eq(entries.count, 1);
    ASSERT_SPAN(entries.items[0].object, "readable");
    CK_OK(&fixture, store_audits(fixture.store, SPAN("user:nobody"), 0, 9, &fixture.arena, &own,
                                 &fixture.error));
    ck_assert_uint_eq(own.count, 0);
    CK_OK(&fixture, store_audits(fixture.store, entries.items[0].author, 0, 9, &fixture.arena, &own,
                                 &fixture.error));
    ck_assert_uint_ge(own.count, 1);
    ck_assert(memcmp(entries.items[0].before.bytes, first.bytes, DIGEST_SIZE) == 0);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}
END_TEST

/* Each way of altering the trail is found by the check, or by the head that was kept. */
START_TEST(what_is_altered_in_the_trail_is_noticed)
{
    static const char *const alterings[][2] = {
        {"UPDATE audit SET object = 'account eve' WHERE number = 2",
         "UPDATE %1$s.audit SET object = 'account eve' WHERE number = 2"},
        {"UPDATE audit SET at = at + 1 WHERE number = 1",
         "UPDATE %1$s.audit SET at = at + 1 WHERE number = 1"},
        {"DELETE FROM audit WHERE number = 2", "DELETE FROM %1$s.audit WHERE number = 2"},
        {"UPDATE authors SET name = 'user:eve' WHERE name = 'user:olga'",
         "UPDATE %1$s.authors SET name = 'user:eve' WHERE name = 'user:olga'"},
        {"DELETE FROM audit WHERE number = 3", "DELETE FROM %1$s.audit WHERE number = 3"},
    };
    for (size_t i = 0; i < sizeof alterings / sizeof *alterings; i++) {
        struct fixture fixture;
        int64_t number;
        bool cut = i == sizeof alterings / sizeof *alterings - 1;
        fixture_init(&fixture);
        note(&fixture, "account.add", "account olga");
        note(&fixture, "account.add", "account boris");
        note(&fixture, "account.add", "account vera");
        struct digest head = head_of(&fixture, 3);
        sql(&fixture, alterings[i][0], alterings[i][1]);
        open_again(&fixture, STORE_READ);
        ck_assert_int_eq(store_check(fixture.store, &fixture.error), cut);
        error_release(&fixture.error);
        CK_OK(&fixture, store_audit_find(fixture.store, &head, &number, &fixture.error));
        ck_assert_int_eq(number, 0);
        fixture_release(&fixture);
    }
}
END_TEST

START_TEST(what_users_do_is_noted_in_the_same_transaction)
{
    struct fixture fixture;
    struct stored_audits entries;
    int64_t number;
    fixture_init(&fixture);
    write_agreement(&fixture, "a1", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "a2", "ОАО «Заря-2»", "Энская область", 0);
    head_of(&fixture, 0);
    struct new_act merge = {.kind = ACT_MERGE,
                            .subject = 4,
                            .object = 1,
                            .author = olga,
                            .reason = SPAN("одно и то же")};
    WRITING(&fixture, store_act(fixture.store, &merge, fixture.now, &number, &fixture.error));
    WRITING(&fixture,
            store_report_withdraw(fixture.store, 2, olga, SPAN(""), fixture.now, &fixture.error));
    WRITING(&fixture,
            store_report_withdraw(fixture.store, 2, olga, SPAN(""), fixture.now, &fixture.error));
    head_of(&fixture, 2);
    CK_OK(&fixture, store_write_begin(fixture.store, fixture.now, &fixture.error));
    merge.kind = ACT_UNDO;
    merge.undoes = number;
    CK_OK(&fixture, store_act(fixture.store, &merge, fixture.now, &number, &fixture.error));
    store_write_cancel(fixture.store);
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    head_of(&fixture, 2);
    CK_OK(&fixture,
          store_audits(fixture.store, SPAN(""), 0, 9, &fixture.arena, &entries, &fixture.error));
    ASSERT_SPAN(entries.items[1].what, "merge");
    ASSERT_SPAN(entries.items[1].object, "decision 1");
    ASSERT_SPAN(entries.items[0].what, "report.withdraw");
    ck_assert_uint_eq(entries.items[0].salt.size, AUDIT_SALT);
    struct digest head = head_of(&fixture, 2);
    WRITING(&fixture, store_report_erase(fixture.store, 2, &fixture.error));
    CK_OK(&fixture,
          store_audits(fixture.store, SPAN(""), 0, 9, &fixture.arena, &entries, &fixture.error));
    ck_assert_uint_eq(entries.items[0].salt.size, 0);
    struct digest same = head_of(&fixture, 2);
    ck_assert(memcmp(head.bytes, same.bytes, DIGEST_SIZE) == 0);
    fixture_release(&fixture);
}
END_TEST

static void comment_add(struct fixture *fixture, struct stored_comment comment)
{
    int64_t number;
    comment.author = SPAN("user:olga");
    comment.words = SPAN("Когда?");
    comment.made_at = fixture->now;
    WRITING(fixture, store_comment_add(fixture->store, &comment, &number, &fixture->error));
}

/* As a program with older tables left it, of version 12 at the oldest. */
static void make_older(struct fixture *fixture, int version)
{
    sql(fixture,
        "DROP INDEX comments_by_report; ALTER TABLE comments DROP COLUMN report;"
        " PRAGMA user_version = 17",
        "ALTER TABLE %1$s.comments DROP COLUMN report;"
        " COMMENT ON SCHEMA %1$s IS 'uzel registry, tables 17'");
    if (version < 17)
        sql(fixture,
            "DELETE FROM tallies WHERE what = 9; DROP TABLE report_facets;"
            " PRAGMA user_version = 16",
            "DELETE FROM %1$s.tallies WHERE what = 9; DROP TABLE %1$s.report_facets;"
            " COMMENT ON SCHEMA %1$s IS 'uzel registry, tables 16'");
    if (version < 16)
        sql(fixture, "DROP INDEX claims_of_days; PRAGMA user_version = 15",
            "DROP INDEX %1$s.claims_of_days; COMMENT ON SCHEMA %1$s IS 'uzel registry, tables 15'");
    if (version < 15)
        sql(fixture,
            "DROP TABLE reviews; DROP TABLE review_criteria; DROP TABLE review_applications;"
            " DROP TABLE review_experts; DROP TABLE review_assignments; DROP TABLE "
            "review_conflicts;"
            " DROP TABLE review_marks; DROP TABLE review_decisions; PRAGMA user_version = 14",
            "DROP TABLE %1$s.reviews; DROP TABLE %1$s.review_criteria;"
            " DROP TABLE %1$s.review_applications; DROP TABLE %1$s.review_experts;"
            " DROP TABLE %1$s.review_assignments; DROP TABLE %1$s.review_conflicts;"
            " DROP TABLE %1$s.review_marks; DROP TABLE %1$s.review_decisions;"
            " COMMENT ON SCHEMA %1$s IS 'uzel registry, tables 14'");
    if (version < 14)
        sql(fixture,
            "DROP TABLE comments; DROP TABLE comment_words; DROP TABLE comment_mentions;"
            " DROP TABLE attachments; PRAGMA user_version = 13",
            "DROP TABLE %1$s.comments; DROP TABLE %1$s.comment_words;"
            " DROP TABLE %1$s.comment_mentions; DROP TABLE %1$s.attachments;"
            " COMMENT ON SCHEMA %1$s IS 'uzel registry, tables 13'");
    if (version < 13)
        sql(fixture,
            "DROP TABLE accounts; DROP TABLE secrets; DROP TABLE settings; DROP TABLE audit;"
            " PRAGMA user_version = 12",
            "DROP TABLE %1$s.accounts; DROP TABLE %1$s.secrets; DROP TABLE %1$s.settings;"
            " DROP TABLE %1$s.audit; COMMENT ON SCHEMA %1$s IS 'uzel registry, tables 12'");
}

START_TEST(an_older_registry_is_brought_up_to_date)
{
    static const enum store_mode modes[] = {STORE_READ, STORE_WRITE, STORE_CREATE};
    for (size_t i = 0; i < 18; i++) {
        struct fixture fixture;
        const int version = 12 + (int)i / 3;
        fixture_init(&fixture);
        write_agreement(&fixture, "a1", "ОАО «Заря»", "Энская область", 0);
        if (version > 13)
            comment_add(&fixture, (struct stored_comment){.entity = 1});
        struct span before = dump_of(&fixture, true);
        make_older(&fixture, version);
        open_again(&fixture, modes[i % 3]);
        ck_assert(span_equal(before, dump_of(&fixture, true)));
        CK_OK(&fixture, store_check(fixture.store, &fixture.error));
        open_again(&fixture, STORE_WRITE);
        comment_add(&fixture, (struct stored_comment){.report = 1});
        account_add(&fixture, "olga", ROLE_ADMINISTRATOR);
        note(&fixture, "account.add", "account olga");
        CK_OK(&fixture, store_check(fixture.store, &fixture.error));
        fixture_release(&fixture);
    }
}
END_TEST

START_TEST(a_copy_takes_all_but_sessions)
{
    struct fixture fixture;
    struct store *copy;
    char place[PLACE_SIZE];
    fixture_init(&fixture);
    account_add(&fixture, "olga", ROLE_ADMINISTRATOR);
    secret_add(&fixture, SECRET_TOKEN, "token", 1, 0);
    secret_add(&fixture, SECRET_SESSION, "session", 1, STORE_FOREVER);
    WRITING(&fixture,
            store_setting_put(fixture.store, SETTING_READABLE, SPAN("1"), &fixture.error));
    note(&fixture, "account.add", "account olga");
    struct digest head = head_of(&fixture, 1);
    struct span truth = dump_of(&fixture, true);
    place_of(place, fixture.folder, "copy");
    CK_OK(&fixture, store_open(&copy, place, STORE_CREATE, fixture.schema, &fixture.error));
    CK_OK(&fixture, store_copy(fixture.store, copy, &fixture.error));
    store_close(fixture.store);
    fixture.store = copy;
    ck_assert(span_equal(truth, dump_of(&fixture, true)));
    ck_assert(secret_is_there(&fixture, SECRET_TOKEN, "token"));
    ck_assert(!secret_is_there(&fixture, SECRET_SESSION, "session"));
    struct digest copied = head_of(&fixture, 1);
    ck_assert(memcmp(head.bytes, copied.bytes, DIGEST_SIZE) == 0);
    store_close(fixture.store);
    fixture.store = NULL;
    place_remove(place);
    fixture_release(&fixture);
}
END_TEST

void add_accounts(Suite *suite)
{
    SUITE_ADD(suite, an_account_is_kept_and_changed);
    SUITE_ADD(suite, secrets_are_found_by_their_digests);
    SUITE_ADD(suite, settings_are_kept);
    SUITE_ADD(suite, the_trail_is_a_chain);
    SUITE_ADD(suite, what_is_altered_in_the_trail_is_noticed);
    SUITE_ADD(suite, what_users_do_is_noted_in_the_same_transaction);
    SUITE_ADD(suite, an_older_registry_is_brought_up_to_date);
    SUITE_ADD(suite, a_copy_takes_all_but_sessions);
}
