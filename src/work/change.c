/* The frame of a change. */
#include "change.h"

#include "store_accounts.h"

bool change_begin(const struct work *work, struct error *error)
{
    return store_write_begin(work->store, work->now, error);
}

bool change_end(const struct work *work, bool done, struct error *error)
{
    if (done && store_write_end(work->store, work->now, error))
        return store_commit(work->store, error);
    store_write_cancel(work->store);
    store_commit(work->store, NULL);
    return false;
}

bool change_note(const struct work *work, const char *what, struct span object, struct span content,
                 struct error *error)
{
    const struct new_audit entry = {work->author, what, object, content};
    return store_audit_add(work->store, &entry, work->now, error);
}

bool change_note_report(const struct work *work, enum resolve_outcome outcome, int64_t report,
                        const struct digest *text, struct error *error)
{
    static const char *const whats[RESOLVED_OUTCOMES] = {[RESOLVED_NEW] = "report.add",
                                                         [RESOLVED_VERSION] = "report.add",
                                                         [RESOLVED_AGAIN] = "report.read"};
    char content[DIGEST_TEXT];
    if (!whats[outcome])
        return true;
    return store_write_begin(work->store, work->now, error) &&
           change_note(work, whats[outcome],
                       arena_format(work->arena, "report %lld", (long long)report),
                       span_of(digest_write(text, content)), error) &&
           store_write_end(work->store, work->now, error);
}
