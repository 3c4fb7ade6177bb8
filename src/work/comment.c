/* Comments: writing, changing, withdrawing, hiding, erasing them. */
#include "comment.h"

#include <stdio.h>

#include "change.h"
#include "store_accounts.h"
#include "utf8.h"
#include "written.h"

static bool fail_number(const char *key, int64_t number, struct error *error)
{
    return written_fail(key, "number", number, error);
}

static bool fail_most(const char *key, int most, struct error *error)
{
    return written_fail(key, "most", most, error);
}

/* The trail holds nothing of what not everybody may read, not even a digest. */
static bool comment_note(const struct work *work, const char *what,
                         const struct stored_comment *comment, struct span content,
                         struct error *error)
{
    struct span object = arena_format(work->arena, "comment %lld", (long long)comment->number);
    return change_note(work, what, object, comment->audience == AUDIENCE_ALL ? content : SPAN(""),
                       error);
}

/* ---- words ---- */

static bool words_fit(struct span words, struct error *error)
{
    if (!words.size)
        return error_add(error, "work.comment_empty", NULL);
    if (utf8_count(words) > COMMENT_MOST)
        return fail_most("work.comment_long", COMMENT_MOST, error);
    return written_is_plain(words, true) || error_add(error, "work.comment_words", NULL);
}

/* ---- mentions ---- */

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '.' ||
           byte == '_' || byte == '-';
}

/* Letters of any script, and what an address has before its '@'. */
static bool is_in_word(char byte)
{
    return is_name_byte(byte) || (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80 ||
           byte == '@';
}

bool comment_mention_next(struct span words, size_t *at, struct span *name)
{
    for (size_t i = *at; i < words.size; i++) {
        if (words.data[i] != '@' || (i && is_in_word(words.data[i - 1])))
            continue;
        size_t end = i + 1;
        while (end < words.size && is_name_byte(words.data[end]))
            end++;
        *at = end;
        /* The full stop and the dash belong to the sentence. */
        while (words.data[end - 1] == '.' || words.data[end - 1] == '-')
            end--;
        *name = span_slice(words, i + 1, end);
        if (name->size)
            return true;
    }
    return false;
}

/* Whether an account is one that would see the comment in which it is mentioned. */
static bool may_be_told(const struct work *work, const struct stored_comment *comment,
                        const struct stored_account *account, bool *may, struct error *error)
{
    int64_t organization = account->role >= ROLE_PARTICIPANT ? account->entity : 0;
    *may = account->state == ACCOUNT_ACTIVE;
    return !*may || work_comment_is_for(work, comment, organization, may, error);
}

static bool mentions_note(const struct work *work, const struct stored_comment *comment,
                          struct span words, struct error *error)
{
    int64_t accounts[COMMENT_MENTIONS];
    size_t count = 0, at = 0;
    struct span name;
    while (count < COMMENT_MENTIONS && comment_mention_next(words, &at, &name)) {
        struct stored_account account;
        bool found, may;
        if (!store_account(work->store, name, 0, work->arena, &account, &found, error) ||
            (found && !may_be_told(work, comment, &account, &may, error)))
            return false;
        if (found && may)
            accounts[count++] = account.number;
    }
    return store_comment_mention(work->store, comment->number, accounts, count, error);
}

/* ---- finding ---- */

bool work_comment_is_for(const struct work *work, const struct stored_comment *comment,
                         int64_t organization, bool *is, struct error *error)
{
    *is = comment->audience == AUDIENCE_ALL;
    return *is || !organization ||
           store_is_party(work->store, comment->entity, organization, work->arena, is, error);
}

static bool comment_find(const struct work *work, const struct work_commenter *who, int64_t number,
                         struct stored_comment *comment, struct error *error)
{
    bool found, is = false;
    if (!store_comment(work->store, number, work->arena, comment, &found, error) ||
        (found && !work_comment_is_for(work, comment, who->organization, &is, error)))
        return false;
    return (found && (is || who->owner)) || fail_number("work.unknown_comment", number, error);
}

static bool own_find(const struct work *work, const struct work_commenter *who, int64_t number,
                     struct stored_comment *comment, struct error *error)
{
    return comment_find(work, who, number, comment, error) &&
           (span_equal(comment->author, work->author) ||
            fail_number("work.comment_foreign", number, error));
}

/* ---- writing ---- */

static bool entity_find(const struct work *work, const struct work_comment_order *order,
                        struct stored_comment *comment, struct error *error)
{
    struct stored_entity entity;
    bool found = false, is = false;
    if (canonical_read(order->entity, &comment->entity) &&
        !store_entity(work->store, comment->entity, work->arena, &entity, &found, error))
        return false;
    comment->entity = found ? entity.number : 0;
    comment->audience = order->audience;
    if (found && !work_comment_is_for(work, comment, order->organization, &is, error))
        return false;
    return is || error_add(error, "work.unknown_entity", "id",
                           arena_copy(work->arena, order->entity).data, NULL);
}

static bool report_find(const struct work *work, const struct work_comment_order *order,
                        struct stored_comment *comment, struct error *error)
{
    const char *id = arena_copy(work->arena, order->report).data;
    struct stored_report report;
    bool found;
    comment->audience = order->audience;
    if (!store_report_by_id(work->store, order->report, work->arena, &report, &found, error))
        return false;
    if (!found || order->audience != AUDIENCE_ALL)
        return error_add(error, "work.unknown_report", "id", id, NULL);
    if (report.erased)
        return error_add(error, "work.comment_erased", "id", id, NULL);
    comment->report = report.number;
    return true;
}

/* An answer hangs on what that hangs on to which it is one, which may have been merged or
 * superseded since: it stands among those of the place where the answer is written. */
static bool thread_find(const struct work *work, int64_t answers, struct stored_comment *comment,
                        struct error *error)
{
    const struct work_commenter anybody = {.owner = true};
    struct stored_comments thread;
    struct stored_comment answered;
    if (!answers)
        return true;
    if (!comment_find(work, &anybody, answers, &answered, error))
        return false;
    const struct comments_wanted wanted = {.entity = comment->entity,
                                           .report = comment->report,
                                           .audience = comment->audience,
                                           .before = answered.thread + 1,
                                           .limit = 1};
    if (!store_comments(work->store, &wanted, work->arena, &thread, error))
        return false;
    if (!thread.count || thread.items[0].thread != answered.thread)
        return fail_number("work.unknown_comment", answers, error);
    if (answered.state != COMMENT_SHOWN)
        return fail_number("work.comment_gone", answers, error);
    comment->entity = answered.entity;
    comment->report = answered.report;
    comment->thread = answered.thread;
    comment->answers = answers;
    return thread.count < COMMENT_THREAD_MOST ||
           fail_most("work.comment_thread", COMMENT_THREAD_MOST, error);
}

static bool comment_write(const struct work *work, struct stored_comment *comment,
                          struct error *error)
{
    bool found;
    return store_comment_add(work->store, comment, &comment->number, error) &&
           mentions_note(work, comment, comment->words, error) &&
           comment_note(work, "comment.add", comment, comment->words, error) &&
           store_comment(work->store, comment->number, work->arena, comment, &found, error);
}

static bool addition_write(const struct work *work, const struct work_comment_order *order,
                           struct stored_comment *done, struct error *error)
{
    bool found = order->report.size ? report_find(work, order, done, error)
                                    : entity_find(work, order, done, error);
    return found && thread_find(work, order->answers, done, error) &&
           comment_write(work, done, error);
}

bool work_comment_add(const struct work *work, const struct work_comment_order *order,
                      struct stored_comment *done, struct error *error)
{
    *done = (struct stored_comment){.author = work->author,
                                    .words = written_trim(work, order->words),
                                    .reason = SPAN(""),
                                    .hider = SPAN(""),
                                    .made_at = work->now};
    return words_fit(done->words, error) && change_begin(work, error) &&
           change_end(work, addition_write(work, order, done, error), error);
}

/* ---- changing ---- */

static bool version_fits(const struct stored_comment *comment, int64_t version, struct error *error)
{
    char number[24], now[24];
    if (!version || version == comment->version)
        return true;
    snprintf(number, sizeof number, "%lld", (long long)comment->number);
    snprintf(now, sizeof now, "%lld", (long long)comment->version);
    return error_add(error, "work.comment_changed", "number", number, "version", now, NULL);
}

/* Writes a changed comment and tells of it as it is then. */
static bool changed_write(const struct work *work, struct stored_comment *comment,
                          struct span words, const char *what, struct error *error)
{
    bool found;
    comment->version++;
    return store_comment_change(work->store, comment, words, work->now, error) &&
           comment_note(work, what, comment, words.data ? words : comment->reason, error) &&
           store_comment(work->store, comment->number, work->arena, comment, &found, error);
}

static bool words_write(const struct work *work, const struct work_commenter *who, int64_t number,
                        struct span words, int64_t version, struct stored_comment *done,
                        struct error *error)
{
    if (!own_find(work, who, number, done, error))
        return false;
    if (done->state != COMMENT_SHOWN)
        return fail_number("work.comment_gone", number, error);
    if (!version_fits(done, version, error))
        return false;
    return span_equal(words, done->words) ||
           (mentions_note(work, done, words, error) &&
            changed_write(work, done, words, "comment.change", error));
}

bool work_comment_change(const struct work *work, const struct work_commenter *who, int64_t number,
                         struct span words, int64_t version, struct stored_comment *done,
                         struct error *error)
{
    words = written_trim(work, words);
    return words_fit(words, error) && change_begin(work, error) &&
           change_end(work, words_write(work, who, number, words, version, done, error), error);
}

/* Moves a comment from one state to another, which it may have already. */
static bool state_write(const struct work *work, struct stored_comment *comment,
                        enum comment_state from, enum comment_state to, const char *what,
                        struct error *error)
{
    if (comment->state == to)
        return true;
    if (comment->state != from)
        return fail_number("work.comment_gone", comment->number, error);
    comment->state = to;
    return changed_write(work, comment, (struct span){0}, what, error);
}

static bool withdrawal_write(const struct work *work, const struct work_commenter *who,
                             int64_t number, bool withdrawn, struct stored_comment *done,
                             struct error *error)
{
    if (!own_find(work, who, number, done, error))
        return false;
    return withdrawn ? state_write(work, done, COMMENT_SHOWN, COMMENT_WITHDRAWN, "comment.withdraw",
                                   error)
                     : state_write(work, done, COMMENT_WITHDRAWN, COMMENT_SHOWN, "comment.restore",
                                   error);
}

bool work_comment_withdraw(const struct work *work, const struct work_commenter *who,
                           int64_t number, bool withdrawn, struct stored_comment *done,
                           struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, withdrawal_write(work, who, number, withdrawn, done, error), error);
}

static bool hiding_write(const struct work *work, const struct work_commenter *who, int64_t number,
                         bool hidden, struct span reason, struct stored_comment *done,
                         struct error *error)
{
    if (!comment_find(work, who, number, done, error))
        return false;
    if (hidden && done->state == COMMENT_HIDDEN)
        return true;
    if (hidden && (!reason.size || utf8_count(reason) > COMMENT_REASON_MOST ||
                   !written_is_plain(reason, false)))
        return fail_most("work.comment_reason", COMMENT_REASON_MOST, error);
    done->reason = hidden ? reason : SPAN("");
    done->hider = hidden ? work->author : SPAN("");
    return hidden ? state_write(work, done, COMMENT_SHOWN, COMMENT_HIDDEN, "comment.hide", error)
                  : state_write(work, done, COMMENT_HIDDEN, COMMENT_SHOWN, "comment.show", error);
}

bool work_comment_hide(const struct work *work, const struct work_commenter *who, int64_t number,
                       bool hidden, struct span reason, struct stored_comment *done,
                       struct error *error)
{
    return change_begin(work, error) &&
           change_end(work, hiding_write(work, who, number, hidden, span_trim(reason), done, error),
                      error);
}

/* ---- erasing ---- */

static bool erasure_write(const struct work *work, int64_t number, struct error *error)
{
    const struct work_commenter owner = {.owner = true};
    struct stored_comment comment;
    return comment_find(work, &owner, number, &comment, error) &&
           (comment.state == COMMENT_ERASED ||
            (store_comment_erase(work->store, number, error) &&
             comment_note(work, "comment.erase", &comment, SPAN(""), error)));
}

static bool erased(const struct work *work, int64_t number, struct error *error)
{
    return change_begin(work, error) && change_end(work, erasure_write(work, number, error), error);
}

bool work_comment_erase(const struct work *work, int64_t number, struct error *error)
{
    return erased(work, number, error) && store_compact(work->store, error);
}

bool work_comments_erase_by(const struct work *work, struct span author, size_t *count,
                            struct error *error)
{
    struct stored_comments comments;
    *count = 0;
    if (!store_comments_by(work->store, author, work->arena, &comments, error))
        return false;
    for (size_t i = 0; i < comments.count; i++) {
        *count += comments.items[i].state != COMMENT_ERASED;
        if (!erased(work, comments.items[i].number, error))
            return false;
    }
    return !comments.count || store_compact(work->store, error);
}
