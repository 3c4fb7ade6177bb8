/* Groups of kinds, and lists of words by which names are compared. */
#include "name_lists.h"

enum { FORM = NAME_WORD_FORM, WIDE = NAME_WORD_WIDE };
struct entry {
    int kind;
    const char *phrase;
};
#define ENTRY(kind, phrase) {kind, phrase},
static const struct entry forms[] = {
#include "name_keys.inc"
};

enum name_group name_group_of(const struct schema_kind *kind)
{
    static const struct {
        const char *kind;
        enum name_group group;
    } groups[] = {
        {"Person", GROUP_PERSON},
        {"PublicBody", GROUP_ORGANIZATION},
        {"StateCorporation", GROUP_ORGANIZATION},
        {"Company", GROUP_ORGANIZATION},
        {"DevelopmentInstitution", GROUP_ORGANIZATION},
        {"ResearchOrganization", GROUP_ORGANIZATION},
        {"Association", GROUP_ORGANIZATION},
        {"Organization", GROUP_ORGANIZATION},
        {"Country", GROUP_PLACE},
        {"Region", GROUP_PLACE},
        {"Locality", GROUP_PLACE},
        {"Place", GROUP_PLACE},
    };
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (span_equal(kind->name, span_of(groups[i].kind)))
            return groups[i].group;
    return GROUP_OTHER;
}

bool is_listed_word(struct span word, enum name_word_list list)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].kind == (int)list && span_equal(word, span_of(forms[i].phrase)))
            return true;
    return false;
}
