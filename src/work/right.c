/* Which roles have which rights. */
#include "right.h"

static const struct {
    const char *code;
    enum account_role least;
} rights[RIGHTS] = {
    [RIGHT_ANY] = {"any", ROLE_READER},
    [RIGHT_READ] = {"read", ROLE_READER},
    [RIGHT_TRY] = {"try", ROLE_READER},
    [RIGHT_OWN] = {"own", ROLE_READER},
    [RIGHT_COMMENT] = {"comment", ROLE_READER},
    [RIGHT_PARTICIPATE] = {"participate", ROLE_PARTICIPANT},
    [RIGHT_DECIDE] = {"decide", ROLE_EXPERT},
    [RIGHT_EDIT] = {"edit", ROLE_EDITOR},
    [RIGHT_ADMINISTER] = {"administer", ROLE_ADMINISTRATOR},
};

const char *right_code(enum right right)
{
    return rights[right].code;
}

bool role_has(enum account_role role, enum right right)
{
    return role >= rights[right].least;
}
