/* Rights: what somebody may do, and which roles have which (docs/accounts.md has the table). */
#ifndef RIGHT_H
#define RIGHT_H

#include "store_accounts.h"

enum right {
    RIGHT_ANY,         /* everybody's, without an account too */
    RIGHT_READ,        /* asking; everybody's where there are no accounts or the owner says so */
    RIGHT_TRY,         /* reading a report without storing it */
    RIGHT_OWN,         /* one's own account; not with a token */
    RIGHT_COMMENT,     /* commenting */
    RIGHT_PARTICIPATE, /* acting for one's organization */
    RIGHT_DECIDE,      /* decisions on claims and on who is who, additions, undoing */
    RIGHT_EDIT,        /* reports: taking them in, their dates, withdrawing them */
    RIGHT_ADMINISTER,  /* accounts, settings, the audit trail, redaction, the whole registry */
    RIGHTS
};

/* Its name in the API. */
const char *right_code(enum right right);
/* Whether a role has a right: each has those of the roles before it. */
bool role_has(enum account_role role, enum right right);

#endif
