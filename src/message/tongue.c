/* Which language the user reads. */
#include "message.h"

#include <stdlib.h>

bool tongue_of(const char *name, enum tongue *tongue)
{
    struct span rest = span_of(name);
    if (rest.size < 2 || (rest.size > 2 && !strchr("-_.@", rest.data[2])))
        return false;
    struct span code = span_slice(rest, 0, 2);
    if (span_equal(code, SPAN("ru")))
        *tongue = TONGUE_RUSSIAN;
    else if (span_equal(code, SPAN("en")))
        *tongue = TONGUE_ENGLISH;
    else
        return false;
    return true;
}

enum tongue tongue_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    enum tongue tongue = TONGUE_RUSSIAN;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) {
            tongue_of(value, &tongue);
            break;
        }
    }
    return tongue;
}
