/* Accounts, and what lets people and programs in. */
#include "login.h"
#include "orders.h"
#include "right.h"

void add_account(Suite *suite);

static struct fixture fixture;
static struct stored_account account;

static void setup(void)
{
    fixture_init(&fixture);
}

static void teardown(void)
{
    fixture_release(&fixture);
}

#define REFUSED(call, wanted)                                                                      \
    do {                                                                                           \
        ck_assert(!(call));                                                                        \
        ck_assert_str_eq(fixture.error.items[0].key, wanted);                                      \
        error_release(&fixture.error);                                                             \
    } while (0)

static struct work_account_order order_of(const char *name, const char *role)
{
    return (struct work_account_order){.name = span_of(name), .role = span_of(role)};
}

static void add(const char *name, const char *role)
{
    struct work work = work_of(&fixture);
    struct work_account_order order = order_of(name, role);
    CK_OK(&fixture, work_account_add(&work, &order, SPAN("hash"), &account, &fixture.error));
}

static void refuse_add(const char *name, const char *role, const char *key)
{
    struct work work = work_of(&fixture);
    struct work_account_order order = order_of(name, role);
    REFUSED(work_account_add(&work, &order, SPAN("hash"), &account, &fixture.error), key);
}

static bool change(struct work_account_order order)
{
    struct work work = work_of(&fixture);
    return work_account_change(&work, &order, &account, &fixture.error);
}

static struct work_access access_of(struct span session, struct span token, int64_t now)
{
    struct work_access access;
    CK_OK(&fixture, work_access_find(fixture.store, &fixture.arena, session, token, now, &access,
                                     &fixture.error));
    return access;
}

static struct secret session_of(const char *name, int64_t before)
{
    struct work work = work_of(&fixture);
    struct secret secret;
    bool found;
    CK_OK(&fixture, work_login_account(fixture.store, &fixture.arena, span_of(name), &account,
                                       &found, &fixture.error));
    ck_assert(found);
    CK_OK(&fixture, work_session_begin(&work, &account, before, SPAN("Firefox, Linux"), &secret,
                                       &fixture.error));
    return secret;
}

static size_t trail_size(void)
{
    struct digest head;
    int64_t count;
    CK_OK(&fixture, store_audit_head(fixture.store, &head, &count, &fixture.error));
    return (size_t)count;
}

START_TEST(names_and_roles_are_checked)
{
    static const char *const names[] = {
        "",    "a",         "Olga", "ольга", "9a",
        "a b", "user:olga", ".abc", "a/b",   "abcdefghijklmnopqrstuvwxyz0123456"};
    refuse_add("olga", "editor", "work.first_administrator");
    add("olga", "administrator");
    refuse_add("olga", "reader", "work.name_taken");
    refuse_add("boris", "king", "work.bad_role");
    refuse_add("boris", "participant", "work.bad_participant");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        refuse_add(names[i], "reader", "work.bad_name");
    ck_assert_uint_eq(trail_size(), 1);
    ck_assert(!access_of(SPAN(""), SPAN(""), fixture.now).readable);
}
END_TEST

START_TEST(an_administrator_always_stays)
{
    struct work_account_order order = order_of("olga", "reader");
    add("olga", "administrator");
    REFUSED(change(order), "work.last_administrator");
    REFUSED(change((struct work_account_order){.name = SPAN("olga"), .state = SPAN("removed")}),
            "work.last_administrator");
    add("boris", "administrator");
    ck_assert(change(order));
    ck_assert_int_eq(account.role, ROLE_READER);
    REFUSED(change((struct work_account_order){.name = SPAN("boris"), .state = SPAN("disabled")}),
            "work.last_administrator");
    ck_assert(change((struct work_account_order){.name = SPAN("olga"), .state = SPAN("removed")}));
    REFUSED(change(order), "work.account_removed");
    refuse_add("olga", "reader", "work.name_taken");
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
}
END_TEST

START_TEST(a_change_tells_what_was_seen)
{
    add("olga", "administrator");
    add("boris", "reader");
    struct work_account_order order = order_of("boris", "expert");
    order.version = 1;
    ck_assert(change(order));
    ck_assert_int_eq(account.version, 2);
    order.role = SPAN("editor");
    REFUSED(change(order), "work.account_changed");
    order.version = 2;
    ck_assert(change(order));
    REFUSED(change(order_of("vera", "editor")), "work.unknown_account");
}
END_TEST

START_TEST(a_session_is_known_until_it_ends)
{
    add("olga", "administrator");
    add("boris", "expert");
    struct secret one = session_of("boris", 0);
    struct span text = span_of(one.text);
    int64_t made = fixture.now;
    struct work_access access = access_of(text, SPAN(""), made);
    ck_assert(access.known && access.accounts && access.by == SECRET_SESSION && !access.stale);
    ASSERT_SPAN(access.account.name, "boris");
    ck_assert(access_of(text, SPAN(""), made + USE_NOTED).stale);
    ck_assert(!access_of(text, SPAN(""), made + SESSION_IDLE).known);
    struct work work = work_of(&fixture);
    work.now = made + SESSION_IDLE / 2;
    CK_OK(&fixture, work_secret_use(&work, SECRET_SESSION, access.secret, &fixture.error));
    ck_assert(access_of(text, SPAN(""), made + SESSION_IDLE).known);
    ck_assert(!access_of(text, SPAN(""), made + SESSION_LIFE).known);
    /* A login in its place ends it; so does a change of the role, and logging out. */
    struct secret other = session_of("boris", access.secret);
    ck_assert(!access_of(text, SPAN(""), made).known);
    ck_assert(access_of(span_of(other.text), SPAN(""), made).known);
    ck_assert(change(order_of("boris", "reader")));
    ck_assert(!access_of(span_of(other.text), SPAN(""), made).known);
    one = session_of("boris", 0);
    access = access_of(span_of(one.text), SPAN(""), fixture.now);
    ck_assert(access.known);
    CK_OK(&fixture, work_session_end(&work, access.secret, &fixture.error));
    ck_assert(!access_of(span_of(one.text), SPAN(""), fixture.now).known);
}
END_TEST

START_TEST(another_password_ends_all_sessions)
{
    add("olga", "administrator");
    struct secret one = session_of("olga", 0);
    struct stored_account before = account;
    struct work work = work_of(&fixture);
    CK_OK(&fixture, work_account_password(&work, SPAN("olga"), SPAN("another"), &fixture.error));
    ck_assert(!access_of(span_of(one.text), SPAN(""), fixture.now).known);
    /* What was tried before is not what counts now. */
    REFUSED(work_session_begin(&work, &before, 0, SPAN(""), &one, &fixture.error),
            "work.login_failed");
}
END_TEST

START_TEST(a_token_has_its_account)
{
    struct secret secret;
    struct stored_secret token;
    add("olga", "administrator");
    add("boris", "editor");
    struct work work = work_of(&fixture);
    REFUSED(work_token_add(&work, &account, SPAN(""), 0, &secret, &token, &fixture.error),
            "work.bad_label");
    REFUSED(work_token_add(&work, &account, SPAN("x"), 99999, &secret, &token, &fixture.error),
            "work.bad_days");
    CK_OK(&fixture,
          work_token_add(&work, &account, SPAN("выгрузка"), 1, &secret, &token, &fixture.error));
    struct span text = arena_format(&fixture.arena, TOKEN_PREFIX "%s", secret.text);
    struct work_access access = access_of(SPAN(""), text, work.now);
    ck_assert(access.known && access.by == SECRET_TOKEN && access.account.role == ROLE_EDITOR);
    ck_assert(!access_of(SPAN(""), span_of(secret.text + 1), work.now).known);
    ck_assert(!access_of(span_of(secret.text), SPAN(""), work.now).known);
    ck_assert(!access_of(SPAN(""), text, work.now + 24 * 3600 * 1000).known);
    REFUSED(work_secret_revoke(&work, SECRET_TOKEN, 1, token.number, &token, &fixture.error),
            "work.unknown_secret");
    int64_t number = access.secret;
    CK_OK(&fixture, work_secret_revoke(&work, SECRET_TOKEN, access.account.number, number, &token,
                                       &fixture.error));
    ck_assert(!access_of(SPAN(""), text, work.now).known);
    ck_assert(
        change((struct work_account_order){.name = SPAN("boris"), .state = SPAN("disabled")}));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
}
END_TEST

START_TEST(an_invitation_is_accepted_once)
{
    struct secret secret;
    struct stored_secret invitation;
    struct work_account_order order = {.name = SPAN("vera"), .shown = SPAN("Вера")};
    add("olga", "administrator");
    struct work work = work_of(&fixture);
    REFUSED(
        work_invite(&work, SPAN("participant"), SPAN(""), 7, &secret, &invitation, &fixture.error),
        "work.bad_participant");
    REFUSED(work_invite(&work, SPAN("expert"), SPAN("ru-000000000000"), 7, &secret, &invitation,
                        &fixture.error),
            "work.unknown_entity");
    CK_OK(&fixture,
          work_invite(&work, SPAN("expert"), SPAN(""), 7, &secret, &invitation, &fixture.error));
    struct span text = span_of(secret.text);
    REFUSED(work_invitation(fixture.store, &fixture.arena, text, work.now + 7 * 24 * 3600 * 1000LL,
                            &invitation, &fixture.error),
            "work.invitation_ended");
    CK_OK(&fixture,
          work_invitation_accept(&work, text, &order, SPAN("h"), &account, &fixture.error));
    ck_assert_int_eq(account.role, ROLE_EXPERT);
    order.name = SPAN("eve");
    REFUSED(work_invitation_accept(&work, text, &order, SPAN("h"), &account, &fixture.error),
            "work.invitation_ended");
    CK_OK(&fixture,
          work_invite(&work, SPAN("reader"), SPAN(""), 7, &secret, &invitation, &fixture.error));
    CK_OK(&fixture, work_secret_revoke(&work, SECRET_INVITATION, 0, invitation.number, &invitation,
                                       &fixture.error));
    REFUSED(work_invitation(fixture.store, &fixture.arena, span_of(secret.text), work.now,
                            &invitation, &fixture.error),
            "work.invitation_ended");
    struct stored_audits trail;
    CK_OK(&fixture,
          store_audits(fixture.store, SPAN(""), 0, 99, &fixture.arena, &trail, &fixture.error));
    ASSERT_SPAN(trail.items[trail.count - 3].author, "user:vera");
}
END_TEST

START_TEST(passwords_are_hashed_and_the_worst_refused)
{
    static const struct {
        const char *password;
        const char *key;
    } bad[] = {{"короткий", "work.password_short"},
               {"QwertyUiop", "work.password_common"},
               {"aaaaaaaaaaaa", "work.password_common"},
               {"olga-petrova1", "work.password_name"},
               {"йцукенгшщз", "work.password_common"}};
    char hash[PASSWORD_HASH], other[PASSWORD_HASH];
    struct span password = SPAN("сосна растёт у реки");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        REFUSED(password_is_fine(span_of(bad[i].password), SPAN("olga-petrova"), &fixture.error),
                bad[i].key);
    ck_assert(password_is_fine(password, SPAN("olga"), NULL));
    ck_assert(password_hash(password, hash, NULL));
    ck_assert(password_hash(password, other, NULL));
    ck_assert_str_ne(hash, other);
    ck_assert(password_fits(span_of(hash), password));
    ck_assert(!password_fits(span_of(hash), SPAN("сосна растёт у рекИ")));
    ck_assert(!password_fits(SPAN(""), password));
    ck_assert(!password_fits(SPAN("none"), password));
}
END_TEST

START_TEST(what_changed_meanwhile_is_told)
{
    int64_t one = add_text(&fixture, "a",
                           "Правительство Тверской области и АО «Пробный завод» "
                           "подписали соглашение о сотрудничестве на пять лет.");
    char claim[32];
    struct stored_claims claims;
    const struct claims_wanted wanted = {.as_of = STORE_TODAY};
    CK_OK(&fixture, store_claims_of_report(fixture.store, one, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    ck_assert_uint_gt(claims.count, 1);
    snprintf(claim, sizeof claim, "%lld.%u", (long long)one, claims.items[0].ordinal);
    struct work_order order = {
        .action = SPAN("confirm"), .claim = span_of(claim), .has_seen = true};
    struct work_decision first = order_do(&fixture, order);
    struct work work = work_of(&fixture);
    struct work_decision decision;
    order.action = SPAN("reject");
    CK_OK(&fixture, work_decide(&work, &order, &decision, &fixture.error));
    ck_assert(!decision.done);
    ck_assert_uint_eq(decision.changed.count, 1);
    ck_assert_int_eq(decision.changed.items[0].number, first.number);
    order.seen = first.number;
    struct work_decision second = order_do(&fixture, order);
    /* Undone is changed too; another claim is not. */
    order_undo(&fixture, second.number);
    order.seen = second.number;
    CK_OK(&fixture, work_decide(&work, &order, &decision, &fixture.error));
    ck_assert(!decision.done && decision.changed.count == 1);
    snprintf(claim, sizeof claim, "%lld.%u", (long long)one, claims.items[1].ordinal);
    order.seen = 0;
    order_do(&fixture, order);
    ck_assert_uint_eq(trail_size(), 5);
}
END_TEST

START_TEST(rights_grow_with_roles)
{
    for (enum right right = RIGHT_ANY; right < RIGHTS; right++) {
        bool had = false;
        ck_assert(role_has(ROLE_ADMINISTRATOR, right));
        for (enum account_role role = ROLE_READER; role < ROLES; role++) {
            ck_assert(!had || role_has(role, right));
            had = role_has(role, right);
        }
    }
    ck_assert(!role_has(ROLE_EXPERT, RIGHT_EDIT) && role_has(ROLE_EXPERT, RIGHT_DECIDE));
}
END_TEST

void add_account(Suite *suite)
{
    TCase *tcase = tcase_create("account");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, names_and_roles_are_checked);
    tcase_add_test(tcase, an_administrator_always_stays);
    tcase_add_test(tcase, a_change_tells_what_was_seen);
    tcase_add_test(tcase, a_session_is_known_until_it_ends);
    tcase_add_test(tcase, another_password_ends_all_sessions);
    tcase_add_test(tcase, a_token_has_its_account);
    tcase_add_test(tcase, an_invitation_is_accepted_once);
    tcase_add_test(tcase, passwords_are_hashed_and_the_worst_refused);
    tcase_add_test(tcase, what_changed_meanwhile_is_told);
    tcase_add_test(tcase, rights_grow_with_roles);
    suite_add_tcase(suite, tcase);
}
