/* uzel user: accounts, invitations and tokens of a registry. Whoever runs it holds the registry,
 * and so is its owner: it asks for no login. */
#include "change_run.h"

#include "accounts.h"
#include "grid.h"
#include "login.h"
#include "output.h"
#include "password_input.h"

/* ---- what is shown ---- */

static void columns_add(struct changing *using, struct grid *grid, const char *const *keys)
{
    grid_init(grid, &using->ask->invocation->arena);
    for (; *keys; keys++)
        grid_column(grid, TEXT(using->ask->invocation, *keys), false);
}

static int accounts_list(struct changing *using)
{
    static const char *const columns[] = {"command.user.column.name",
                                          "command.user.column.shown",
                                          "command.user.column.role",
                                          "command.user.column.state",
                                          "command.user.column.entity",
                                          "command.user.column.seen",
                                          NULL};
    struct query_accounts accounts;
    struct grid grid;
    if (!query_accounts(&using->query, &accounts, errors(using)))
        return EXIT_FAILED;
    if (using->ask->json) {
        PRINT_JSON(query_accounts_write, &using->query, &accounts);
        return EXIT_DONE;
    }
    if (!accounts.count) {
        output_line(TEXT(using->ask->invocation, "command.user.none"));
        return EXIT_DONE;
    }
    columns_add(using, &grid, columns);
    for (size_t i = 0; i < accounts.count; i++) {
        const struct query_account *account = &accounts.items[i];
        struct span *cells = grid_row(&grid);
        cells[0] = account->name;
        cells[1] = account->shown;
        cells[2] = account->role_label;
        cells[3] = account->state_label;
        cells[4] = account->entity_name.size ? account->entity_name : account->entity;
        cells[5] = account->last_seen;
    }
    grid_print(&grid, output_width(), output_write);
    return EXIT_DONE;
}

static int secrets_list(struct changing *using, enum secret_kind kind, int64_t account)
{
    static const char *const columns[] = {
        "command.user.column.number", "command.user.column.what",  "command.user.column.account",
        "command.user.column.state",  "command.user.column.until", NULL};
    struct query_secrets secrets;
    struct grid grid;
    if (!query_secrets(&using->query, kind, account, using->work.now, &secrets, errors(using)))
        return EXIT_FAILED;
    if (using->ask->json) {
        PRINT_JSON(query_secrets_write, kind == SECRET_TOKEN ? "tokens" : "invitations", &secrets);
        return EXIT_DONE;
    }
    if (!secrets.count) {
        output_line(TEXT(using->ask->invocation, "command.user.no_secrets"));
        return EXIT_DONE;
    }
    columns_add(using, &grid, columns);
    for (size_t i = 0; i < secrets.count; i++) {
        const struct query_secret *secret = &secrets.items[i];
        struct span *cells = grid_row(&grid);
        cells[0] = arena_format(grid.arena, "%zu", secret->number);
        cells[1] = kind == SECRET_TOKEN ? secret->label : secret->role_label;
        cells[2] = secret->account;
        cells[3] = secret->state_label;
        cells[4] = secret->until;
    }
    grid_print(&grid, output_width(), output_write);
    return EXIT_DONE;
}

static int account_tell(struct changing *using, const struct stored_account *stored,
                        const char *key)
{
    struct query_account account;
    if (!query_account(&using->query, stored, &account, errors(using)))
        return EXIT_FAILED;
    if (using->ask->json)
        PRINT_JSON(query_account_write, &account);
    else
        output_line(TEXT(using->ask->invocation, key, "name", text_of(using, account.name), "role",
                         text_of(using, account.role_label), "state",
                         text_of(using, account.state_label)));
    return EXIT_DONE;
}

/* Tells of an invitation or a token, with its secret where it has just been made. */
static int secret_tell(struct changing *using, const struct stored_secret *stored, struct span text,
                       const char *key)
{
    struct query_secret secret;
    if (!query_secret(&using->query, stored, using->work.now, &secret, errors(using)))
        return EXIT_FAILED;
    secret.text = text;
    if (using->ask->json)
        PRINT_JSON(query_secret_write, &secret);
    else
        output_line(TEXT(using->ask->invocation, key, "secret", text_of(using, text), "number",
                         arena_format(using->work.arena, "%zu", secret.number).data, "role",
                         text_of(using, secret.role_label), "until", text_of(using, secret.until)));
    return EXIT_DONE;
}

/* ---- accounts ---- */

static int account_add(struct changing *using)
{
    struct work_account_order order = {.name = operand(using, 1),
                                       .shown = option_span(using, "shown"),
                                       .role = option_span(using, "role"),
                                       .entity = option_span(using, "entity")};
    struct stored_account account;
    struct span password;
    char hash[PASSWORD_HASH];
    if (!account_name_is_fine(using->work.arena, order.name, errors(using)) ||
        !password_ask(using->ask->invocation, &password) ||
        !password_is_fine(password, order.name, errors(using)) ||
        !password_hash(password, hash, errors(using)) ||
        !work_account_add(&using->work, &order, span_of(hash), &account, errors(using)))
        return EXIT_INPUT;
    return account_tell(using, &account, "command.user.added");
}

static int account_change(struct changing *using, struct work_account_order order)
{
    struct stored_account account;
    order.name = operand(using, 1);
    if (!work_account_change(&using->work, &order, &account, errors(using)))
        return EXIT_INPUT;
    return account_tell(using, &account, "command.user.changed");
}

static int role_set(struct changing *using)
{
    return account_change(using,
                          (struct work_account_order){.role = operand(using, 2),
                                                      .shown = option_span(using, "shown"),
                                                      .entity = option_span(using, "entity")});
}

static int account_disable(struct changing *using)
{
    return account_change(using, (struct work_account_order){.state = SPAN("disabled")});
}

static int account_enable(struct changing *using)
{
    return account_change(using, (struct work_account_order){.state = SPAN("active")});
}

static int account_remove(struct changing *using)
{
    return account_change(using, (struct work_account_order){.state = SPAN("removed")});
}

static int password_set(struct changing *using)
{
    struct span name = operand(using, 1), password;
    char hash[PASSWORD_HASH];
    if (!password_ask(using->ask->invocation, &password) ||
        !password_is_fine(password, name, errors(using)) ||
        !password_hash(password, hash, errors(using)) ||
        !work_account_password(&using->work, name, span_of(hash), errors(using)))
        return EXIT_INPUT;
    output_line(
        TEXT(using->ask->invocation, "command.user.password_set", "name", text_of(using, name)));
    return EXIT_DONE;
}

/* ---- invitations and tokens ---- */

static int invite(struct changing *using)
{
    struct stored_secret invitation;
    struct secret secret;
    int64_t days = INVITATION_DAYS;
    if (!option_number(using->ask->invocation, "days", 1, INVITATION_DAYS_MOST, &days))
        return EXIT_USAGE;
    if (!work_invite(&using->work, operand(using, 1), option_span(using, "entity"), days, &secret,
                     &invitation, errors(using)))
        return EXIT_INPUT;
    return secret_tell(using, &invitation, span_of(secret.text), "command.user.invited");
}

static int invitations_list(struct changing *using)
{
    return secrets_list(using, SECRET_INVITATION, 0);
}

/* The account of a name. */
static bool account_take(struct changing *using, struct span name, struct stored_account *account)
{
    bool found;
    if (!store_account(using->work.store, name.size ? name : SPAN("-"), 0, using->work.arena,
                       account, &found, errors(using)))
        return false;
    return found ||
           error_add(errors(using), "work.unknown_account", "name", text_of(using, name), NULL);
}

static int token_add(struct changing *using)
{
    struct stored_account account;
    struct stored_secret token;
    struct secret secret;
    int64_t days = 0;
    if (!option_number(using->ask->invocation, "days", 1, TOKEN_DAYS_MOST, &days))
        return EXIT_USAGE;
    if (!account_take(using, operand(using, 1), &account) ||
        !work_token_add(&using->work, &account, operand(using, 2), days, &secret, &token,
                        errors(using)))
        return EXIT_INPUT;
    return secret_tell(using, &token,
                       arena_format(using->work.arena, TOKEN_PREFIX "%s", secret.text),
                       "command.user.token_added");
}

static int tokens_list(struct changing *using)
{
    struct stored_account account = {0};
    if (operand(using, 1).size && !account_take(using, operand(using, 1), &account))
        return EXIT_INPUT;
    return secrets_list(using, SECRET_TOKEN, account.number);
}

/* A token or an invitation, by its number. */
static int revoke(struct changing *using)
{
    struct stored_secret secret;
    struct span given = operand(using, 1);
    int64_t number = 0;
    bool found = false;
    enum secret_kind kind = SECRET_TOKEN;
    if (span_to_integer(given, &number) &&
        (!store_secret(using->work.store, kind, NULL, number, using->work.arena, &secret, &found,
                       errors(using)) ||
         error_any(errors(using))))
        return EXIT_FAILED;
    if (!found)
        kind = SECRET_INVITATION;
    if (!number) {
        error_add(errors(using), "work.unknown_secret", "number", text_of(using, given), NULL);
        return EXIT_INPUT;
    }
    if (!work_secret_revoke(&using->work, kind, found ? secret.account : 0, number, &secret,
                            errors(using)))
        return EXIT_INPUT;
    return secret_tell(using, &secret, SPAN(""), "command.user.revoked");
}

static int readable_set(struct changing *using)
{
    bool yes = span_equal(operand(using, 1), SPAN("yes"));
    if (!yes && !span_equal(operand(using, 1), SPAN("no"))) {
        error_add(errors(using), "command.user.yes_or_no", NULL);
        return EXIT_USAGE;
    }
    if (!work_readable_set(&using->work, yes, errors(using)))
        return EXIT_FAILED;
    output_line(
        TEXT(using->ask->invocation, yes ? "command.user.readable" : "command.user.not_readable"));
    return EXIT_DONE;
}

/* ---- the command ---- */

static const struct action actions[] = {
    {"list", 0, 1, accounts_list},
    {"add", 2, 2, account_add},
    {"role", 3, 3, role_set},
    {"password", 2, 2, password_set},
    {"disable", 2, 2, account_disable},
    {"enable", 2, 2, account_enable},
    {"remove", 2, 2, account_remove},
    {"invite", 2, 2, invite},
    {"invitations", 1, 1, invitations_list},
    {"token", 3, 3, token_add},
    {"tokens", 1, 2, tokens_list},
    {"revoke", 2, 2, revoke},
    {"readable", 2, 2, readable_set},
};

static int user_ask(struct ask *ask)
{
    return actions_run(ask, actions, sizeof actions / sizeof *actions,
                       "command.user.unknown_action");
}

static int user_run(struct invocation *invocation)
{
    signals_release(); /* each change is whole or not there */
    return ask_run(invocation, user_ask);
}

static const struct command_option user_options[] = {
    OPTION_REGISTRY,
    OPTION_FORMAT,
    {"role", 0, "command.argument.role", "command.user.option.role"},
    {"shown", 0, "command.argument.text", "command.user.option.shown"},
    {"entity", 0, "command.argument.id", "command.user.option.entity"},
    {"days", 0, "command.argument.number", "command.user.option.days"},
    {"password-file", 0, "command.argument.file", "command.user.option.password_file"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_user;
const struct command command_user = {
    .name = "user",
    .arguments = "command.user.arguments",
    .summary = "command.user.summary",
    .description = "command.user.description",
    .options = user_options,
    .operands_most = 3,
    .run = user_run,
};
