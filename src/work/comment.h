/* Comments on entities and reports, by those who are logged in. Each function is one change with
 * its entry in the audit trail, which holds a digest of the words of a comment that all may read,
 * and nothing of those of others.
 *
 * Who writes is work->author; of comments that he may not read nothing is known to him:
 * "work.unknown_comment" (number). */
#ifndef COMMENT_H
#define COMMENT_H

#include "store_comments.h"
#include "work.h"

enum {
    COMMENT_MOST = 4000,        /* characters */
    COMMENT_REASON_MOST = 500,  /* characters */
    COMMENT_MENTIONS = 20,      /* accounts that one comment mentions; more are not told */
    COMMENT_THREAD_MOST = 1000, /* comments of one thread */
};

/* What is written. Words are plain text: lines, without other control characters. "@NAME" mentions
 * an account. */
struct work_comment_order {
    struct span entity; /* id of that on whose card it is … */
    struct span report; /* … or of the report on whose page it is; empty */
    enum comment_audience audience;
    int64_t answers; /* the comment to which it is an answer; 0: it begins a thread */
    struct span words;
    int64_t organization; /* for which the author acts; 0: for none */
};

/* Errors: "work.unknown_entity" (id), also of a comment for parties where the author acts for none,
 * "work.unknown_report" (id), also of one for parties, which no report has, "work.comment_erased"
 * (id): the report's words are, "work.comment_empty", "work.comment_long" (most),
 * "work.comment_words", "work.unknown_comment" (number), "work.comment_gone" (number): what is to
 * be answered is not shown, "work.comment_thread" (most). */
bool work_comment_add(const struct work *work, const struct work_comment_order *order,
                      struct stored_comment *done, struct error *error);

/* Who changes a comment. */
struct work_commenter {
    int64_t organization; /* for which he acts; 0: for none */
    bool owner;           /* he holds the registry: all is his to erase */
};

/* Words one's own comment anew; version: that was seen, 0: whichever it is. Errors besides those of
 * the words: "work.unknown_comment" (number), "work.comment_foreign" (number), "work.comment_gone"
 * (number): it is not shown, "work.comment_changed" (number, version: as it is now). */
bool work_comment_change(const struct work *work, const struct work_commenter *who, int64_t number,
                         struct span words, int64_t version, struct stored_comment *done,
                         struct error *error);
/* Withdraws one's own comment, or takes it back; nothing changes where it is so already. Errors:
 * "work.unknown_comment", "work.comment_foreign", "work.comment_gone" (number): it is hidden or
 * erased. */
bool work_comment_withdraw(const struct work *work, const struct work_commenter *who,
                           int64_t number, bool withdrawn, struct stored_comment *done,
                           struct error *error);
/* Hides somebody's comment for a reason, or shows it again. Errors: "work.unknown_comment",
 * "work.comment_gone" (number): it is withdrawn or erased, "work.comment_reason" (most): there is
 * none, or it is too long. */
bool work_comment_hide(const struct work *work, const struct work_commenter *who, int64_t number,
                       bool hidden, struct span reason, struct stored_comment *done,
                       struct error *error);
/* Erases the words of a comment and its files for good, in the registry's file too, which takes as
 * long as it is large. "work.unknown_comment" (number), "registry.busy" (file): others read. */
bool work_comment_erase(const struct work *work, int64_t number, struct error *error);
/* The same of all comments of an author ("user:NAME"); *count is how many they were. */
bool work_comments_erase_by(const struct work *work, struct span author, size_t *count,
                            struct error *error);

/* Whether a comment is one that who asks may know of: *is. */
bool work_comment_is_for(const struct work *work, const struct stored_comment *comment,
                         int64_t organization, bool *is, struct error *error);

/* The account of a name that is mentioned: letters, digits, '.', '_' and '-' behind an '@' that
 * does not stand within a word. Looks for the next one from *at on; false where there is none. */
bool comment_mention_next(struct span words, size_t *at, struct span *name);

/* ---- files ---- */

enum {
    ATTACHMENT_MOST = 10 * 1024 * 1024, /* bytes of a file */
    ATTACHMENTS_MOST = 10,              /* of one comment */
    ATTACHMENT_NAME_MOST = 120          /* characters of its name */
};

/* Attaches a file to one's own comment for parties. Its type is told by its bytes. Errors:
 * "work.unknown_comment", "work.comment_foreign", "work.comment_gone" (number), "work.file_large"
 * (most), "work.file_empty", "work.file_many" (most), "work.file_name", "work.file_public": of a
 * comment that all may read. */
bool work_attachment_add(const struct work *work, const struct work_commenter *who, int64_t number,
                         struct span name, struct span bytes, struct stored_attachment *done,
                         struct error *error);
/* What a file is by its bytes: "application/pdf", …; "application/octet-stream" where they do not
 * tell. */
const char *attachment_type(struct span bytes);

#endif
