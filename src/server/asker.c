/* What an asker may do: docs/accounts.md. */
#include "asker.h"

bool asker_has(const struct asker *asker, enum right right)
{
    const struct work_access *access = &asker->access;
    if (right == RIGHT_ANY)
        return true;
    if (asker->closed)
        return false;
    if (right == RIGHT_READ && access->readable)
        return true;
    if (!access->accounts)
        return asker->by == BY_KEY;
    return access->known && role_has(access->account.role, right) &&
           (right != RIGHT_OWN || asker->by == BY_SESSION);
}
